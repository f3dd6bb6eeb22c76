import type { Call, Participant, PersonId } from "@ringline/protocol";
import { exoIdOf, isGroup, ownerOf } from "./exo-call.ts";
import type { UserUpdate } from "./exo-types.ts";

/**
 * What the older API tells of a change of a call, in its order: `started` to whom it rings, then who joined and who left, then
 * `stopped`. `previous` is what this page knew before. Pure.
 * @see SPEC EXO
 */
export function updatesOf(call: Call, previous: Call | undefined, me: PersonId): UserUpdate[] {
  const updates: UserUpdate[] = [];
  const rang = previous !== undefined && ringsAt(previous, me);
  if (ringsAt(call, me) && !rang) updates.push(stateUpdate(call, "started"));
  const before = new Map(previous?.participants.map((part) => [part.id, part]));
  for (const part of call.participants) {
    const eventType = stepOf(part, before.get(part.id), call);
    if (eventType !== undefined && part.party.type !== "address")
      updates.push({ eventType, part: { id: part.party.id }, ...commonOf(call) });
  }
  const isOver = call.phase === "ended" && previous !== undefined && previous.phase !== "ended";
  if (isOver) updates.push(stateUpdate(call, "stopped"));
  return updates;
}

/** Whether this call is news to this person: it is live, and they did not place it. */
export function ringsAt(call: Call, me: PersonId): boolean {
  if (call.phase === "ended" || isParty(call.caller, me)) return false;
  const own = ownPart(call, me);
  return own?.state === "invited" || own?.state === "ringing";
}

export function ownPart({ participants }: Call, me: PersonId): Participant | undefined {
  return participants.find(({ party }) => isParty(party, me));
}

export function stateUpdate(call: Call, callState: "started" | "stopped"): UserUpdate {
  return { eventType: "call_state", callState, ...commonOf(call) };
}

function isParty(party: Participant["party"], me: PersonId): boolean {
  return party.type !== "address" && party.id === me;
}

/** Somebody is there once the page that talks has shown itself; a page that only reconnects was there all the time. */
function stepOf(
  now: Participant,
  before: Participant | undefined,
  call: Call,
): "call_joined" | "call_leaved" | undefined {
  const was = before?.seat?.connection;
  const isThere = now.seat?.connection === "connected";
  if (isThere && was !== "connected" && was !== "reconnecting") return "call_joined";
  if (before === undefined || before.state === now.state) return undefined;
  const hasGone = now.state === "left" || (isGroup(call) && now.state === "declined");
  return hasGone ? "call_leaved" : undefined;
}

function commonOf(call: Call) {
  const { id, type } = ownerOf(call);
  return { callId: exoIdOf(call), providerType: call.provider, owner: { id, type } };
}
