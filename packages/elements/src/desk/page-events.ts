import type { CallClient } from "@ringline/client";
import type { Call, ErrorCode, PersonId, PresenceStatus } from "@ringline/protocol";
import { isGroup, ownParticipant } from "./parties.ts";

/**
 * The DOM events of a page and their `detail`. They bubble and are composed; each fires after the state has changed, on
 * every page of the browser profile, on the document's root element if no element of ours is nearer.
 */
export interface PageEvents {
  /** This page has placed a call and the server has made it. From the pressed button. */
  "ringline-call-placed": { call: Call };
  /** A call rings here. */
  "ringline-call-ringing": { call: Call };
  /** A call of this person was answered, on whatever device; one to a space or room by the first who came. */
  "ringline-call-answered": { call: Call };
  /** A call of this person has ended; `call.endReason` says why. */
  "ringline-call-ended": { call: Call };
  /** Of somebody whom this page shows. */
  "ringline-presence-changed": { person: PersonId; status: PresenceStatus };
  /** A press was refused. */
  "ringline-error": { code: ErrorCode; reference?: string };
}

export function announce<Name extends keyof PageEvents>(
  name: Name,
  detail: PageEvents[Name],
  from: EventTarget = document.documentElement,
): void {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/** Turns what the client tells into DOM events; returns what ends that. */
export function announceClient(client: CallClient): () => void {
  const releases = [
    client.on("incomingCall", ({ call }) => announce("ringline-call-ringing", { call })),
    client.on("callChanged", ({ call, previous }) => announceCall(client, call, previous)),
    client.on("presenceChanged", (change) => announce("ringline-presence-changed", change)),
  ];
  return () => {
    for (const release of releases) release();
  };
}

function announceCall(client: CallClient, call: Call, previous: Call | undefined): void {
  if (ownParticipant(call, client.me) === undefined) return;
  if (isAnswered(call) && !isAnswered(previous)) announce("ringline-call-answered", { call });
  if (call.phase === "ended" && previous?.phase !== "ended")
    announce("ringline-call-ended", { call });
}

/** One to a space or room is active from the press on: it is answered by the first who comes. */
function isAnswered(call: Call | undefined): boolean {
  if (call?.phase !== "active") return false;
  const { target, participants } = call;
  return !isGroup(target) || participants.some((one) => one.joinedAt && one.role !== "caller");
}
