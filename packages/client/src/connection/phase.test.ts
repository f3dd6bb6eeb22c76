import { CLOSE_CODES } from "@ringline/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPhase, type Phase, type PhaseEvent, type Surroundings } from "./phase.ts";

const around: Surroundings = { now: 1_000, inCall: false, random: () => 1 };
const closed: Phase = { name: "closed" };
const waiting: Phase = { name: "waiting", attempt: 3, delayMs: 4_000, fresh: false };
const opening: Phase = { name: "opening", attempt: 3, since: 900, fresh: false };
const connected: Phase = { name: "connected", attempt: 3, since: -60_000 };

describe("moves of a connection", () => {
  it.each<[Phase, PhaseEvent, Phase["name"]]>([
    [closed, { type: "start" }, "opening"],
    [closed, { type: "due" }, "closed"],
    [closed, { type: "welcome" }, "closed"],
    [closed, { type: "lost" }, "closed"],
    [closed, { type: "nudge" }, "closed"],
    [closed, { type: "stop" }, "closed"],
    [waiting, { type: "start" }, "waiting"],
    [waiting, { type: "due" }, "opening"],
    [waiting, { type: "welcome" }, "waiting"],
    [waiting, { type: "lost" }, "waiting"],
    [waiting, { type: "nudge" }, "opening"],
    [waiting, { type: "stop" }, "closed"],
    [opening, { type: "start" }, "opening"],
    [opening, { type: "due" }, "opening"],
    [opening, { type: "welcome" }, "connected"],
    [opening, { type: "lost" }, "waiting"],
    [opening, { type: "nudge" }, "opening"],
    [opening, { type: "stop" }, "closed"],
    [connected, { type: "start" }, "connected"],
    [connected, { type: "due" }, "connected"],
    [connected, { type: "welcome" }, "connected"],
    [connected, { type: "lost" }, "waiting"],
    [connected, { type: "nudge" }, "connected"],
    [connected, { type: "stop" }, "closed"],
  ])("%j with %j is %s", (phase, event, name) => {
    expect(nextPhase(phase, event, around).name).toBe(name);
  });

  it.each(Object.entries(CLOSE_CODES))("[CLIENT8] %s (%i) comes back or stays away", (_, code) => {
    const next = nextPhase(connected, { type: "lost", code }, around);

    expect(next.name).toBe(code < 4_500 ? "waiting" : "closed");
  });

  it.each([1_000, 1_006, 1_012, 3_999, 5_000])(
    "[CLIENT8] comes back after the unknown code %i",
    (code) => {
      expect(nextPhase(connected, { type: "lost", code }, around).name).toBe("waiting");
    },
  );

  it("[CLIENT8] waits as long as the server's goodbye says", () => {
    const event: PhaseEvent = { type: "lost", code: CLOSE_CODES.drain, retryAfterMs: 7_350 };

    expect(nextPhase(connected, event, around)).toMatchObject({ delayMs: 7_350 });
  });

  it("[CLIENT5] waits up to 30 s when idle and up to 5 s in a call", () => {
    const worn: Phase = { ...opening, attempt: 20 };
    const lost = { type: "lost" } as const;

    expect(nextPhase(worn, lost, around)).toMatchObject({ delayMs: 30_000 });
    expect(nextPhase(worn, lost, { ...around, inCall: true })).toMatchObject({ delayMs: 5_000 });
  });

  it("[CLIENT5] doubles the bound of the wait with each failure", () => {
    const lost = { type: "lost" } as const;
    const delays = [0, 1, 2, 3].map((attempt) => nextPhase({ ...opening, attempt }, lost, around));

    expect(delays).toMatchObject([500, 1_000, 2_000, 4_000].map((delayMs) => ({ delayMs })));
  });

  it("[CLIENT5] counts from the beginning after a connection that lasted, not after one that did not", () => {
    const brief: Phase = { ...connected, since: around.now - 100 };
    const lost = { type: "lost" } as const;

    expect(nextPhase(connected, lost, around)).toMatchObject({ attempt: 1, delayMs: 500 });
    expect(nextPhase(brief, lost, around)).toMatchObject({ attempt: 4, delayMs: 4_000 });
  });

  it("[CLIENT7] comes back at once with a fresh token when the old one ran out, once", () => {
    const expired: PhaseEvent = { type: "lost", code: CLOSE_CODES["token-expired"] };
    const freshOpening: Phase = { ...opening, fresh: true };

    expect(nextPhase(connected, expired, around)).toMatchObject({ delayMs: 0, fresh: true });
    expect(nextPhase(freshOpening, expired, around)).toMatchObject({ delayMs: 4_000, fresh: true });
  });

  it("[CLIENT5] gives up an opening that was stuck before the network came back", () => {
    const stuck: Phase = { ...opening, since: around.now - 2_000 };

    const next = nextPhase(stuck, { type: "nudge" }, around);

    expect(next).toEqual({ ...stuck, since: around.now });
  });

  it("[CLIENT5] never waits longer than the cap and never stops by itself", () => {
    const codes = fc.constantFrom(undefined, 1_006, 4_000, 4_001, 4_003, 4_004);
    const event = fc.oneof(
      fc.constant<PhaseEvent>({ type: "due" }),
      fc.constant<PhaseEvent>({ type: "welcome" }),
      fc.constant<PhaseEvent>({ type: "nudge" }),
      codes.map((code): PhaseEvent => ({ type: "lost", ...(code !== undefined && { code }) })),
    );
    fc.assert(
      fc.property(fc.array(event), fc.boolean(), (events, inCall) => {
        const cap = inCall ? 5_000 : 30_000;
        let phase = nextPhase(closed, { type: "start" }, around);
        let now = 0;
        for (const step of events) {
          now += 1_500;
          phase = nextPhase(phase, step, { now, inCall });
          expect(phase.name).not.toBe("closed");
          expect("delayMs" in phase ? phase.delayMs : 0).toBeLessThanOrEqual(cap);
        }
      }),
    );
  });
});
