import type { CallClient } from "@ringline/client";
import type { Call, CallTarget, Me, Participant, Party } from "@ringline/protocol";

/** What to call somebody, or a target before the server has named it: the name, else the address or id. */
export function partyName(party: Party | CallTarget): string {
  if (party.name) return party.name;
  return party.type === "address" ? party.address.replace(/^(tel|sips?):/, "") : party.id;
}

/** The participant that is the person of this page; undefined for an onlooker. */
export function ownParticipant(
  call: Call,
  me: { party: Pick<Me["party"], "id"> } | undefined,
): Participant | undefined {
  return call.participants.find(
    ({ party }) => party.type !== "address" && party.id === me?.party.id,
  );
}

/** Whom the person of this page talks with: the other party, or the name of the space or room. */
export function partnerName(call: Call, me: Me | undefined): string {
  if (isGroup(call.target)) return call.title;
  const own = ownParticipant(call, me);
  const other = call.participants.find((participant) => participant !== own);
  return other === undefined ? partyName(call.target) : partyName(other.party);
}

/** A space or room: its members are called. */
export function isGroup({ type }: CallTarget): boolean {
  return type === "space" || type === "room";
}

/** The live call in which the person of this page sits, on whatever device. */
export function callInProgress({ calls, me }: Pick<CallClient, "calls" | "me">): Call | undefined {
  return [...calls.values()].find(
    (call) => call.phase !== "ended" && ownParticipant(call, me)?.state === "joined",
  );
}

/** Whether two targets are the same place to call, or a target is that party; names do not matter. */
export function isSameTarget(one: CallTarget, other: CallTarget | Party): boolean {
  return one.type === other.type && targetId(one) === targetId(other);
}

function targetId(target: CallTarget | Party): string {
  return target.type === "address" ? target.address : target.id;
}
