import { CallError } from "@ringline/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annaCallsBob, person, START, TestCall } from "../testing/call-fixtures.ts";
import { nextDeadline } from "./call-machine.ts";
import { CALL_TIMES, type CallEvent } from "./call-machine-events.ts";
import type { CallRecord, EndedRecord, ParticipantRecord } from "./call-record.ts";
import { callSeenBy } from "./call-seen-by.ts";

/** What must be remembered to judge the next step. */
interface History {
  /** The press that won. */
  winner?: string;
}

type Real = { call: TestCall };

/** Anything happens to the call; afterwards everything that must always hold is looked at. */
class Happening implements fc.Command<History, Real> {
  readonly #event: CallEvent;
  readonly #afterMs: number;

  constructor(event: CallEvent, afterMs: number) {
    this.#event = event;
    this.#afterMs = afterMs;
  }

  check(): boolean {
    return true;
  }

  run(history: History, { call }: Real): void {
    call.now += this.#afterMs;
    const before = frozen(call.record);
    const answer = this.#try(call);
    checkWinner(history, { event: this.#event, answer, before, after: call.record });
    checkStep(before, call.record);
    checkAlways(call.record);
    if (answer === "same" || answer === "changed") checkDeadlines(call);
    checkStranger(before, call.record);
  }

  #try(call: TestCall): string {
    try {
      return call.move(this.#event) ? "changed" : "same";
    } catch (error) {
      if (error instanceof CallError) return error.code;
      throw error;
    }
  }

  toString(): string {
    return `${this.#afterMs} ms, ${JSON.stringify(this.#event)}`;
  }
}

interface Step {
  event: CallEvent;
  answer: string;
  before: CallRecord;
  after: CallRecord;
}

/** One press of the callee wins; every other one is told so, and it keeps the seat. */
function checkWinner(history: History, { event, answer, before, after }: Step): void {
  const isAnswer = event.type === "answer" && event.person === "bob";
  if (isAnswer && answer === "changed") {
    expect(history.winner).toBeUndefined();
    expect(before.phase).toBe("ringing");
    history.winner = event.secretHash;
  }
  if (event.type === "reseat" && event.person === "bob" && answer === "changed")
    history.winner = event.secretHash;
  if (isAnswer && answer === "same") expect(event.secretHash).toBe(history.winner);
  if (isAnswer && answer === "answered-elsewhere") expect(after.phase).toBe("active");
}

function checkStep(before: CallRecord, after: CallRecord): void {
  if (before.phase === "ended") expect(after).toBe(before);
  if (before.phase === "active") expect(after.phase).not.toBe("ringing");
  expect(after.revision - before.revision).toBe(after === before ? 0 : 1);
  for (const [index, part] of after.participants.entries()) {
    const was = before.participants[index];
    if (!part.seat || !was?.seat) continue;
    expect(part.seat.epoch - was.seat.epoch).toBeGreaterThanOrEqual(0);
    expect(part.seat.epoch - was.seat.epoch).toBeLessThanOrEqual(1);
  }
}

function checkAlways(call: CallRecord): void {
  const joined = call.participants.filter(({ state }) => state === "joined");
  for (const part of call.participants) checkPart(call, part);
  switch (call.phase) {
    case "ringing":
      expect(joined.map(({ role }) => role)).toEqual(["caller"]);
      break;
    case "active":
      expect(joined).toHaveLength(2);
      break;
    case "ended":
      expect(joined).toHaveLength(0);
      checkProblem(call);
      if (call.startedAt !== undefined) expect(["hung-up", "failed"]).toContain(call.endReason);
      expect(call.endedAt).toBeGreaterThanOrEqual(call.startedAt ?? call.createdAt);
  }
}

function checkProblem({ endReason, problem, startedAt }: EndedRecord): void {
  if (endReason === "failed" || problem === undefined) return;
  expect([endReason, problem, startedAt !== undefined]).toEqual([
    "hung-up",
    "connection-lost",
    true,
  ]);
}

/** A refusal leaves even what is overdue as it was; any other look at a call lets time take its effect. */
function checkDeadlines({ record, now }: TestCall): void {
  const deadline = nextDeadline(record);
  if (record.phase === "ringing") expect(deadline).toBeDefined();
  if (record.phase === "ended") expect(deadline).toBeUndefined();
  if (deadline !== undefined) expect(deadline).toBeGreaterThan(now);
}

function checkPart(call: CallRecord, part: ParticipantRecord): void {
  const { state, seat, reachBy, hidden } = part;
  expect(seat !== undefined).toBe(state === "joined");
  expect(reachBy === undefined || (call.phase === "ringing" && state === "invited")).toBe(true);
  expect(hidden && state === "joined").toBeFalsy();
  if (seat) {
    expect(seat.until === undefined).toBe(seat.connection === "connected");
    expect(seat.node === undefined).toBe(seat.connection !== "connected");
    if (seat.lostAt === undefined) return;
    expect(seat.connection).toBe("reconnecting");
    expect(seat.until).toBeLessThanOrEqual(seat.lostAt + CALL_TIMES.graceFlowingMs);
  }
}

/** A stranger is shown a new revision exactly when they see something new. */
function checkStranger(before: CallRecord, after: CallRecord): void {
  if (!after.discreet) return;
  expect(after.discreet.revision).toBeLessThanOrEqual(after.revision);
  if (after.phase !== "ringing" && "startedAt" in after) return;
  const [was, is] = [before, after].map((call) => callSeenBy(call, "anna"));
  const { revision: wasRevision, ...wasSeen } = was ?? { revision: 0 };
  const { revision: isRevision, ...isSeen } = is ?? { revision: 0 };
  expect(isRevision > wasRevision).toBe(JSON.stringify(wasSeen) !== JSON.stringify(isSeen));
}

/** A move that writes into a record would show as a TypeError. */
function frozen(call: CallRecord): CallRecord {
  for (const part of call.participants) Object.freeze(Object.freeze(part).seat);
  Object.freeze(call.participants);
  return Object.freeze(call);
}

const who = fc.constantFrom("anna", "bob", "bob", "carol");
const bobsPress = fc.constantFrom("bob-1", "bob-2", "bob-3");
const hash = fc.constantFrom("anna-1", "anna-2", "anna-3", "bob-1", "bob-2", "bob-3", "x");
const node = fc.constantFrom("node-1", "node-2");
const seat = fc.constantFrom("p1", "p2");
const epoch = fc.nat({ max: 3 });

const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ type: fc.constant("ringing" as const), person: fc.constant("bob") }),
  fc.record({
    type: fc.constant("answer" as const),
    person: fc.constant("bob"),
    secretHash: bobsPress,
    device: fc.option(fc.constant({ id: "d", label: "Bob's phone" }), { nil: undefined }),
    glare: fc.constantFrom(undefined, undefined, true as const),
  }),
  fc.record({ type: fc.constantFrom("decline" as const, "cancel" as const), person: who }),
  fc.record({
    type: fc.constant("leave" as const),
    person: who,
    epoch: fc.option(epoch, { nil: undefined }),
    reason: fc.constantFrom(undefined, "hung-up" as const, "failed" as const),
  }),
  fc.record({ type: fc.constant("end" as const), person: fc.option(who, { nil: undefined }) }),
  fc.record({ type: fc.constant("reseat" as const), person: who, secretHash: hash }),
  fc.record({ type: fc.constant("seat-claimed" as const), secretHash: hash, nextHash: hash, node }),
  fc.record({
    type: fc.constant("seat-lost" as const),
    participant: seat,
    epoch,
    closed: fc.boolean(),
    silent: fc.boolean(),
  }),
  fc.record({ type: fc.constant("claim-lost" as const), participant: seat, nextHash: hash }),
  fc.record({
    type: fc.constant("media-flows" as const),
    participant: seat,
    epoch,
    from: fc.subarray(["p1", "p2", "p3"]),
  }),
  fc.record({ type: fc.constant("node-lost" as const), node }),
  fc.record({ type: fc.constantFrom("busy" as const, "unreachable" as const), person: who }),
  fc.record({ type: fc.constant("place-opening" as const), connector: fc.constant("webrtc") }),
  fc.record({
    type: fc.constant("place-open" as const),
    generation: epoch,
    placeData: fc.constant({}),
  }),
  fc.record({ type: fc.constant("place-failed" as const), generation: epoch }),
  fc.constant<CallEvent>({ type: "time" }),
) as fc.Arbitrary<CallEvent>;

/** Mostly at once; sometimes a deadline goes by. */
const pause = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 50 }) },
  { weight: 1, arbitrary: fc.nat({ max: 46_000 }) },
);

const happening = fc.tuple(event, pause).map(([what, ms]) => new Happening(what, ms));
const input = fc
  .record({
    discreet: fc.boolean(),
    ring: fc.constantFrom("aloud" as const, "quietly" as const, "knock" as const),
    hidden: fc.constantFrom(false, false, true),
  })
  .map(({ discreet, ...callee }) =>
    annaCallsBob({ discreet, callees: [{ party: person("bob"), ...callee }] }),
  );

describe("any history of a call between two", () => {
  it("[CALL1] [CALL3] [CALL11] [CALL13] [CALL17] [CALL22] keeps all its promises after each step", () => {
    fc.assert(
      fc.property(input, fc.commands([happening], { maxCommands: 25 }), (placed, commands) => {
        fc.modelRun(() => ({ model: {}, real: { call: new TestCall(placed) } }), commands);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it("[CALL22] the clock alone ends whatever nobody answers, and looking twice changes nothing", () => {
    fc.assert(
      fc.property(input, fc.array(fc.nat({ max: 20_000 }), { minLength: 1 }), (placed, pauses) => {
        const call = new TestCall(placed);
        for (const ms of pauses) call.wait(ms);
        expect(call.move({ type: "time" })).toBe(false);
        call.now = START + 45_000;
        call.move({ type: "time" });
        expect(call.record.phase).toBe("ended");
      }),
    );
  });
});
