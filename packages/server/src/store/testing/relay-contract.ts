// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { LIMITS } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import type { RelayAppend } from "../relay-log.ts";
import type { Subject } from "./subject.ts";

const from = (page: string, n: number, more: Partial<RelayAppend> = {}): RelayAppend => ({
  call: "call-1",
  from: "p1",
  page,
  n,
  body: JSON.stringify({ n }),
  ...more,
});

export function relayContract(prepare: () => Subject & AsyncDisposable): void {
  describe("the relay log", () => {
    it("[STORE19] keeps messages in one order, with whom they are for", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      const first = await relay.append(from("a", 1));
      await relay.append(from("b", 1, { from: "p2" }));
      await relay.append(from("a", 2, { to: "p3" }));

      const { seq = 0 } = first ?? {};
      expect(first).toEqual({ seq, from: "p1", body: '{"n":1}' });
      const [second, third] = [
        { seq: seq + 1, from: "p2", body: '{"n":1}' },
        { seq: seq + 2, from: "p1", to: "p3", body: '{"n":2}' },
      ];
      const all = { messages: [first, second, third], gap: false, head: seq + 2 };
      expect(await relay.after("call-1", 0)).toEqual(all);
      expect((await relay.after("call-1", seq)).messages).toEqual([second, third]);
      const heads = await relay.heads(["call-1", "call-2"]);
      expect([...heads]).toEqual([["call-1", seq + 2]]);
    });

    it("[STORE19] tells a message that is sent again from a new one", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      await relay.append(from("a", 1));

      expect(await relay.append(from("a", 1))).toBeUndefined();
      expect(await relay.append(from("another page", 1))).toBeDefined();
      expect((await relay.after("call-1", 0)).messages).toHaveLength(2);
    });

    it("[STORE19] knows a message that is sent again when it is not kept any more", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      await relay.append(from("a", 1));
      for (let n = 1; n <= LIMITS.relayKept + 64; n += 1) await relay.append(from("b", n));
      const { messages, head } = await relay.after("call-1", 0);

      expect(messages.some(({ body, seq }) => body === '{"n":1}' && seq < 3)).toBe(false);
      expect(await relay.append(from("a", 1))).toBeUndefined();
      expect((await relay.after("call-1", head)).head).toBe(head);
    });

    it("[STORE19] keeps 2 MiB, and a little more for a moment, and says so when one is missed", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      const body = JSON.stringify("x".repeat(59_000));
      for (let n = 1; n <= 128; n += 1) await relay.append(from("a", n, { body }));

      const { gap, messages } = await relay.after("call-1", 0);

      expect(gap).toBe(true);
      const bytes = messages.length * body.length;
      expect(bytes).toBeGreaterThan(LIMITS.relayKeptBytes - body.length);
      expect(bytes).toBeLessThanOrEqual(LIMITS.relayKeptBytes);
    });

    it("[STORE19] keeps 256 messages, and says so when one is missed", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      for (let n = 1; n <= LIMITS.relayKept + 64; n += 1) await relay.append(from("a", n));

      const { gap, messages, head } = await relay.after("call-1", 0);
      expect(gap).toBe(true);
      expect(messages).toHaveLength(LIMITS.relayKept);
      expect((await relay.after("call-1", head - 10)).gap).toBe(false);
    });

    it("[STORE19] says that there is a gap for who has seen more than it knows", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();

      expect(await relay.after("call-1", 7)).toEqual({ messages: [], gap: true, head: 0 });
      expect((await relay.after("call-1", 0)).gap).toBe(false);
      await relay.append(from("a", 1));
      expect((await relay.after("call-1", 7)).gap).toBe(true);
    });

    it("[STORE19] forgets a call's messages when told", async () => {
      await using subject = prepare();
      const { relay } = await subject.open();
      await relay.append(from("a", 1));
      await relay.append(from("a", 1, { call: "call-2" }));

      await relay.drop("call-1");

      expect((await relay.after("call-1", 0)).head).toBe(0);
      expect((await relay.after("call-2", 0)).head).toBeGreaterThan(0);
    });

    it("[STORE19] orders what two processes append", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      const appended = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          stores[index % 2 ? 0 : 1].relay.append(from(`page-${index}`, 1)),
        ),
      );

      const seqs = appended.map((message) => message?.seq ?? 0).sort((a, b) => a - b);
      const [first = 0] = seqs;
      expect(seqs).toEqual(Array.from({ length: 20 }, (_, index) => first + index));
    });
  });
}
