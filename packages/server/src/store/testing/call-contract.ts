// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import type { CallEvent, PlaceInput } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import {
  annaCallsBob,
  annaClaims,
  annaOutside,
  bobAnswers,
  person,
  START,
} from "../../testing/call-fixtures.ts";
import { KEPT_MS } from "../call-row.ts";
import type { DueCall, Move, Placing, Store } from "../store.ts";
import type { Subject } from "./subject.ts";

const placing = (key: string, changes: Partial<Placing> = {}): Placing => ({
  caller: "anna",
  key,
  inputHash: "hash",
  ...changes,
});

const callWith = (changes: Partial<PlaceInput> = {}): CallRecord =>
  placeCall(annaCallsBob(changes), START);

const by =
  (event: CallEvent): Move =>
  (call, now) =>
    move(call, event, now);

const bobCallsAnna = (id: string): CallRecord =>
  callWith({
    id,
    target: { type: "user", id: "anna" },
    caller: { party: person("bob"), secretHash: `${id}-bob` },
    callees: [{ party: person("anna") }],
  });

const hangUp: CallEvent = { type: "leave", person: "anna" };

async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
}

async function withCall(store: Store): Promise<Store> {
  await store.calls.create(callWith(), placing("key-1"));
  return store;
}

export function callContract(prepare: () => Subject & AsyncDisposable): void {
  describe("calls", () => {
    it("[STORE3] a change is kept with the next revision, no change with none", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());

      const first = await calls.change("call-1", by(annaClaims));
      const second = await calls.change("call-1", (call) => call);

      expect(first.before.revision).toBe(1);
      expect(first.after.revision).toBe(2);
      expect(second.after).toEqual(first.after);
      expect(await calls.get("call-1")).toEqual(first.after);
    });

    it("[STORE3] a move works on what was kept last, by whatever process", async () => {
      await using subject = prepare();
      const [one, other] = await subject.openTwo();
      await withCall(one);

      await one.calls.change("call-1", by(annaClaims));
      const { before } = await other.calls.change("call-1", by(bobAnswers));

      expect(before.revision).toBe(2);
      expect((await one.calls.get("call-1"))?.phase).toBe("active");
    });

    it("[STORE6] a refused move, or one with a mistake, changes nothing and costs the others nothing", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());

      const [refused, mistaken, unknown, good] = await Promise.all([
        failureOf(calls.change("call-1", by({ type: "cancel", person: "bob" }))),
        failureOf(
          calls.change("call-1", () => {
            throw new TypeError("a mistake of ours");
          }),
        ),
        failureOf(calls.change("no-such-call", (call) => call)),
        failureOf(calls.change("call-1", by(annaClaims))),
      ]);

      expect([refused, mistaken, unknown, good]).toEqual([
        "not-allowed",
        "a mistake of ours",
        "call-not-found",
        undefined,
      ]);
      expect((await calls.get("call-1"))?.revision).toBe(2);
    });

    it("[STORE4] a pair has one live call, in either direction", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());

      const opposite = await calls.create(bobCallsAnna("call-2"), placing("k", { caller: "bob" }));
      const same = await calls.create(callWith({ id: "call-3" }), placing("key-3"));

      expect(opposite).toMatchObject({ outcome: "exists", call: { id: "call-1" } });
      expect(same).toMatchObject({ outcome: "exists", call: { id: "call-1" } });
      expect(await calls.get("call-2")).toBeUndefined();
    });

    it.each([
      { what: "space", changes: { target: { type: "space" as const, id: "design" } } },
      { what: "room", changes: { target: { type: "room" as const, id: "design" } } },
    ])("[STORE4] a $what has one live call, whoever places it", async ({ changes }) => {
      await using subject = prepare();
      const { calls } = await subject.open();
      await calls.create(callWith(changes), placing("key-1"));

      const caller = { party: person("dave"), secretHash: "dave-1" };
      const other = callWith({ ...changes, id: "call-2", caller });
      const creation = await calls.create(other, placing("key-1", { caller: "dave" }));

      expect(creation).toMatchObject({ outcome: "exists", call: { id: "call-1" } });
    });

    it("[STORE4] an ended call stands in nobody's way", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      await calls.change("call-1", by({ type: "cancel", person: "anna" }));

      const again = await calls.create(callWith({ id: "call-2" }), placing("key-2"));
      const ended = move(callWith({ id: "call-3" }), { type: "busy", person: "bob" }, START);
      const atOnce = await calls.create(ended, placing("key-3"));

      expect(again.outcome).toBe("created");
      expect(atOnce.outcome).toBe("created");
      expect((await calls.live()).map(({ id }) => id)).toEqual(["call-2"]);
    });

    it("[STORE5] a placing that is repeated answers its call, whatever became of it", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      const { after } = await calls.change("call-1", by({ type: "cancel", person: "anna" }));

      const repeated = await calls.create(callWith({ id: "call-2" }), placing("key-1"));

      expect(repeated).toEqual({ outcome: "repeated", call: after });
      expect(await calls.placed(placing("key-1"))).toEqual(after);
      expect(await calls.placed(placing("key-2"))).toBeUndefined();
    });

    it("[STORE5] a placing that met a call answers that one, whatever became of it, until the call is forgotten", async () => {
      await using subject = prepare();
      const { calls, tidy } = await withCall(await subject.open());
      const bobs = placing("bobs-key", { caller: "bob" });

      const answered = await calls.change("call-1", by(bobAnswers), bobs);
      await calls.change("call-1", by(bobAnswers), bobs);
      expect(answered.after.phase).toBe("active");
      await calls.change("call-1", by(hangUp));
      const repeated = await calls.placed(bobs);
      const other = calls.placed({ ...bobs, inputHash: "another" });

      expect(repeated).toMatchObject({ id: "call-1", phase: "ended" });
      expect(await failureOf(other)).toBe("request-id-reused");
      await subject.clock.turn(KEPT_MS + 1);
      await tidy(subject.clock.now());
      expect(await calls.placed(bobs)).toBeUndefined();
    });

    it("[STORE5] a placing that met a call without changing it is kept too; one that was refused is not", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      await calls.change("call-1", by(bobAnswers));
      const bobs = placing("bobs-key", { caller: "bob" });
      const refused = placing("refused", { caller: "bob" });

      await calls.change("call-1", by(bobAnswers), bobs);
      const failure = await failureOf(
        calls.change("call-1", by({ ...bobAnswers, secretHash: "another press" }), refused),
      );

      expect(failure).toBe("answered-elsewhere");
      expect(await calls.placed(bobs)).toMatchObject({ id: "call-1" });
      expect(await calls.placed(refused)).toBeUndefined();
    });

    it("[STORE23] nobody gets a seat in two live calls, until they left the first or it is over", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      const toCarol = (id: string, caller: string) =>
        callWith({
          id,
          target: { type: "user", id: "carol" },
          caller: { party: person(caller), secretHash: `${id}-press` },
          callees: [{ party: person("carol") }],
        });
      const carolAnswers = { ...bobAnswers, person: "carol", secretHash: "carol-press" };

      const annas = await failureOf(calls.create(toCarol("call-2", "anna"), placing("key-2")));
      await calls.create(toCarol("call-3", "bob"), placing("key-3", { caller: "bob" }));
      const bobs = await failureOf(calls.change("call-1", by(bobAnswers)));
      await calls.change("call-3", by(carolAnswers));
      await calls.change("call-3", by({ type: "leave", person: "carol" }));
      const afterwards = await calls.change("call-1", by(bobAnswers));
      await calls.change("call-1", by(hangUp));
      const again = await calls.create(toCarol("call-4", "anna"), placing("key-4"));

      expect([annas, bobs]).toEqual(["in-other-call", "in-other-call"]);
      expect(await calls.get("call-2")).toBeUndefined();
      expect(afterwards.after.phase).toBe("active");
      expect(again.outcome).toBe("created");
    });

    it("[STORE23] who goes from one group's call to another is in the one that they came into last", async () => {
      await using subject = prepare();
      const { calls } = await subject.open();
      for (const [id, caller] of [
        ["design", "anna"],
        ["sales", "dave"],
      ] as const) {
        const input = callWith({
          id,
          target: { type: "space", id },
          caller: { party: person(caller), secretHash: `${id}-press` },
          callees: [{ party: person("bob") }, { party: person("carol") }],
        });
        await calls.create(input, placing(id, { caller }));
      }
      const comesIn = (who: string, call: string) =>
        by({ ...bobAnswers, person: who, secretHash: `${who}-${call}`, member: person(who) });

      await calls.change("design", comesIn("bob", "design"));
      const [bob, carol] = await Promise.all([
        failureOf(calls.change("sales", comesIn("bob", "sales"))),
        failureOf(calls.change("sales", comesIn("carol", "sales"))),
      ]);
      await calls.change("design", by({ type: "leave", person: "bob" }));
      const { after } = await calls.change("sales", comesIn("bob", "sales"));

      expect([bob, carol]).toEqual(["in-other-call", undefined]);
      expect(after.participants.filter(({ state }) => state === "joined")).toHaveLength(3);
    });

    it("[STORE5] a key is its caller's own, and for one input", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      const other = placing("key-1", { inputHash: "another" });

      expect(await failureOf(calls.create(callWith({ id: "call-2" }), other))).toBe(
        "request-id-reused",
      );
      expect(await failureOf(calls.placed(other))).toBe("request-id-reused");
      expect(await calls.placed(placing("key-1", { caller: "bob" }))).toBeUndefined();
    });

    it("[STORE9] live calls are found by person, by deadline and altogether", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      const carol = callWith({
        id: "call-2",
        target: { type: "user", id: "carol" },
        caller: annaOutside,
        callees: [{ party: person("carol"), hidden: true }],
      });
      await calls.create({ ...carol, createdAt: START + 1 }, placing("key-2"));

      const ids = (found: CallRecord[]) => found.map(({ id }) => id);
      expect(ids(await calls.live())).toEqual(["call-1", "call-2"]);
      expect(ids(await calls.liveOf("anna"))).toEqual(["call-1", "call-2"]);
      expect(ids(await calls.liveOf("carol"))).toEqual(["call-2"]);
      const due = async (time: number, limit: number, after?: DueCall) =>
        (await calls.due(time, limit, after)).map(({ id }) => id);
      expect(await due(START + 7_999, 10)).toEqual([]);
      expect(await due(START + 8_000, 10)).toEqual(["call-1"]);
      expect(await due(START + 60_000, 1)).toEqual(["call-1"]);
      const [first, second] = await calls.due(START + 60_000, 2);
      expect([first?.at, second?.id]).toEqual([START + 8_000, "call-2"]);
      expect(await due(START + 60_000, 1, first)).toEqual(["call-2"]);
      expect(await due(START + 60_000, 1, second)).toEqual([]);

      await calls.change("call-1", by(hangUp));
      expect(ids(await calls.liveOf("bob"))).toEqual([]);
      expect(await due(START + 60_000, 10)).toEqual(["call-2"]);
    });

    it("[STORE9] changes are found by the database's clock, ends too", async () => {
      await using subject = prepare();
      const store = await withCall(await subject.open());
      const placedAt = await store.now();
      const ids = async (since: number) =>
        (await store.calls.changedSince(since)).map(({ id, phase }) => `${id} ${phase}`);
      expect(await ids(placedAt - 5_000)).toEqual(["call-1 ringing"]);

      await subject.clock.turn(60_000);
      await store.calls.change("call-1", by(hangUp));

      expect(await ids(placedAt - 5_000)).toEqual(["call-1 ended"]);
      expect(await ids((await store.now()) + 5_000)).toEqual([]);
    });

    it("[STORE10] a seat is found by its secrets, until newer ones were shown", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      const found = async (hash: string) => (await calls.bySeat(hash))?.id;
      expect(await found("anna-1")).toBe("call-1");

      await calls.change("call-1", by(annaClaims));
      expect([await found("anna-1"), await found("anna-2")]).toEqual(["call-1", "call-1"]);

      await calls.change("call-1", by({ ...annaClaims, secretHash: "anna-2", nextHash: "anna-3" }));
      expect([await found("anna-1"), await found("anna-3")]).toEqual([undefined, "call-1"]);
    });

    it("[STORE10] a seat of a call that has just ended is found still", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      await calls.change("call-1", by(annaClaims));
      await calls.change("call-1", by(hangUp));

      expect((await calls.bySeat("anna-2"))?.phase).toBe("ended");
    });

    it("[STORE16] rings are counted by caller and by callee, with how they ended", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      await calls.change("call-1", by({ type: "decline", person: "bob" }));
      const discreet = callWith({ id: "call-2", discreet: true });
      await calls.create({ ...discreet, createdAt: START + 1 }, placing("key-2"));

      expect(await calls.ringsFrom("anna", START)).toEqual([
        { callee: "bob", at: START + 1 },
        { callee: "bob", at: START, endReason: "declined" },
      ]);
      expect(await calls.ringsFrom("anna", START + 1)).toHaveLength(1);
      await calls.change("call-2", by({ type: "decline", person: "bob" }));
      expect((await calls.ringsFrom("anna", START))[0]?.endReason).toBe("declined");
      expect(await calls.ringsFrom("bob", START)).toEqual([]);
    });

    it("[STORE16] a ring that was answered counts as answered, however its call ended", async () => {
      await using subject = prepare();
      const { calls } = await withCall(await subject.open());
      await calls.change("call-1", by(bobAnswers));
      const [live] = await calls.ringsFrom("anna", START);
      await calls.change("call-1", by({ type: "leave", person: "bob", reason: "failed" }));

      expect(live).toEqual({ callee: "bob", at: START, isAnswered: true });
      expect(await calls.ringsFrom("anna", START)).toEqual([{ ...live, endReason: "failed" }]);
    });

    it("[STORE18] calls are forgotten a day after their end, live ones never", async () => {
      await using subject = prepare();
      const store = await withCall(await subject.open());
      await store.calls.change("call-1", by(hangUp));
      await store.calls.create(callWith({ id: "call-2" }), placing("key-2"));

      await store.tidy(START + KEPT_MS);
      expect(await store.calls.placed(placing("key-1"))).toBeDefined();
      await store.tidy(START + KEPT_MS + 1);

      expect(await store.calls.placed(placing("key-1"))).toBeUndefined();
      expect((await store.calls.live()).map(({ id }) => id)).toEqual(["call-2"]);
    });

    it("[STORE8] the probe writes, and everything is refused after close", async () => {
      await using subject = prepare();
      const store = await withCall(await subject.open());
      await store.probe();
      await store.close();
      await store.close();

      expect(await failureOf(store.probe())).toBe("storage-unavailable");
      expect(await failureOf(store.calls.change("call-1", by(hangUp)))).toBe("storage-unavailable");
    });
  });
}
