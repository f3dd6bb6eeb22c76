// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import { historyRows } from "../../history/history-rows.ts";
import { annaCallsBob, person, START } from "../../testing/call-fixtures.ts";
import type { Store, TrailOf } from "../store.ts";
import type { Subject } from "./subject.ts";

const trailOf: TrailOf = (after, before) => ({
  history: after.phase === "ended" && before?.phase !== "ended" ? historyRows(after) : [],
  messages: [],
});

/** A call of Anna's to somebody, ended at this time. */
async function endedCall(
  store: Pick<Store, "calls">,
  id: string,
  { at = START, callee = "bob" } = {},
): Promise<void> {
  const target = { type: "user", id: callee } as const;
  const call = placeCall(annaCallsBob({ id, target, callees: [{ party: person(callee) }] }), at);
  await store.calls.create(call, { caller: "anna", key: id, inputHash: "hash" });
  await store.calls.change(id, (record) => move(record, { type: "cancel", person: "anna" }, at));
}

async function opened(subject: Subject): Promise<Store> {
  const store = await subject.open();
  store.calls.leaveTrail(trailOf);
  return store;
}

const idsOf = (rows: readonly { entry: { call: string } }[]) => rows.map(({ entry }) => entry.call);

export function historyContract(prepare: () => Subject & AsyncDisposable): void {
  describe("history", () => {
    it("[HIST1] a call that ends is a row for each person in it, once, with the change that ended it", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await endedCall(store, "call-1");
      const end = { type: "end" } as const;
      await store.calls.change("call-1", (record) => move(record, end, START)).catch(() => {});
      await store.calls.change("call-1", (record) => ({ ...record, title: "after its end" }));

      const rows = await store.history.find({ limit: 10 });

      expect(rows.map(({ person: { length }, entry }) => [length, entry.call])).toHaveLength(2);
      expect(rows.map(({ person: whose, entry }) => [whose, entry.isMissed]).sort()).toEqual([
        ["anna", false],
        ["bob", true],
      ]);
    });

    it("[HIST1] a call that is placed, answered and ended at once has its rows too", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      const call = placeCall(annaCallsBob(), START);

      const placing = { caller: "anna", key: "key", inputHash: "hash" };
      await Promise.all([
        store.calls.create(call, placing),
        store.calls
          .change(call.id, (record) => move(record, { type: "cancel", person: "anna" }, START))
          .catch(() => {}),
      ]);
      await store.calls
        .change(call.id, (record) => move(record, { type: "cancel", person: "anna" }, START))
        .catch(() => {});

      expect(await store.history.find({ limit: 10 })).toHaveLength(2);
    });

    it("[HIST2] pages go by the time of the end, newest first, and miss nothing where times are equal", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      for (const [index, at] of [START, START, START + 1, START + 1, START + 5].entries())
        await endedCall(store, `call-${index}`, { at });

      const first = await store.history.find({ person: "bob", limit: 2 });
      const last = first[1] ?? { at: 0, seq: 0 };
      const rest = await store.history.find({ person: "bob", after: last, limit: 10 });

      expect(idsOf([...first, ...rest])).toEqual([
        "call-4",
        "call-3",
        "call-2",
        "call-1",
        "call-0",
      ]);
    });

    it("[HIST2] rows are found by person, call, time and whether the call was missed", async () => {
      await using subject = prepare();
      const { history, calls } = await opened(subject);
      await endedCall({ calls }, "call-1");
      await endedCall({ calls }, "call-2", { at: START + 10, callee: "carol" });

      expect(idsOf(await history.find({ isMissed: true, limit: 10 }))).toEqual([
        "call-2",
        "call-1",
      ]);
      expect(idsOf(await history.find({ call: "call-2", limit: 10 }))).toHaveLength(2);
      expect(idsOf(await history.find({ person: "anna", since: START + 10, limit: 9 }))).toEqual([
        "call-2",
      ]);
      expect(idsOf(await history.find({ person: "anna", until: START + 10, limit: 9 }))).toEqual([
        "call-1",
      ]);
    });

    it("[HIST3] missed calls are unseen until their person has looked", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await endedCall(store, "call-1");
      await endedCall(store, "call-2");
      const before = await store.history.unseenOf("bob");

      expect(await store.history.see("bob")).toBe(2);
      expect(await store.history.see("bob")).toBe(0);

      expect([before, await store.history.unseenOf("bob")]).toEqual([2, 0]);
      expect(await store.history.unseenOf("anna")).toBe(0);
      expect((await store.history.find({ person: "bob", limit: 1 }))[0]?.entry).toMatchObject({
        isMissed: true,
        isUnseen: false,
      });
    });

    it("[HIST4] erasing takes a person's own rows only, one or all", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      for (const id of ["call-1", "call-2", "call-3"]) await endedCall(store, id);

      expect(await store.history.erase("bob", "call-2")).toBe(1);
      expect(await store.history.erase("bob", "call-2")).toBe(0);
      expect(idsOf(await store.history.find({ person: "bob", limit: 9 }))).toEqual([
        "call-3",
        "call-1",
      ]);
      expect(await store.history.erase("bob")).toBe(2);
      expect(await store.history.find({ person: "anna", limit: 9 })).toHaveLength(3);
    });

    it("[HIST5] rows stay when the call is forgotten, and go when their own time is over", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await endedCall(store, "call-1");
      await endedCall(store, "call-2", { at: START + 10 });
      await store.tidy(START + 3 * 24 * 60 * 60_000);
      const kept = await store.history.find({ person: "bob", limit: 9 });

      await store.history.deleteBefore(START + 10);

      expect(idsOf(kept)).toEqual(["call-2", "call-1"]);
      expect(idsOf(await store.history.find({ limit: 9 }))).toEqual(["call-2", "call-2"]);
    });

    it("[HIST6] an erased person is nowhere but in other people's rows, and their tokens are refused", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await store.people.put([{ ...person("bob"), picture: "https://example.org/b.png" }]);
      await store.people.setStatus("bob", "away");
      await store.people.block("bob", "anna");
      await store.people.block("anna", "bob");
      await store.devices.arrive({ device: "d1", person: "bob", node: "node-1" });
      await endedCall(store, "call-1");

      await store.erase("bob", START + 1_000);

      expect(await store.people.get(["bob"])).toEqual([
        {
          person: { type: "user", id: "bob", name: "bob" },
          status: "available",
          revokedAt: START + 1_000,
        },
      ]);
      expect(await store.people.blockedBy("bob")).toEqual([]);
      expect(await store.people.blockedBy("anna")).toEqual([]);
      expect(await store.devices.of(["bob"], 0)).toEqual([]);
      expect((await store.history.find({ limit: 9 })).map(({ person: whose }) => whose)).toEqual([
        "anna",
      ]);
      await store.tidy(START + 3 * 24 * 60 * 60_000);
      expect(await store.people.get(["bob"])).toEqual([]);
    });
  });
}
