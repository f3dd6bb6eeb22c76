// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import type { PlaceInput } from "../../calls/call-machine-events.ts";
import type { CallRecord, Millis } from "../../calls/call-record.ts";
import {
  annaCallsBob,
  annaOutside,
  bobAnswers,
  person,
  START,
} from "../../testing/call-fixtures.ts";
import { KEPT_MS } from "../call-row.ts";
import type { Store } from "../store.ts";
import type { Subject } from "./subject.ts";

const TEAM = "g/space/Team é";

const TO_CAROL: Pick<PlaceInput, "target" | "callees"> = {
  target: { type: "user", id: "carol" },
  callees: [{ party: person("carol") }],
};

/** Anna calls Bob, under a key. */
async function place(store: Store, changes: Partial<PlaceInput> & { at?: Millis }): Promise<void> {
  const { at = START, ...input } = changes;
  const call: CallRecord = placeCall(annaCallsBob({ caller: annaOutside, ...input }), at);
  const placing = { caller: "anna", key: call.id, inputHash: "hash" };
  expect((await store.calls.create(call, placing)).outcome).toBe("created");
}

const cancel = (store: Store, call: string) =>
  store.calls.change(call, (record, now) => move(record, { type: "cancel", person: "anna" }, now));

export function keyContract(prepare: () => Subject & AsyncDisposable): void {
  describe("calls with a key", () => {
    it("[STORE21] the live call is found by its key, by its people alone, whoever else uses the same", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { key: TEAM });
      const strangers = { caller: { party: person("erin"), secretHash: "erin-1" }, ...TO_CAROL };
      await place(store, { ...strangers, key: TEAM, id: "call-2", at: START + 1 });

      const found = async (who: string) => (await store.calls.withKey(TEAM, who))?.id;

      expect([await found("anna"), await found("bob")]).toEqual(["call-1", "call-1"]);
      expect([await found("carol"), await found("dave")]).toEqual(["call-2", undefined]);
      expect(await store.calls.withKey(TEAM.toLowerCase(), "anna")).toBeUndefined();
      expect(await store.calls.withKey(TEAM.normalize("NFD"), "anna")).toBeUndefined();
    });

    it("[STORE21] of several live ones the one that the person is in, whatever rings for them since", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { key: TEAM });
      const toAnna: Partial<PlaceInput> = {
        target: { type: "user", id: "anna" },
        caller: { party: person("erin"), secretHash: "erin-1" },
        callees: [{ party: person("anna") }],
      };
      await place(store, { ...toAnna, key: TEAM, id: "call-2", at: START + 1 });

      expect((await store.calls.withKey(TEAM, "anna"))?.id).toBe("call-1");
      expect((await store.calls.withKey(TEAM, "erin"))?.id).toBe("call-2");
    });

    it("[STORE21] a live call of a space before a later ring of a stranger, and no hidden one before an ended one", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const end = (call: string, who: string) =>
        store.calls.change(call, (record, now) =>
          move(record, { type: "leave", person: who }, now),
        );
      const space: Partial<PlaceInput> = {
        target: { type: "space", id: "a" },
        callees: [{ party: person("bob") }],
      };
      const erins = { caller: { party: person("erin"), secretHash: "erin-1" }, key: TEAM };
      await place(store, { ...space, key: TEAM });
      await place(store, { ...erins, id: "call-2", at: START + 1 });
      const found = async () => (await store.calls.withKey(TEAM, "bob"))?.id;

      expect(await found()).toBe("call-1");
      await end("call-1", "anna");
      expect(await found()).toBe("call-2");
      await store.calls.change("call-2", (record, now) =>
        move(record, { type: "cancel", person: "erin" }, now),
      );
      await place(store, { ...space, key: TEAM, id: "call-3", at: START + 2 });
      await end("call-3", "anna");
      const hidden = { callees: [{ party: person("bob"), hidden: true }] };
      await place(store, { ...erins, ...hidden, id: "call-4", at: START + 3 });
      expect(await found()).toBe("call-3");
    });

    it("[STORE21] live calls to spaces and rooms are found by their key, the newest first", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { key: TEAM });
      await place(store, {
        key: TEAM,
        id: "call-2",
        target: { type: "space", id: "a" },
        at: START + 1,
      });
      await place(store, {
        key: TEAM,
        id: "call-3",
        target: { type: "room", id: "a" },
        at: START + 2,
      });
      await place(store, { key: "two", id: "call-4", target: { type: "room", id: "b" } });

      const ids = async () => (await store.calls.liveGroupsWithKey(TEAM)).map(({ id }) => id);

      expect(await ids()).toEqual(["call-3", "call-2"]);
      await store.calls.change("call-3", (call, now) =>
        move(call, { type: "leave", person: "anna" }, now),
      );
      expect(await ids()).toEqual(["call-2"]);
    });

    it("[STORE21] without a live one, the newest in which the person had a part", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { key: TEAM });
      await cancel(store, "call-1");
      await place(store, { ...TO_CAROL, key: TEAM, id: "call-2", at: START + 1 });
      await cancel(store, "call-2");

      const found = async (who: string) => (await store.calls.withKey(TEAM, who))?.id;

      expect(await found("anna")).toBe("call-2");
      expect(await found("bob")).toBe("call-1");
      expect(await found("carol")).toBe("call-2");
      expect(await found("dave")).toBeUndefined();
    });

    it("[STORE21] a person's calls with a key are listed, of each key the newest, by another process too", async () => {
      await using subject = prepare();
      const [store, other] = await subject.openTwo();
      await place(store, { key: "one" });
      await cancel(store, "call-1");
      await place(store, { key: "one", id: "call-2", at: START + 1 });
      await cancel(store, "call-2");
      await place(store, { key: "two", id: "call-3", at: START + 2 });
      await cancel(store, "call-3");
      await place(store, { id: "call-4", at: START + 3 });

      const list = async (limit: number) =>
        (await other.calls.keyedOf("bob", limit)).map(({ id, phase }) => `${id} ${phase}`);

      expect(await list(100)).toEqual(["call-3 ended", "call-2 ended"]);
      expect(await list(1)).toEqual(["call-3 ended"]);
      expect(await other.calls.keyedOf("carol", 100)).toEqual([]);
      expect((await other.calls.liveOf("bob")).map(({ id }) => id)).toEqual(["call-4"]);
    });

    it("[STORE21] neither hidden calls nor many that ring later come between a person and theirs", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const toBob = (index: number, callees: PlaceInput["callees"]): Partial<PlaceInput> => ({
        id: `later-${index}`,
        target: { type: "user", id: "bob" },
        caller: { party: person(`caller-${index}`) },
        callees,
        key: TEAM,
      });
      await place(store, { key: TEAM });
      await store.calls.change("call-1", (call, now) => move(call, bobAnswers, now));
      for (let index = 0; index < 24; index += 1)
        await place(store, { ...toBob(index, [{ party: person("bob") }]), at: START + 1 + index });
      for (let index = 24; index < 48; index += 1) {
        const hidden = toBob(index, [{ party: person("bob"), hidden: true }]);
        await place(store, { ...hidden, at: START + 1 + index });
      }

      expect((await store.calls.withKey(TEAM, "bob"))?.id).toBe("call-1");
      expect((await store.calls.keyedOf("bob", 100)).map(({ id }) => id)).toEqual(["later-23"]);
    });

    it("[STORE21] a key is forgotten with its call", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { key: TEAM });
      await cancel(store, "call-1");

      await store.tidy(START + KEPT_MS + 1);

      expect(await store.calls.withKey(TEAM, "anna")).toBeUndefined();
      expect(await store.calls.keyedOf("anna", 100)).toEqual([]);
    });

    it("[STORE22] the live call of a space or room is found by it, and the calls of many people at once", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await place(store, { target: { type: "space", id: "design" } });
      await place(store, { ...TO_CAROL, id: "call-2" });

      const ids = (await store.calls.liveOfAny(["bob", "anna", "dave"])).map(({ id }) => id);

      expect((await store.calls.liveOfGroup("space", "design"))?.id).toBe("call-1");
      expect(await store.calls.liveOfGroup("room", "design")).toBeUndefined();
      expect(ids.sort()).toEqual(["call-1", "call-2"]);
      expect(await store.calls.liveOfAny(["dave"])).toEqual([]);
    });
  });
}
