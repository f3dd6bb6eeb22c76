// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { START } from "../../testing/call-fixtures.ts";
import type { NewLogLine, StoredLogLine } from "../store.ts";
import type { Subject } from "./subject.ts";

const line = (message: string, more: Partial<NewLogLine> = {}): NewLogLine => ({
  at: START,
  source: "page",
  level: "info",
  message,
  ...more,
});

const messages = (found: readonly StoredLogLine[]) => found.map(({ line: { message } }) => message);
const everything = { limit: 100 };

export function logContract(prepare: () => Subject & AsyncDisposable): void {
  describe("log lines", () => {
    it("[LOG1] a line comes back as it was kept", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const kept = line("said", {
        level: "error",
        person: "anna",
        page: "page-1",
        n: 1,
        call: "call-1",
        reference: "abcd1234",
        provider: "webrtc",
        prefix: "call",
        clientAt: "2027-01-01T00:00:00.000Z",
        details: { tries: 2 },
      });

      await store.logs.append([kept]);

      const { n: _, at, ...rest } = kept;
      const [found] = await store.logs.find(everything);
      expect(found?.line).toEqual({ ...rest, at: new Date(at).toISOString() });
    });

    it("[LOG1] what a page says twice is kept once, and another person's line of the same number too", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const first = line("first", { person: "anna", page: "page-1", n: 1 });

      await store.logs.append([first, line("server's"), line("server's")]);
      await store.logs.append([first, { ...first, person: "bob", message: "bob's" }]);

      expect(messages(await store.logs.find(everything)).sort()).toEqual([
        "bob's",
        "first",
        "server's",
        "server's",
      ]);
    });

    it("[LOG6] lines are found by each thing that is known of them, newest first, page after page", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.logs.append([
        line("one", { person: "anna", at: START + 1 }),
        line("100% TWO_", { level: "error", reference: "abcd1234", at: START + 2 }),
        line("three", { call: "call-1", at: START + 3, level: "debug" }),
      ]);
      const found = async (filter: object) =>
        messages(await store.logs.find({ limit: 100, ...filter }));

      const [newest] = await store.logs.find({ limit: 1 });

      expect(await found({})).toEqual(["three", "100% TWO_", "one"]);
      expect(await found({ after: { at: newest?.at, seq: newest?.seq } })).toEqual([
        "100% TWO_",
        "one",
      ]);
      expect(await found({ person: "anna" })).toEqual(["one"]);
      expect(await found({ reference: "abcd1234" })).toEqual(["100% TWO_"]);
      expect(await found({ call: "call-1" })).toEqual(["three"]);
      expect(await found({ level: 2 })).toEqual(["100% TWO_", "one"]);
      expect(await found({ text: "0% two_" })).toEqual(["100% TWO_"]);
      expect(await found({ text: "0_ two%" })).toEqual([]);
      expect(await found({ since: START + 2, until: START + 3 })).toEqual(["100% TWO_"]);
    });

    it("[LOG7] a time line has the call's lines and, between its times, its people's others", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.logs.append([
        line("later", { call: "call-1", at: START + 9 }),
        line("hers", { person: "anna", at: START + 2 }),
        line("too early", { person: "anna", at: START - 1 }),
        line("of another call", { person: "anna", call: "call-2", at: START + 2 }),
        line("a stranger's", { person: "mallory", at: START + 2 }),
        line("first", { call: "call-1", at: START - 5 }),
      ]);
      const asked = { call: "call-1", people: ["anna"], since: START, until: START + 5, limit: 2 };

      const head = await store.logs.timeLine(asked);
      const tail = await store.logs.timeLine({ ...asked, after: head[1] ?? { at: 0, seq: 0 } });

      expect(messages(head)).toEqual(["first", "hers"]);
      expect(messages(tail)).toEqual(["later"]);
      expect(await store.logs.writersOf("call-2")).toEqual(["anna"]);
    });

    it("[LOG7] a call is found by the beginning of its id", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.logs.append(["ab_-1", "ab_-2", "abX-3"].map((call) => line("x", { call })));

      expect((await store.logs.callsLike("ab_-")).sort()).toEqual(["ab_-1", "ab_-2"]);
      expect(await store.logs.callsLike("abX-")).toEqual(["abX-3"]);
    });

    it("[LOG8] old lines go, then the oldest beyond the number; an erased person's at once", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const lines = [1, 2, 3, 4, 5].map((n) => line(String(n), { at: START + n, person: "anna" }));
      await store.logs.append([...lines, line("bob's", { person: "bob", at: START + 6 })]);

      await store.logs.tidy(START + 2, 3);
      const left = messages(await store.logs.find(everything));
      await store.erase("anna", START);

      expect(left).toEqual(["bob's", "5", "4"]);
      expect(messages(await store.logs.find(everything))).toEqual(["bob's"]);
    });

    it("[LOG6] a text is found among many lines, wherever it stands, in their order and page after page", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const lines = Array.from({ length: 5_000 }, (_, n) =>
        line(n % 1_000 === 0 ? `Needle ${n}` : "hay", { at: START + Math.floor(n / 7) }),
      );
      await store.logs.append(lines);

      const head = await store.logs.find({ text: "needle", limit: 2 });
      const tail = await store.logs.find({
        text: "needle",
        limit: 9,
        after: head[1] ?? { at: 0, seq: 0 },
      });
      const none = await store.logs.find({ text: "nothing", limit: 9 });

      expect(messages(head)).toEqual(["Needle 4000", "Needle 3000"]);
      expect(messages(tail)).toEqual(["Needle 2000", "Needle 1000", "Needle 0"]);
      expect(none).toEqual([]);
    });

    it("[STORE30] many old lines are deleted, more than one statement may delete", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const lines = Array.from({ length: 1_700 }, (_, n) => line(String(n), { at: START + n }));
      await store.logs.append(lines);

      await store.logs.tidy(START + 1_690, 5);

      expect(messages(await store.logs.find(everything))).toHaveLength(5);
    });
  });
}
