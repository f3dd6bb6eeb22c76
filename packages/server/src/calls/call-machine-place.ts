import type { CalleeInput, CallTimes, PlaceEvent, PlaceInput } from "./call-machine-events.ts";
import { ended } from "./call-machine-parts.ts";
import type { CallRecord, Millis, ParticipantRecord, RingingRecord } from "./call-record.ts";

type NewCall = Omit<RingingRecord, "phase" | "ringDeadline">;

/** A new call: the caller has a seat that waits for its page, the callees are invited. */
export function ringingCall(input: PlaceInput, now: Millis, times: CallTimes): RingingRecord {
  const callees = input.callees.map((callee, index) =>
    calleePart(callee, { index, role: "callee", reachBy: now + times.reachMs }),
  );
  const isDiscreet = callees.some(({ hidden, ring }) => hidden || ring === "quietly");
  return {
    ...newCall(input, [callerPart(input, now, times), ...callees], now),
    phase: "ringing",
    ringDeadline: now + input.ringMs,
    ...((input.discreet || isDiscreet) && { discreet: { revision: 1 } }),
  };
}

export function newCall(
  { key, about, target, provider, media, title, id }: PlaceInput,
  participants: readonly ParticipantRecord[],
  now: Millis,
): NewCall {
  return {
    id,
    ...(key !== undefined && { key }),
    revision: 1,
    target,
    provider,
    media,
    title,
    ...(about && { about }),
    participants,
    createdAt: now,
  };
}

/** Invited; nobody waits for devices of who is told nothing, nor of a number. */
export function calleePart(
  { party, ring = "aloud", hidden }: CalleeInput,
  { index, role, reachBy }: { index: number; role: "callee" | "member"; reachBy?: Millis },
): ParticipantRecord {
  const isReached = reachBy !== undefined && !hidden && party.type !== "address";
  const reach = isReached ? { reachBy } : {};
  const secret = hidden ? { hidden: true as const } : {};
  return { id: `p${index + 2}`, party, role, state: "invited", ring, ...reach, ...secret };
}

/** What the connector says of the place where the media meets. An older generation: no change. */
export function placeMoved(call: CallRecord, event: PlaceEvent, now: Millis): CallRecord {
  if (call.phase === "ended") return call;
  const generation = call.place?.generation ?? 0;
  if (event.type === "place-opening") {
    const { connector } = event;
    if (call.place?.connector === connector && call.place.state !== "failed") return call;
    return { ...call, place: { generation: generation + 1, connector, state: "opening" } };
  }
  if (!call.place || event.generation !== generation || call.place.state !== "opening") return call;
  if (event.type === "place-open")
    return { ...call, place: { ...call.place, state: "open" }, placeData: event.placeData };
  const failed = { ...call, place: { ...call.place, state: "failed" as const } };
  return ended(failed, { reason: "failed", problem: "connector-failed" }, now);
}

export function callerPart(
  { caller }: PlaceInput,
  now: Millis,
  times: CallTimes,
): ParticipantRecord {
  const { secretHash } = caller;
  const until = now + times.claimMs;
  const seat = secretHash !== undefined && {
    seat: { epoch: 0, connection: "awaited" as const, secretHash, until },
    pressHash: secretHash,
  };
  return {
    id: "p1",
    party: caller.party,
    role: "caller",
    state: "joined",
    joinedAt: now,
    ...seat,
    ...(caller.device && { device: caller.device }),
  };
}
