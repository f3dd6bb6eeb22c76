// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import { annaCallsBob, annaOutside, person, START } from "../../testing/call-fixtures.ts";
import { callEvents } from "../../webhooks/webhook-events.ts";
import type { Store, StoredMessage } from "../store.ts";
import type { Subject } from "./subject.ts";

const ENDPOINT = "site";
const lease = (now = START, limit = 10) => ({ now, until: now + 30_000, limit });
const typesOf = (messages: readonly { type: string }[]) => messages.map(({ type }) => type);

async function opened(subject: Subject): Promise<Store> {
  const store = await subject.open();
  leaveMessages(store);
  return store;
}

function leaveMessages(store: Store): void {
  store.calls.leaveTrail((after, before, now) => ({
    history: [],
    messages: callEvents(after, before, now).map((event) => ({
      id: `msg_${crypto.randomUUID()}`,
      endpoint: ENDPOINT,
      type: event.type,
      body: JSON.stringify(event),
    })),
  }));
}

async function placed(store: Store, id: string, callee = "bob"): Promise<void> {
  const target = { type: "user", id: callee } as const;
  const callees = [{ party: person(callee) }];
  const call = placeCall(annaCallsBob({ id, target, callees, caller: annaOutside }), START);
  await store.calls.create(call, { caller: "anna", key: id, inputHash: "hash" });
}

const cancel = (store: Store, id: string) =>
  store.calls.change(id, (call) => move(call, { type: "cancel", person: "anna" }, START));

const delivered = { state: "delivered", status: 200, at: START } as const;

export function webhookContract(prepare: () => Subject & AsyncDisposable): void {
  describe("webhooks", () => {
    it("[HOOK1] what happened to a call waits in the outbox with the change, in its order, once", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");
      await cancel(store, "call-1");
      await cancel(store, "call-1");

      const all = await store.webhooks.find({ limit: 10 });

      expect(typesOf(all)).toEqual(["call.ended", "call.missed", "call.ringing"]);
      expect(all[0]).toMatchObject({ subject: "call-1", state: "waiting", attempts: 0 });
      expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    });

    it("[HOOK1] a change that is refused leaves nothing", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");
      const broken = store.calls.change("call-1", () => {
        throw new Error("no");
      });

      await expect(broken).rejects.toThrow();
      expect(await store.webhooks.find({ limit: 10 })).toHaveLength(1);
    });

    it("[HOOK2] of one call the oldest alone is taken, until it is done", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      for (const [id, callee] of [
        ["call-1", "bob"],
        ["call-2", "carol"],
      ] as const) {
        await placed(store, id, callee);
        await cancel(store, id);
      }

      const first = await store.webhooks.claim(ENDPOINT, lease());
      const none = await store.webhooks.claim(ENDPOINT, lease());
      for (const message of first) await store.webhooks.settle(message, delivered);
      const second = await store.webhooks.claim(ENDPOINT, lease());

      expect(first.map(({ subject: of, type }) => [of, type])).toEqual([
        ["call-1", "call.ringing"],
        ["call-2", "call.ringing"],
      ]);
      expect(none).toEqual([]);
      expect(typesOf(second)).toEqual(["call.missed", "call.missed"]);
      expect(second[0]?.attempts).toBe(1);
    });

    it("[HOOK2] one that failed holds up its own call and no other", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");
      await cancel(store, "call-1");
      const [failed] = await store.webhooks.claim(ENDPOINT, lease());
      await store.webhooks.settle(failed as StoredMessage, {
        state: "waiting",
        nextAt: START + 5_000,
        problem: "answered 500",
        status: 500,
        at: START,
      });
      await placed(store, "call-2", "carol");

      const other = await store.webhooks.claim(ENDPOINT, lease(START + 4_999));
      const again = await store.webhooks.claim(ENDPOINT, lease(START + 5_000));

      expect(other.map(({ subject: of }) => of)).toEqual(["call-2"]);
      expect(again).toMatchObject([{ id: failed?.id, attempts: 2, status: 500 }]);
    });

    it("[HOOK3] two processes never have the same message, until a lease runs out", async () => {
      await using subject = prepare();
      const [one, other] = await subject.openTwo();
      leaveMessages(one);
      for (let count = 0; count < 10; count += 1) await placed(one, `call-${count}`, `b${count}`);

      const takes = await Promise.all(
        [one, other, one, other].map((store) => store.webhooks.claim(ENDPOINT, lease(START, 4))),
      );
      const ids = takes.flat().map(({ id }) => id);
      const rest = await one.webhooks.claim(ENDPOINT, lease(START, 99));
      const late = await other.webhooks.claim(ENDPOINT, lease(START + 30_000, 99));

      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + rest.length).toBe(10);
      expect(late).toHaveLength(10);
    });

    it("[HOOK3] who lost the lease does not write what became of it", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");
      const [slow] = await store.webhooks.claim(ENDPOINT, lease());
      const [second] = await store.webhooks.claim(ENDPOINT, lease(START + 30_000));

      const failed = { state: "waiting", nextAt: START, problem: "late", at: START } as const;
      await store.webhooks.settle(second as StoredMessage, delivered);
      await store.webhooks.settle(slow as StoredMessage, failed);

      expect(await store.webhooks.find({ limit: 1 })).toMatchObject([
        { state: "delivered", attempts: 2 },
      ]);
    });

    it("[HOOK5] dead ones are counted, found, and wait again when they are replayed, in their order", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");
      await cancel(store, "call-1");
      const [rings] = await store.webhooks.claim(ENDPOINT, lease());
      await store.webhooks.settle(rings as StoredMessage, delivered);
      await store.webhooks.giveUp(ENDPOINT, { problem: "gone", at: START });
      const counts = (await store.webhooks.counts()).get(ENDPOINT);
      const dead = await store.webhooks.find({ endpoint: ENDPOINT, state: "dead", limit: 10 });

      const count = await store.webhooks.replay(ENDPOINT, { at: START + 1 });
      const one = await store.webhooks.replay(ENDPOINT, { id: rings?.id ?? "", at: START + 1 });
      const none = await store.webhooks.replay("other", { id: rings?.id ?? "", at: START + 1 });
      const taken = await store.webhooks.claim(ENDPOINT, lease(START + 1));

      expect([counts, typesOf(dead)]).toEqual([
        { waiting: 0, dead: 2 },
        ["call.ended", "call.missed"],
      ]);
      expect([count, one, none]).toEqual([2, 1, 0]);
      expect(taken).toMatchObject([{ id: rings?.id, attempts: 1 }]);
    });

    it("[HOOK5] pages of messages go on where the last one ended; done ones are deleted in time", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      for (let count = 0; count < 3; count += 1) await placed(store, `call-${count}`, `b${count}`);
      const page = await store.webhooks.find({ limit: 2 });
      const rest = await store.webhooks.find({ limit: 2, before: page[1]?.seq ?? 0 });
      const [done] = await store.webhooks.claim(ENDPOINT, lease());
      await store.webhooks.settle(done as StoredMessage, delivered);
      await store.webhooks.deleteBefore({ delivered: START + 1, dead: START + 1 });

      expect([...page, ...rest].map(({ subject: of }) => of)).toEqual([
        "call-2",
        "call-1",
        "call-0",
      ]);
      expect(await store.webhooks.find({ limit: 9 })).toHaveLength(2);
    });

    it("[HOOK1] an erased person is told of in the same transaction", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      const message = {
        id: "msg_1",
        endpoint: ENDPOINT,
        type: "person.erased",
        body: "{}",
      } as const;

      await store.erase("bob", START, [message]);

      expect(await store.webhooks.find({ limit: 9 })).toMatchObject([
        { ...message, subject: "bob", state: "waiting" },
      ]);
    });

    it("[HOOK6] endpoints are kept with their secrets, and go with their messages", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      const endpoint = {
        id: ENDPOINT,
        url: "https://hooks.example.org/x",
        events: ["call.ended"],
        isOn: true,
        secrets: [{ secret: "whsec_b" }, { secret: "whsec_a", until: START }],
      } as const;
      await placed(store, "call-1");
      const gone = { ...endpoint, isOn: false, problem: "gone" } as const;
      const written = [
        await store.webhooks.putEndpoint(gone),
        await store.webhooks.putEndpoint({ id: "plain", isOn: false, secrets: [] }),
        await store.webhooks.putEndpoint(endpoint, gone),
      ];

      expect(written).toEqual([true, true, true]);
      expect(await store.webhooks.endpoints()).toEqual([
        { id: "plain", isOn: false, secrets: [] },
        endpoint,
      ]);
      await store.webhooks.removeEndpoint(ENDPOINT);
      expect(await store.webhooks.endpoints()).toHaveLength(1);
      expect(await store.webhooks.find({ limit: 9 })).toEqual([]);
    });

    it("[HOOK9] a change of an endpoint that somebody else changed meanwhile is not written", async () => {
      await using subject = prepare();
      const [store, other] = await subject.openTwo();
      const before = { id: ENDPOINT, isOn: true, secrets: [{ secret: "whsec_a" }] };
      await store.webhooks.putEndpoint(before);
      const rotated = { ...before, secrets: [{ secret: "whsec_b" }, { secret: "whsec_a" }] };

      const first = await store.webhooks.putEndpoint(rotated, before);
      const second = await other.webhooks.putEndpoint(
        { ...before, isOn: false, problem: "gone" },
        before,
      );
      const made = await other.webhooks.putEndpoint({ id: ENDPOINT, isOn: false, secrets: [] });

      expect([first, second, made]).toEqual([true, false, false]);
      expect(await other.webhooks.endpoints()).toEqual([rotated]);
    });

    it("[HOOK9] what waits for an endpoint that is no more is deleted, and of no other", async () => {
      await using subject = prepare();
      const store = await opened(subject);
      await placed(store, "call-1");

      await store.webhooks.deleteStrays([ENDPOINT], START + 1);
      const kept = await store.webhooks.find({ limit: 9 });
      await store.webhooks.deleteStrays(["another"], START + 1);

      expect(kept).toHaveLength(1);
      expect(await store.webhooks.find({ limit: 9 })).toEqual([]);
    });
  });
}
