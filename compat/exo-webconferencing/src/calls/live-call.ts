import type { Call, CallTarget } from "@ringline/protocol";
import type { Door } from "./door.ts";
import { exoIdOf, isGroup } from "./exo-call.ts";
import { ownPart } from "./user-updates.ts";

type Known = Pick<Door, "calls" | "me">;

/**
 * Of the live calls that go by this id the one that this person is in, else a group's, else another: anybody may ring under the
 * id of a group's call, and does not come before it.
 */
export function liveCall(door: Known, id: string): Call | undefined {
  const calls = liveCalls(door, id);
  return calls.find((call) => isIn(call, door)) ?? calls.find(isGroup) ?? calls[0];
}

/** Whether placing a call to this target under this id would meet a live one: an id alone is anybody's. */
export function isLiveFor(door: Known, id: string, target: CallTarget): boolean {
  return liveCalls(door, id).some((call) => {
    if (target.type === "space" || target.type === "room")
      return call.target.type === target.type && call.target.id === target.id;
    return target.type === "user" && !isGroup(call) && ownPart(call, target.id) !== undefined;
  });
}

export function isIn(call: Call, { me }: Pick<Door, "me">): boolean {
  return ownPart(call, me?.party.id ?? "")?.state === "joined";
}

function liveCalls({ calls }: Known, id: string): Call[] {
  return [...calls.values()].filter((call) => call.phase !== "ended" && exoIdOf(call) === id);
}
