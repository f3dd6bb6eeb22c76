import type { CallClient } from "@ringline/client";
import type { Call, CallId, Me, RingingCall } from "@ringline/protocol";
import { ownParticipant } from "../desk/parties.ts";

/** Whether this call asks the person of this page to answer. */
export function isRingingFor(call: Call, me: Me | undefined): call is RingingCall {
  if (call.phase !== "ringing") return false;
  const own = ownParticipant(call, me);
  return own?.state === "invited" || own?.state === "ringing";
}

/**
 * The calls that have a card here, oldest first. Loud ones always; quiet ones and knocks only on a page that is seen.
 * `put` are those that the person has put away here, while the server does not know it yet.
 */
export function ringsToShow(
  client: Pick<CallClient, "calls" | "me">,
  page: { isVisible: boolean; put: ReadonlySet<CallId> },
): RingingCall[] {
  return [...client.calls.values()]
    .filter((call) => isRingingFor(call, client.me))
    .filter((call) => !page.put.has(call.id) && (page.isVisible || call.ring === "aloud"))
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}
