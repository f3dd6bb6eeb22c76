import type { Call, Seat } from "@ringline/protocol";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PartnerAway } from "./partner-away.ts";
import { endedCall } from "./testing.ts";

const ROOM = { type: "room", id: "design" } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Anna's call to Bob, as her page hears of his seat. */
function talk(
  connection: Seat["connection"],
  rest: { epoch?: number; target?: Call["target"] } = {},
) {
  const { endedAt: _endedAt, endReason: _endReason, participants, ...call } = endedCall("hung-up");
  const { epoch = 1, target = call.target } = rest;
  const [anna, bob] = participants.map((one) => ({ ...one, state: "joined" as const }));
  if (!anna || !bob) throw new Error("a call of two");
  return {
    ...call,
    target,
    phase: "active" as const,
    startedAt: call.createdAt,
    participants: [anna, { ...bob, seat: { epoch, connection } }],
  };
}

function watch() {
  const told: boolean[] = [];
  const away: PartnerAway = new PartnerAway(() => told.push(away.isAway));
  return { away, told };
}

it("[PAGE37] tells of a partner whose seat is lost, once it has lasted, and of their return likewise", () => {
  const { away, told } = watch();
  away.follow(talk("reconnecting"), "p1");
  away.follow(talk("reconnecting"), "p1");
  vi.advanceTimersByTime(299);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([true]);

  away.follow(talk("connected"), "p1");
  vi.advanceTimersByTime(300);

  expect(told).toEqual([true, false]);
});

it("[PAGE37] does not flicker: neither a blink of absence nor one of presence is told", () => {
  const { away, told } = watch();
  away.follow(talk("reconnecting"), "p1");
  vi.advanceTimersByTime(200);
  away.follow(talk("connected"), "p1");
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);

  away.follow(talk("reconnecting"), "p1");
  vi.advanceTimersByTime(300);
  away.follow(talk("connected"), "p1");
  vi.advanceTimersByTime(200);
  away.follow(talk("reconnecting"), "p1");
  vi.advanceTimersByTime(1_000);

  expect(told).toEqual([true]);
});

it.each<{ of: string; call: Call; me?: string; isAway: boolean }>([
  { of: "one's own seat", call: talk("reconnecting"), me: "p2", isAway: false },
  { of: "a first page that has not come", call: talk("awaited", { epoch: 0 }), isAway: false },
  { of: "a page that a newer one follows", call: talk("awaited", { epoch: 2 }), isAway: true },
  { of: "one of many", call: talk("reconnecting", { target: ROOM }), isAway: false },
  { of: "a call that is over", call: endedCall("hung-up"), isAway: false },
])("[PAGE37] of $of it says: $isAway", ({ call, me = "p1", isAway }) => {
  const { away } = watch();

  away.follow(call, me);
  vi.advanceTimersByTime(300);

  expect(away.isAway).toBe(isAway);
});

it("[PAGE37] says nothing more once the page is done", () => {
  const { away, told } = watch();
  away.follow(talk("reconnecting"), "p1");

  away.stop();
  vi.advanceTimersByTime(1_000);

  expect(told).toEqual([]);
});
