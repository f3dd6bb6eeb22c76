// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { annaCallsBob, bobAnswers, person, START } from "../../testing/call-fixtures.ts";
import { ringsAtPerson, seatedIn } from "../call-row.ts";
import type { CallStore, Crowd, Move, Store } from "../store.ts";
import type { Subject } from "./subject.ts";

type Change = Pick<CallStore, "change">;

/** Five devices of Bob answer at once, spread over the stores; who was told that they won. */
async function answerAtOnce(stores: readonly Change[], call: string): Promise<string[]> {
  const devices = ["phone", "laptop", "desk", "tablet", "watch"];
  const outcomes = await Promise.allSettled(
    devices.map((id, index) => {
      const answer = { ...bobAnswers, device: { id, label: id }, secretHash: `press-${id}` };
      const take: Move = (record, now) => move(record, answer, now);
      const store = stores[index % stores.length];
      return store?.change(call, take).then(() => id);
    }),
  );
  return outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" && outcome.value ? [outcome.value] : [],
  );
}

/** Reads, then writes, as one would without care: what the race test is there to find. */
class NaiveStore implements Change {
  record: CallRecord = placeCall(annaCallsBob(), START);

  async change(_call: string, take: Move) {
    const before = this.record;
    await Promise.resolve();
    const after = take(before, START);
    this.record = { ...after, revision: before.revision + 1 };
    return { before, after: this.record };
  }
}

export function raceContract(prepare: () => Subject & AsyncDisposable): void {
  describe("races", () => {
    it("[STORE2] five devices answer at once, in two processes: one wins, twenty times", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      const [{ calls }] = stores;
      for (let round = 0; round < 20; round += 1) {
        const id = `call-${round}`;
        const key = { caller: "anna", key: id, inputHash: "h" };
        await calls.create(placeCall(annaCallsBob({ id }), START), key);

        const winners = await answerAtOnce(stores.map(callsOf), id);

        const kept = await calls.get(id);
        expect(winners).toEqual([kept?.participants[1]?.device?.id]);
        await calls.change(id, (call) => move(call, { type: "end" }, START));
      }
    });

    it("[STORE2] the same race on a store that only reads and writes has several winners", async () => {
      const naive = new NaiveStore();

      expect((await answerAtOnce([naive, naive], "call-1")).length).toBeGreaterThan(1);
    });

    it("[STORE2] twelve changes at once each take effect, one after the other", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      const [{ calls }] = stores;
      const key = { caller: "anna", key: "k", inputHash: "h" };
      await calls.create(placeCall(annaCallsBob(), START), key);

      const longer: Move = (call) => ({ ...call, title: `${call.title}.` });
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          stores[index % 2 ? 0 : 1].calls.change("call-1", longer),
        ),
      );

      expect(await calls.get("call-1")).toMatchObject({
        revision: 13,
        title: `Anna, Bob${".".repeat(12)}`,
      });
    });

    it("[STORE4] two people call each other at once: there is one call", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      for (let round = 0; round < 10; round += 1) {
        const [anna, bob] = await Promise.all([
          create(stores[0], { from: "anna", to: "bob", round }),
          create(stores[1], { from: "bob", to: "anna", round }),
        ]);

        expect([anna.outcome, bob.outcome].sort()).toEqual(["created", "exists"]);
        expect(anna.call.id).toBe(bob.call.id);
        await stores[0].calls.change(anna.call.id, (call) => move(call, { type: "end" }, START));
      }
    });

    it("[STORE23] one person who answers two calls and places a third at once, in two processes, is in one of them, twenty times", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      for (let round = 0; round < 20; round += 1) {
        expect(await bobIsEverywhere(stores, round)).toEqual([
          "in",
          "in-other-call",
          "in-other-call",
        ]);
        const live = await stores[0].calls.liveOf("bob");
        expect(live.filter((call) => seatedIn(call).includes("bob"))).toHaveLength(1);
        for (const { id } of live)
          await stores[0].calls.change(id, (call) => move(call, { type: "end" }, START));
      }
    });

    it("[STORE16] twelve strangers ring one person at once, in two processes: five are put through, and one more after an end", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      const crowd = { people: ["bob"], most: 5 };
      const rings = (from: string, store: Store) =>
        create(store, { from, to: "bob", round: 0 }, crowd).then(({ call }) => call);
      const names = Array.from({ length: 12 }, (_, index) => `stranger-${index}`);

      const calls = await Promise.all(
        names.map((name, index) => rings(name, stores[index % 2 ? 0 : 1])),
      );
      const through = calls.filter((call) => ringsAtPerson(call, "bob"));
      const kept = await Promise.all(calls.map(({ id }) => stores[0].calls.get(id)));
      const own = await create(stores[0], { from: "friend", to: "bob", round: 0 });
      await stores[0].calls.change(through[0]?.id ?? "", (call) =>
        move(call, { type: "end" }, START),
      );
      await stores[0].calls.change(own.call.id, (call) => move(call, { type: "end" }, START));
      const next = await rings("next", stores[1]);

      expect(through).toHaveLength(5);
      expect(kept).toEqual(calls);
      expect([own.call, next].map((call) => ringsAtPerson(call, "bob"))).toEqual([true, true]);
    });

    it("[STORE5] one press that is sent three times at once makes one call", async () => {
      await using subject = prepare();
      const stores = await subject.openTwo();
      const placing = { caller: "anna", key: "k", inputHash: "h" };

      const creations = await Promise.all(
        ["call-1", "call-2", "call-3"].map((id, index) =>
          stores[index % 2 ? 0 : 1].calls.create(placeCall(annaCallsBob({ id }), START), placing),
        ),
      );

      expect(creations.map(({ outcome }) => outcome).sort()).toEqual([
        "created",
        "repeated",
        "repeated",
      ]);
      expect(new Set(creations.map(({ call }) => call.id)).size).toBe(1);
    });
  });
}

interface Press {
  from: string;
  to: string;
  round: number;
}

/** Bob answers Anna and Carol and calls Dave at once; what became of each. */
async function bobIsEverywhere(stores: readonly [Store, Store], round: number) {
  const [annas, carols] = await Promise.all([
    create(stores[0], { from: "anna", to: "bob", round }),
    create(stores[0], { from: "carol", to: "bob", round }),
  ]);
  const takes: Move = (call, now) =>
    move(call, { ...bobAnswers, secretHash: `${call.id}-bob` }, now);
  const outcomes = await Promise.allSettled([
    stores[0].calls.change(annas.call.id, takes),
    stores[1].calls.change(carols.call.id, takes),
    create(stores[1], { from: "bob", to: "dave", round }),
  ]);
  return outcomes.map((one) => (one.status === "rejected" ? one.reason.code : "in")).sort();
}

function callsOf({ calls }: Store): CallStore {
  return calls;
}

function create(store: Store, { from, to, round }: Press, crowd?: Crowd) {
  const id = `${from}-${round}`;
  const input = annaCallsBob({
    id,
    target: { type: "user", id: to },
    caller: { party: person(from), secretHash: `${id}-press` },
    callees: [{ party: person(to) }],
  });
  const placing = { caller: from, key: id, inputHash: "h" };
  return store.calls.create(placeCall(input, START), placing, crowd);
}
