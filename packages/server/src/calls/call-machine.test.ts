import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import {
  annaCallsBob,
  annaClaims,
  bobAnswers,
  bobClaims,
  bobRings,
  person,
  START,
  TestCall,
} from "../testing/call-fixtures.ts";
import { nextDeadline } from "./call-machine.ts";
import type { CallEvent } from "./call-machine-events.ts";

/** Every state that differs for some event. */
const STATES = {
  placed: () => new TestCall(),
  claimed: () => new TestCall().moves(annaClaims),
  rings: () => new TestCall().moves(annaClaims, bobRings),
  "rings a stranger": () =>
    new TestCall(annaCallsBob({ discreet: true })).moves(annaClaims, bobRings),
  answered: () => new TestCall().moves(annaClaims, bobRings, bobAnswers),
  talks: () => new TestCall().moves(annaClaims, bobRings, bobAnswers, bobClaims),
  "has lost Bob": () => new TestCall().moves(annaClaims, bobRings, bobAnswers, bobClaims, bobLost),
  cancelled: () => new TestCall().moves({ type: "cancel", person: "anna" }),
  declined: () => new TestCall().moves(bobRings, { type: "decline", person: "bob" }),
  "hung up": () =>
    new TestCall().moves(annaClaims, bobAnswers, bobClaims, { type: "leave", person: "bob" }),
} satisfies Record<string, () => TestCall>;

const bobLost: CallEvent = { type: "seat-lost", participant: "p2", epoch: 1, closed: false };

const EVENTS = {
  "Bob rings": bobRings,
  "Bob answers": bobAnswers,
  "Bob answers elsewhere": { ...bobAnswers, secretHash: "bob-x" },
  "Anna answers": { type: "answer", person: "anna", secretHash: "anna-x" },
  "Carol answers": { type: "answer", person: "carol", secretHash: "carol-1" },
  "Bob declines": { type: "decline", person: "bob" },
  "Anna declines": { type: "decline", person: "anna" },
  "Anna cancels": { type: "cancel", person: "anna" },
  "Bob cancels": { type: "cancel", person: "bob" },
  "Anna's old page cancels": { type: "cancel", person: "anna", epoch: 7 },
  "Anna leaves": { type: "leave", person: "anna" },
  "Bob leaves": { type: "leave", person: "bob" },
  "Bob's old page leaves": { type: "leave", person: "bob", epoch: 7 },
  "Anna ends": { type: "end", person: "anna" },
  "Bob ends": { type: "end", person: "bob" },
  "Bob's old page ends": { type: "end", person: "bob", epoch: 7 },
  "an administrator ends": { type: "end" },
  "Anna presses again": { type: "reseat", person: "anna", secretHash: "anna-x" },
  "Bob presses again": { type: "reseat", person: "bob", secretHash: "bob-x" },
  "Anna's page comes": annaClaims,
  "Bob's page comes": bobClaims,
  "an unknown page comes": { ...bobClaims, secretHash: "nobody" },
  "Anna's seat is lost": { type: "seat-lost", participant: "p1", epoch: 1, closed: false },
  "Bob's seat is lost": bobLost,
  "Bob's old seat is lost": { type: "seat-lost", participant: "p2", epoch: 0, closed: false },
  "an unknown claim of Bob's is lost": {
    type: "claim-lost",
    participant: "p2",
    nextHash: "nobody",
  },
  "the node dies": { type: "node-lost", node: "node-1" },
  "another node dies": { type: "node-lost", node: "node-2" },
  "Bob is busy": { type: "busy", person: "bob" },
  "Bob is out of reach": { type: "unreachable", person: "bob" },
  "a place opens": { type: "place-opening", connector: "webrtc" },
  "an unknown place is open": { type: "place-open", generation: 9, placeData: {} },
  "an unknown place fails": { type: "place-failed", generation: 9 },
  "the connector fails": { type: "failed", problem: "connector-failed" },
  "time goes by": { type: "time" },
} satisfies Record<string, CallEvent>;

type EventName = keyof typeof EVENTS;
type StateName = keyof typeof STATES;

/** What becomes of it; an event that is not named: "same" for facts, and see `REFUSED` for people. */
const MOVES: Record<StateName, Partial<Record<EventName, string>>> = {
  placed: {
    "Bob rings": "ringing",
    "Bob answers": "active",
    "Bob answers elsewhere": "active",
    "Bob declines": "ended declined",
    "Anna cancels": "ended cancelled",
    "Anna leaves": "ended cancelled",
    "Bob leaves": "ended declined",
    "Bob's old page leaves": "ended declined",
    "Anna ends": "ended cancelled",
    "Bob ends": "ended declined",
    "Bob's old page ends": "ended declined",
    "an administrator ends": "ended cancelled",
    "Anna presses again": "ringing",
    "Anna's page comes": "ringing",
    "Bob is busy": "ended busy",
    "Bob is out of reach": "ended unreachable",
    "a place opens": "ringing",
    "the connector fails": "ended failed",
  },
  claimed: {
    "Bob rings": "ringing",
    "Bob answers": "active",
    "Bob answers elsewhere": "active",
    "Bob declines": "ended declined",
    "Anna cancels": "ended cancelled",
    "Anna leaves": "ended cancelled",
    "Bob leaves": "ended declined",
    "Bob's old page leaves": "ended declined",
    "Anna ends": "ended cancelled",
    "Bob ends": "ended declined",
    "Bob's old page ends": "ended declined",
    "an administrator ends": "ended cancelled",
    "Anna presses again": "ringing",
    "Anna's page comes": "ringing",
    "Anna's seat is lost": "ringing",
    "the node dies": "ringing",
    "Bob is busy": "ended busy",
    "Bob is out of reach": "ended unreachable",
    "a place opens": "ringing",
    "the connector fails": "ended failed",
  },
  rings: {
    "Bob answers": "active",
    "Bob answers elsewhere": "active",
    "Bob declines": "ended declined",
    "Anna cancels": "ended cancelled",
    "Anna leaves": "ended cancelled",
    "Bob leaves": "ended declined",
    "Bob's old page leaves": "ended declined",
    "Anna ends": "ended cancelled",
    "Bob ends": "ended declined",
    "Bob's old page ends": "ended declined",
    "an administrator ends": "ended cancelled",
    "Anna presses again": "ringing",
    "Anna's page comes": "ringing",
    "Anna's seat is lost": "ringing",
    "the node dies": "ringing",
    "Bob is busy": "ended busy",
    "a place opens": "ringing",
    "the connector fails": "ended failed",
  },
  "rings a stranger": {
    "Bob answers": "active",
    "Bob answers elsewhere": "active",
    "Bob declines": "ringing",
    "Anna cancels": "ended cancelled",
    "Anna leaves": "ended cancelled",
    "Bob leaves": "ringing",
    "Bob's old page leaves": "ringing",
    "Anna ends": "ended cancelled",
    "Bob ends": "ringing",
    "Bob's old page ends": "ringing",
    "an administrator ends": "ended cancelled",
    "Anna presses again": "ringing",
    "Anna's page comes": "ringing",
    "Anna's seat is lost": "ringing",
    "the node dies": "ringing",
    "Bob is busy": "ringing",
    "a place opens": "ringing",
    "the connector fails": "ended failed",
  },
  answered: {
    "Bob answers elsewhere": "answered-elsewhere",
    "Anna leaves": "ended hung-up",
    "Bob leaves": "ended hung-up",
    "Anna ends": "ended hung-up",
    "Bob ends": "ended hung-up",
    "an administrator ends": "ended hung-up",
    "Anna presses again": "active",
    "Bob presses again": "active",
    "Anna's page comes": "active",
    "Bob's page comes": "active",
    "Anna's seat is lost": "active",
    "the node dies": "active",
    "a place opens": "active",
    "the connector fails": "ended failed",
  },
  talks: {
    "Bob answers elsewhere": "answered-elsewhere",
    "Anna leaves": "ended hung-up",
    "Bob leaves": "ended hung-up",
    "Anna ends": "ended hung-up",
    "Bob ends": "ended hung-up",
    "an administrator ends": "ended hung-up",
    "Anna presses again": "active",
    "Bob presses again": "active",
    "Anna's page comes": "active",
    "Bob's page comes": "active",
    "Anna's seat is lost": "active",
    "Bob's seat is lost": "active",
    "the node dies": "active",
    "a place opens": "active",
    "the connector fails": "ended failed",
  },
  "has lost Bob": {
    "Bob answers elsewhere": "answered-elsewhere",
    "Anna leaves": "ended hung-up",
    "Bob leaves": "ended hung-up",
    "Anna ends": "ended hung-up",
    "Bob ends": "ended hung-up",
    "an administrator ends": "ended hung-up",
    "Anna presses again": "active",
    "Bob presses again": "active",
    "Anna's page comes": "active",
    "Bob's page comes": "active",
    "Anna's seat is lost": "active",
    "the node dies": "active",
    "a place opens": "active",
    "the connector fails": "ended failed",
  },
  cancelled: {
    "Anna leaves": "same",
    "Anna ends": "same",
    "Anna cancels": "same",
    "Anna's old page cancels": "same",
  },
  declined: { "Bob declines": "same", "Anna leaves": "same", "Anna ends": "same" },
  "hung up": {
    "Anna leaves": "same",
    "Bob leaves": "same",
    "Bob's old page leaves": "same",
    "Anna ends": "same",
    "Bob ends": "same",
    "Bob's old page ends": "same",
  },
};

/** How people are refused where `MOVES` says nothing: while it rings, while they talk, and after the end. */
const REFUSED: Partial<Record<EventName, { ringing?: string; active?: string; ended: string }>> = {
  "Bob answers": { ended: "call-ended" },
  "Bob answers elsewhere": { ended: "call-ended" },
  "Anna answers": { ringing: "not-allowed", active: "not-allowed", ended: "call-ended" },
  "Carol answers": {
    ringing: "call-not-found",
    active: "call-not-found",
    ended: "call-not-found",
  },
  "Bob declines": { active: "not-ringing", ended: "call-ended" },
  "Anna declines": { ringing: "not-ringing", active: "not-ringing", ended: "call-ended" },
  "Anna cancels": { active: "not-ringing", ended: "call-ended" },
  "Bob cancels": { ringing: "not-allowed", active: "not-allowed", ended: "not-allowed" },
  "Bob leaves": { ended: "call-ended" },
  "Bob's old page leaves": { active: "stale-session", ended: "call-ended" },
  "Anna's old page cancels": {
    ringing: "stale-session",
    active: "stale-session",
    ended: "call-ended",
  },
  "Bob ends": { ended: "call-ended" },
  "Bob's old page ends": { active: "stale-session", ended: "call-ended" },
  "an administrator ends": { ended: "call-ended" },
  "Anna presses again": { ended: "call-ended" },
  "Bob presses again": { ringing: "not-allowed", ended: "call-ended" },
  "Anna's page comes": { ended: "call-ended" },
  "Bob's page comes": { ringing: "session-expired", ended: "call-ended" },
  "an unknown page comes": {
    ringing: "session-expired",
    active: "session-expired",
    ended: "call-ended",
  },
};

function outcomeOf(call: TestCall, event: CallEvent): string {
  try {
    if (!call.move(event)) return "same";
  } catch (error) {
    return error instanceof CallError ? error.code : String(error);
  }
  return call.record.phase === "ended" ? `ended ${call.record.endReason}` : call.record.phase;
}

const PAIRS = Object.entries(STATES).flatMap(([state, make]) =>
  Object.entries(EVENTS).map(([name, event]) => {
    const { phase } = make().record;
    const eventName = name as EventName;
    const expected = MOVES[state as StateName][eventName] ?? REFUSED[eventName]?.[phase] ?? "same";
    return { state, name, make, event: event as CallEvent, expected };
  }),
);

describe("every state and event", () => {
  it.each(PAIRS)("[CALL2] a call that $state, $name: $expected", ({ make, event, expected }) => {
    expect(outcomeOf(make(), event)).toBe(expected);
  });

  it.each(PAIRS)("[CALL1] a call that $state, $name: what has ended stays", ({ make, event }) => {
    const call = make();
    const before = call.record;

    outcomeOf(call, event);

    expect(call.record === before || before.phase !== "ended").toBe(true);
  });

  it.each(PAIRS)(
    "[CALL19] a call that $state, $name twice: no second effect",
    ({ make, event }) => {
      const call = make();
      const first = outcomeOf(call, event);
      const after = call.record;

      outcomeOf(call, event);

      // Pages and secrets are shown many times by design: each claim is a new epoch.
      const isClaim = event.type === "seat-claimed" && (first === "ringing" || first === "active");
      expect(call.record === after || isClaim).toBe(true);
    },
  );
});

describe("a new call", () => {
  it("[CALL6] waits for the callee's devices, the caller's page and the end of the ring", () => {
    const { record } = new TestCall();

    expect(record).toMatchObject({
      phase: "ringing",
      revision: 1,
      ringDeadline: START + 45_000,
      participants: [
        { id: "p1", role: "caller", state: "joined", seat: { until: START + 10_000 } },
        { id: "p2", role: "callee", state: "invited", reachBy: START + 8_000, ring: "aloud" },
      ],
    });
    expect(nextDeadline(record)).toBe(START + 8_000);
  });

  it("[CALL17] is discreet where a callee is rung quietly or not at all", () => {
    const quiet = annaCallsBob({ callees: [{ party: person("bob"), ring: "quietly" }] });
    const hidden = annaCallsBob({ callees: [{ party: person("bob"), hidden: true }] });

    expect(new TestCall(quiet).record.discreet).toEqual({ revision: 1 });
    expect(new TestCall(hidden).record.discreet).toEqual({ revision: 1 });
    expect(new TestCall().record.discreet).toBeUndefined();
  });

  it("[CALL6] expects no device to acknowledge for a number, nor for who is told nothing", () => {
    const number = { type: "address", address: "tel:+4912345" } as const;
    const callees = [{ party: number }, { party: person("bob"), hidden: true }];
    const { record } = new TestCall(annaCallsBob({ target: number, callees }));

    expect(record.participants.map(({ reachBy }) => reachBy)).toEqual(Array(3).fill(undefined));
  });
});
