import { CallError } from "@ringline/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annaCallsBob, annaCallsDesign, person, TestCall } from "../testing/call-fixtures.ts";
import { nextDeadline } from "./call-machine.ts";
import type { CallEvent, CalleeInput, PlaceInput } from "./call-machine-events.ts";
import type { CallRecord, ParticipantRecord } from "./call-record.ts";
import { callSeenBy } from "./call-seen-by.ts";

const PEOPLE = ["anna", "bob", "carol", "dave", "erin"];

interface Step {
  /** A participant's id: the page of that participant shows the secret that it has. */
  event: CallEvent | string;
  afterMs: number;
}

/** What happens, looked at step by step. */
function play(input: PlaceInput, steps: readonly Step[]): void {
  const call = new TestCall(input);
  for (const [index, { event, afterMs }] of steps.entries()) {
    call.now += afterMs;
    const before = frozen(call.record);
    const isTaken = tried(call, typeof event === "string" ? claim(call, event, index) : event);
    const after = call.record;
    checkStep(before, after);
    for (const part of after.participants) checkPart(after, part);
    checkPhase(after);
    if (isTaken) checkDeadlines(call);
    checkShown(before, after);
    checkSecrets(after);
  }
}

function claim({ record }: TestCall, participant: string, index: number): CallEvent {
  const secretHash = record.participants.find(({ id }) => id === participant)?.seat?.secretHash;
  return {
    type: "seat-claimed",
    secretHash: secretHash ?? "none",
    nextHash: `claim-${index}`,
    node: "node-1",
  };
}

/** Whether the machine took it, or refused a person. */
function tried(call: TestCall, event: CallEvent): boolean {
  try {
    call.move(event);
    return true;
  } catch (error) {
    if (error instanceof CallError) return false;
    throw error;
  }
}

function checkStep(before: CallRecord, after: CallRecord): void {
  if (before.phase === "ended") expect(after).toBe(before);
  if (before.phase === "active") expect(after.phase).not.toBe("ringing");
  expect(after.revision - before.revision).toBe(after === before ? 0 : 1);
  expect(after.participants.length).toBeGreaterThanOrEqual(before.participants.length);
  for (const [index, was] of before.participants.entries()) {
    const is = after.participants[index];
    expect(is?.id).toBe(was.id);
    if (was.joinedAt !== undefined) expect(is?.joinedAt).toBe(was.joinedAt);
    checkEpochs(was, is);
  }
}

/** Of one participant no epoch ever comes twice, whether the seat was kept or given back between. */
function checkEpochs(was: ParticipantRecord, is: ParticipantRecord | undefined): void {
  const before = was.seat?.epoch ?? was.pastEpoch;
  const after = is?.seat?.epoch ?? is?.pastEpoch;
  if (before === undefined || after === undefined) return;
  expect(after - before).toBeGreaterThanOrEqual(0);
  if (was.seat === undefined && is?.seat) expect(after).toBeGreaterThan(before);
}

function checkPart(call: CallRecord, part: ParticipantRecord): void {
  const { state, seat, reachBy, hidden, leftAt } = part;
  if (seat) expect(state).toBe("joined");
  expect(reachBy === undefined || (call.phase !== "ended" && state === "invited")).toBe(true);
  expect(hidden && state === "joined").toBeFalsy();
  expect(leftAt !== undefined).toBe(state === "left");
}

function checkPhase(call: CallRecord): void {
  const joined = call.participants.filter(({ state }) => state === "joined");
  const isAnswered = call.participants.some((p) => p.role !== "caller" && p.joinedAt !== undefined);
  switch (call.phase) {
    case "ringing":
      expect(call.target.type).toBe("user");
      break;
    case "active":
      expect(joined.length).toBeGreaterThan(0);
      break;
    case "ended":
      expect(joined).toHaveLength(0);
      expect(
        call.participants.some(({ state }) => state === "invited" || state === "ringing"),
      ).toBe(false);
      if (!isAnswered) expect(call.startedAt).toBeUndefined();
      if (call.endReason === "hung-up") expect(isAnswered).toBe(true);
  }
}

function checkDeadlines({ record, now }: TestCall): void {
  const deadline = nextDeadline(record);
  if (record.phase === "ended") expect(deadline).toBeUndefined();
  if (deadline !== undefined) expect(deadline).toBeGreaterThan(now);
}

/** To everybody: what they see changes exactly when the revision that they are told rises, but for their own secrets' sake. */
function checkShown(before: CallRecord, after: CallRecord): void {
  if (after.target.type !== "space") return;
  for (const id of PEOPLE) {
    const was = callSeenBy(before, id);
    const is = callSeenBy(after, id);
    if (!was || !is) continue;
    checkUntold(after, id);
    const { revision: wasRevision, ...wasSeen } = was;
    const { revision: isRevision, ...isSeen } = is;
    expect(isRevision).toBeGreaterThanOrEqual(wasRevision);
    const isOther = JSON.stringify(wasSeen) !== JSON.stringify(isSeen);
    if (isOther) expect(isRevision).toBeGreaterThan(wasRevision);
    const own = after.participants.find(({ party }) => party.type !== "address" && party.id === id);
    // A member of whom little is told is told of each change; to the others no number moves for what they do not see.
    if (after.discreet && !own?.discreet && !isOther && after.place === before.place)
      expect(isRevision).toBe(wasRevision);
  }
}

/** Of who must not be asked why, the others see the clock and nothing else. */
function checkUntold(call: CallRecord, viewer: string): void {
  const isRinging = call.phase === "active" && call.ringDeadline !== undefined;
  for (const [index, { party, discreet, joinedAt }] of call.participants.entries()) {
    const isOwn = party.type !== "address" && party.id === viewer;
    if (isOwn || !discreet || joinedAt !== undefined) continue;
    const seen = callSeenBy(call, viewer)?.participants[index];
    expect(seen?.state).toBe(isRinging ? "ringing" : "missed");
  }
}

/** Each secret opens one seat. */
function checkSecrets({ participants }: CallRecord): void {
  const open = participants.flatMap(({ seat }) => (seat ? [seat.secretHash] : []));
  expect(new Set(open).size).toBe(open.length);
}

/** A move that writes into a record would show as a TypeError. */
function frozen(call: CallRecord): CallRecord {
  for (const part of call.participants) Object.freeze(Object.freeze(part).seat);
  Object.freeze(call.participants);
  return Object.freeze(call);
}

let presses = 0;
const press = fc.constant(undefined).map(() => {
  presses += 1;
  return `press-${presses}`;
});
const who = fc.constantFrom(...PEOPLE);
const participant = fc.constantFrom("p1", "p2", "p3", "p4", "p5", "p6");
const epoch = fc.nat({ max: 4 });
const maybeEpoch = fc.option(epoch, { nil: undefined });
const legState = fc.constantFrom(
  ...(["ringing", "answered", "busy", "declined", "unreachable", "left", "failed"] as const),
);
const overReason = fc.constantFrom(
  ...(["hung-up", "declined", "no-answer", "busy", "failed", "transferred", "expired"] as const),
);

const answerEvent = fc
  .record({ id: who, isMember: fc.boolean(), secretHash: press })
  .map(({ id, isMember, secretHash }) => ({
    type: "answer" as const,
    person: id,
    secretHash,
    ...(isMember && { member: person(id) }),
  }));

const event = fc.oneof(
  answerEvent,
  answerEvent,
  fc.record({ type: fc.constant("ringing" as const), person: who }),
  fc.record({ type: fc.constantFrom("decline" as const, "cancel" as const), person: who }),
  fc.record({ type: fc.constant("leave" as const), person: who, epoch: maybeEpoch }),
  fc.record({ type: fc.constant("end" as const), person: fc.option(who, { nil: undefined }) }),
  fc.record({ type: fc.constant("reseat" as const), person: who, secretHash: press }),
  fc.record({
    type: fc.constant("seat-lost" as const),
    participant,
    epoch,
    closed: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("media-flows" as const),
    participant,
    epoch,
    from: fc.array(participant, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ type: fc.constant("leg" as const), participant, state: legState }),
  fc.record({ type: fc.constant("replaced" as const), participant, by: who.map(person) }),
  fc.record({ type: fc.constant("over" as const), reason: overReason }),
  fc.constant<CallEvent>({ type: "time" }),
) as fc.Arbitrary<CallEvent>;

/** Seldom what ends everything, so that histories are long. */
const steps = fc.array(
  fc.record({
    event: fc.oneof(
      { weight: 5, arbitrary: participant },
      { weight: 12, arbitrary: event.filter(({ type }) => type !== "over" && type !== "end") },
      { weight: 1, arbitrary: event },
    ),
    afterMs: fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 50 }) },
      { weight: 1, arbitrary: fc.nat({ max: 46_000 }) },
    ),
  }),
  { maxLength: 30 },
);

const callee = (id: string): fc.Arbitrary<CalleeInput> =>
  fc.record({
    party: fc.constant(person(id)),
    ring: fc.constantFrom("aloud" as const, "aloud" as const, "quietly" as const, "knock" as const),
    hidden: fc.constantFrom(false, false, true),
    discreet: fc.constantFrom(false, false, true),
    refusal: fc.constantFrom(undefined, undefined, "busy" as const, "unreachable" as const),
  }) as fc.Arbitrary<CalleeInput>;

const design = fc
  .tuple(callee("bob"), callee("carol"), callee("dave"))
  .map((callees) => annaCallsDesign(callees));

describe("any history of a call to a space", () => {
  it("[GROUP2] [GROUP3] [GROUP6] [GROUP8] [CALL11] [CALL22] keeps all its promises after each step", () => {
    fc.assert(fc.property(design, steps, play), { numRuns: 5_000 });
  }, 120_000);
});

describe("any history of a call between two that takes place elsewhere", () => {
  it("[CALL1] [CALL11] [CALL22] keeps what holds for every call, whatever the connector reports", () => {
    fc.assert(fc.property(fc.constant(annaCallsBob()), steps, play), { numRuns: 3_000 });
  }, 120_000);
});
