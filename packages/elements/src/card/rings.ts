import type { CallClient } from "@ringline/client";
import type { ActiveCall, Call, CallId, Me, RingingCall } from "@ringline/protocol";
import { callInProgress, ownParticipant } from "../desk/parties.ts";

/** A call that asks to be answered; one to a space or room is active already. */
export type IncomingCall = RingingCall | ActiveCall;

/** A call that has a card; its `ring` is how it rings now. */
export type ShownRing = IncomingCall & {
  /** The person is in this call, which an answer ends. */
  ends?: CallId;
};

/** Whether this call asks the person of this page to answer. */
export function isRingingFor(call: Call, me: Me | undefined): call is IncomingCall {
  if (call.phase === "ended") return false;
  const own = ownParticipant(call, me);
  return own?.state === "invited" || own?.state === "ringing";
}

/** Whether it may be noticed away from the page: a knock too, since the person looks at the window of the other call. */
export function asksAloud({ ring }: IncomingCall): boolean {
  return ring === "aloud" || ring === "knock";
}

/** Whether the ring of this call is drawn by its provider's own code: then a card and a tone of ours would be a second one. */
export function isRingDrawnElsewhere(
  { provider }: Call,
  { providers }: Pick<CallClient, "providers">,
): boolean {
  return providers.find(({ id }) => id === provider)?.draws?.includes("ring") ?? false;
}

/**
 * The calls that have a card here, oldest first. Loud ones and knocks always; quiet ones only on a page that is seen.
 * `taken` are those that were answered or declined in this browser while the server has not spoken yet. `isAway`: the
 * connection has been lost for so long that nobody knows what still rings.
 */
export function ringsToShow(
  client: Pick<CallClient, "calls" | "me" | "providers">,
  page: { isVisible: boolean; isAway: boolean; taken: ReadonlySet<CallId> },
): ShownRing[] {
  if (page.isAway) return [];
  const running = callInProgress(client)?.id;
  return [...client.calls.values()]
    .filter((call) => isRingingFor(call, client.me))
    .filter((call) => !isRingDrawnElsewhere(call, client))
    .map((call) => asItRingsNow(call, running))
    .filter((call) => !page.taken.has(call.id) && (page.isVisible || asksAloud(call)))
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** The server fixes the manner when the call is placed; since then the person may have begun or ended another call. */
function asItRingsNow(call: IncomingCall, running: CallId | undefined): ShownRing {
  if (running === undefined) return call.ring === "knock" ? { ...call, ring: "aloud" } : call;
  return { ...call, ...(call.ring === "aloud" && { ring: "knock" }), ends: running };
}
