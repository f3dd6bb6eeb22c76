import type { PersonId } from "@ringline/protocol";
import { type CallRecord, cameIn, hashesOf } from "../calls/call-record.ts";
import type { GroupType, Placing, Ring } from "./store.ts";

/**
 * What no two live calls may have in common: the pair of a one-to-one call, in either direction, or the space or room.
 * Starts with its kind, so that no two kinds can meet.
 */
export function liveTargetOf({ target, participants }: CallRecord): string {
  const caller = participants[0]?.party;
  const from = caller === undefined ? "" : caller.type === "address" ? caller.address : caller.id;
  switch (target.type) {
    case "user":
      return pairOf(from, target.id);
    case "address":
      return pairOf(from, target.address);
    case "space":
    case "room":
      return groupTarget(target.type, target.id);
  }
}

function pairOf(one: string, other: string): string {
  return `pair:${JSON.stringify(one < other ? [one, other] : [other, one])}`;
}

/** The live target of a call to a space or room. */
export function groupTarget(type: GroupType, id: string): string {
  return `${type}:${id}`;
}

/** Whether a space or room was called. */
export function isToGroup({ target: { type } }: CallRecord): boolean {
  return type === "space" || type === "room";
}

/** The hashes of all secrets that open a seat of this call now. */
export function seatHashesOf(call: CallRecord): string[] {
  const hashes: string[] = [];
  for (const { seat } of call.participants) if (seat) hashes.push(...hashesOf(seat));
  return hashes;
}

/** The people who hold a seat, each once: nobody holds one in two live calls. Who is in from outside has none. */
export function seatedIn(call: CallRecord): PersonId[] {
  const people: PersonId[] = [];
  for (const { party, seat } of call.participants)
    if (seat && party.type !== "address" && !people.includes(party.id)) people.push(party.id);
  return people;
}

/** Those of the second list that are not in the first. */
export function newOnes(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((one) => !known.has(one));
}

/** The rings of a call, as limits count them. `endReason` is the callee's own decline before what the caller was told. */
export function ringsOf(call: CallRecord): Ring[] {
  if (isToGroup(call)) return [groupRing(call)];
  const rings: Ring[] = [];
  for (const part of call.participants) {
    const { party, role, state } = part;
    if (role === "caller" || party.type === "address") continue;
    const reason = state === "declined" || call.phase !== "ended" ? state : call.endReason;
    const isOver = call.phase === "ended" || state === "declined";
    rings.push({
      callee: party.id,
      at: call.createdAt,
      ...(cameIn(part) && { isAnswered: true }),
      ...(isOver && { endReason: reason }),
    });
  }
  return rings;
}

/** To a space or room it counts as one, however many members it has. */
function groupRing(call: CallRecord): Ring {
  const isAnswered = call.participants.some(cameIn) && { isAnswered: true as const };
  const ring = { callee: liveTargetOf(call), at: call.createdAt, ...isAnswered };
  return call.phase === "ended" ? { ...ring, endReason: call.endReason } : ring;
}

/** The same new call, of which these callees are told nothing. To them its caller is a stranger: nobody else can tell either. */
export function hiddenFrom(call: CallRecord, people: readonly PersonId[]): CallRecord {
  const participants = call.participants.map((part) => {
    if (part.party.type === "address" || !people.includes(part.party.id)) return part;
    const { reachBy: _reachBy, ...rest } = part;
    return { ...rest, hidden: true as const };
  });
  return { ...call, participants };
}

/** Whether this call rings at this person now. */
export function ringsAtPerson(call: CallRecord, person: PersonId): boolean {
  if (call.phase === "ended") return false;
  return call.participants.some(
    ({ party, role, state, hidden }) =>
      role !== "caller" &&
      !hidden &&
      (state === "invited" || state === "ringing") &&
      party.type !== "address" &&
      party.id === person,
  );
}

/**
 * Of a person's calls, newest first, the one that stands closest: that they are in, a live one of a space or room, another one
 * that lives, the last one. Calls that they may not see do not count.
 */
export function closestCall(
  calls: readonly CallRecord[],
  person: PersonId,
): CallRecord | undefined {
  const partIn = ({ participants }: CallRecord) =>
    participants.find(({ party }) => party.type !== "address" && party.id === person);
  const seen = calls.filter((call) => {
    const part = partIn(call);
    return part && !part.hidden && !part.removed;
  });
  const live = seen.filter(({ phase }) => phase !== "ended");
  const isIn = (call: CallRecord) => partIn(call)?.state === "joined";
  return live.find(isIn) ?? live.find(isToGroup) ?? live[0] ?? seen[0];
}

/** So many live calls with one key are looked at. */
export const MOST_WITH_KEY = 20;

/** How long a placing's key, and an ended call, are kept. */
export const KEPT_MS = 24 * 60 * 60_000;

/** One text per placing. */
export function placingId({ caller, key }: Pick<Placing, "caller" | "key">): string {
  return JSON.stringify([caller, key]);
}
