import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CallEvent, move, placeCall } from "./call-machine.ts";
import type { CallRecord } from "./call-record.ts";
import { callSeenBy } from "./call-seen-by.ts";

const START = Date.UTC(2027, 0, 1);
const person = (id: string) => ({ type: "user", id, name: id }) as const;
const phone = { id: "device-of-bob", label: "Bob's phone" };

function placed(options: { discreet?: boolean; hidden?: boolean } = {}): CallRecord {
  const input = {
    id: "A".repeat(22),
    target: { type: "user", id: "bob" },
    provider: "plain",
    media: "video",
    title: "Anna, Bob",
    caller: { party: person("anna"), secretHash: "hash of anna" },
    callees: [{ party: person("bob"), hidden: options.hidden === true }],
    ringMs: 45_000,
    discreet: options.discreet === true,
  } as const;
  return placeCall(input, START);
}

/** What happens to a call, one thing a second; refusals change nothing, as in the store. */
function after(call: CallRecord, events: readonly CallEvent[]): CallRecord {
  let current = call;
  events.forEach((event, second) => {
    current = stored(current, event, START + second * 1_000);
  });
  return current;
}

function stored(call: CallRecord, event: CallEvent, now: number): CallRecord {
  try {
    const next = move(call, event, now);
    return next === call ? call : { ...next, revision: call.revision + 1 };
  } catch {
    return call;
  }
}

const claim: CallEvent = {
  type: "seat-claimed",
  secretHash: "hash of anna",
  nextHash: "next hash of anna",
  node: "node-one",
};
const answer: CallEvent = {
  type: "answer",
  person: "bob",
  device: phone,
  secretHash: "hash of bob",
};

/** What a callee, a device or the server may do without an answer: all that a stranger must not be able to tell. */
const unanswered = fc.array(
  fc.constantFrom<CallEvent>(
    { type: "ringing", person: "bob" },
    { type: "decline", person: "bob" },
    { type: "leave", person: "bob" },
    { type: "busy", person: "bob" },
    { type: "unreachable", person: "bob" },
    { type: "time" },
  ),
  { minLength: 0, maxLength: 20 },
);

describe("a call", () => {
  it("[TELL1] is nothing to who has no part in it, and to who must not know of it", () => {
    expect(callSeenBy(placed(), "carol")).toBeUndefined();
    expect(callSeenBy(placed({ hidden: true }), "bob")).toBeUndefined();
    expect(callSeenBy(placed({ hidden: true }), "anna")).toBeDefined();
  });

  it("[TELL2] looks the same to a stranger whatever the callee does short of answering", () => {
    fc.assert(
      fc.property(unanswered, fc.boolean(), (events, hidden) => {
        const still = after(placed({ discreet: true }), [claim]);
        const busy = after(placed({ discreet: true, hidden }), [claim, ...events]);

        expect(JSON.stringify(callSeenBy(busy, "anna"))).toBe(
          JSON.stringify(callSeenBy(still, "anna")),
        );
      }),
    );
  });

  it("[TELL2] ends the same to a stranger whatever the callee did short of answering", () => {
    fc.assert(
      fc.property(unanswered, fc.boolean(), (events, hidden) => {
        const end = (call: CallRecord) => stored(call, { type: "time" }, START + 60_000);
        const still = end(after(placed({ discreet: true }), [claim]));
        const busy = end(after(placed({ discreet: true, hidden }), [claim, ...events]));

        expect(JSON.stringify(callSeenBy(busy, "anna"))).toBe(
          JSON.stringify(callSeenBy(still, "anna")),
        );
        expect(callSeenBy(busy, "anna")).toMatchObject({ endReason: "no-answer" });
      }),
    );
  });

  it("[TELL2] tells a contact why nobody answers", () => {
    const declined = after(placed(), [claim, { type: "decline", person: "bob" }]);

    expect(callSeenBy(declined, "anna")).toMatchObject({ phase: "ended", endReason: "declined" });
  });

  it("[TELL3] names a device to its own person alone, the ring to the callee alone, and never a secret", () => {
    const ringing = placed();
    const talking = after(ringing, [claim, answer]);

    expect(callSeenBy(ringing, "bob")).toMatchObject({ ring: "aloud" });
    expect(callSeenBy(ringing, "anna")).not.toHaveProperty("ring");
    expect(callSeenBy(talking, "bob")?.participants[1]?.device).toEqual(phone);
    expect(callSeenBy(talking, "anna")?.participants[1]).not.toHaveProperty("device");
    expect(JSON.stringify(callSeenBy(talking, "anna"))).not.toMatch(/hash|node-one/);
  });

  it("[TELL4] has a revision that never falls, for each of them", () => {
    fc.assert(
      fc.property(unanswered, fc.boolean(), (events, discreet) => {
        const all = [claim, ...events, answer, { type: "leave", person: "anna" } as const];
        const revisions = (who: string) =>
          all.map(
            (_, n) => callSeenBy(after(placed({ discreet }), all.slice(0, n)), who)?.revision ?? 0,
          );

        for (const who of ["anna", "bob"])
          expect(revisions(who)).toEqual(revisions(who).toSorted((a, b) => a - b));
      }),
    );
  });
});
