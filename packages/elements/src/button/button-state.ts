import type { CallClient } from "@ringline/client";
import type { Call, CallId, CallTarget, PresenceStatus } from "@ringline/protocol";
import { isSameTarget, ownParticipant } from "../desk/parties.ts";
import type { ButtonMessage } from "../locales/en.ts";

/** What a call button can do now, and the words that say why. */
export interface ButtonState {
  /**
   * `hidden`: oneself, and what no provider can call. `words`: no button but words. `join`: into the live call of the space or
   * room. `return`: leads back to the call that runs.
   */
  act: "hidden" | "words" | "wait" | "call" | "join" | "return";
  /** Absent where there is nothing to say about the target. */
  description?: ButtonMessage;
  /** With `return`: the call that runs. */
  call?: CallId;
  /** Of a user, while it is known. */
  presence?: PresenceStatus | undefined;
}

/** Reads off the client what the button for `target` is. */
export function buttonState(
  client: Pick<CallClient, "state" | "me" | "calls" | "presence" | "providers">,
  target: CallTarget,
  canCall: boolean,
): ButtonState {
  if (!canBeCalled(client, target)) return { act: "hidden" };
  if (!canCall) return { act: "words", description: "no-webrtc" };
  const isConnected = client.state === "connected";
  const presence = isConnected && target.type === "user" ? client.presence(target.id) : undefined;
  const live = liveCall(client, target);
  if (live && ownParticipant(live, client.me)?.state === "joined") {
    const description = live.phase === "ringing" ? "calling" : "in-this-call";
    return { act: "return", description, call: live.id, presence };
  }
  if (!isConnected) return { act: "wait", description: "connecting" };
  if (presence) return { act: "call", description: `status-${presence}`, presence };
  return { act: live?.phase === "active" ? "join" : "call" };
}

/** Not oneself; a space or room only where a provider calls it: a button that is always refused would be a dead one. */
function canBeCalled(client: Pick<CallClient, "me" | "providers">, target: CallTarget): boolean {
  return target.type === "user"
    ? target.id !== client.me?.party.id
    : client.providers.some((way) => way.targets.includes(target.type));
}

/** The live call with or of the target. */
function liveCall({ calls }: Pick<CallClient, "calls">, target: CallTarget): Call | undefined {
  return [...calls.values()].find(
    (call) =>
      call.phase !== "ended" && (isSameTarget(call.target, target) || hasPerson(call, target)),
  );
}

function hasPerson(call: Call, target: CallTarget): boolean {
  return (
    target.type === "user" &&
    call.target.type === "user" &&
    ownParticipant(call, { party: target }) !== undefined
  );
}
