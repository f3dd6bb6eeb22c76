import type { CallClient } from "@ringline/client";
import type { Call, CallId, CallTarget, PresenceStatus } from "@ringline/protocol";
import { isSameTarget, ownParticipant } from "../desk/parties.ts";
import type { ButtonMessage } from "../locales/en.ts";

/** What a call button can do now, and the words that say why. */
export interface ButtonState {
  /** `hidden`: oneself, and what no provider can call. `words`: no button but words. `return`: leads back to the call that runs. */
  act: "hidden" | "words" | "wait" | "call" | "return";
  /** Absent where there is nothing to say about the target. */
  description?: ButtonMessage;
  /** With `return`: the call that runs. */
  call?: CallId;
  /** Of a user, while it is known. */
  presence?: PresenceStatus | undefined;
}

/** Reads off the client what the button for `target` is. */
export function buttonState(
  client: Pick<CallClient, "state" | "me" | "calls" | "presence">,
  target: CallTarget,
  canCall: boolean,
): ButtonState {
  // No provider calls spaces, rooms and addresses yet: a button that is always refused would be a dead one.
  if (target.type !== "user" || target.id === client.me?.party.id) return { act: "hidden" };
  if (!canCall) return { act: "words", description: "no-webrtc" };
  const isConnected = client.state === "connected";
  const presence = isConnected ? client.presence(target.id) : undefined;
  const running = runningCall(client, target);
  if (running) {
    const description = running.phase === "ringing" ? "calling" : "in-this-call";
    return { act: "return", description, call: running.id, presence };
  }
  if (!isConnected) return { act: "wait", description: "connecting" };
  return presence ? { act: "call", description: `status-${presence}`, presence } : { act: "call" };
}

/** The live call in which this person sits with the target. */
function runningCall(
  { calls, me }: Pick<CallClient, "calls" | "me">,
  target: CallTarget,
): Call | undefined {
  return [...calls.values()].find(
    (call) =>
      call.phase !== "ended" &&
      ownParticipant(call, me)?.state === "joined" &&
      (isSameTarget(call.target, target) || hasPerson(call, target)),
  );
}

function hasPerson(call: Call, target: CallTarget): boolean {
  return (
    target.type === "user" &&
    call.target.type === "user" &&
    call.participants.some(({ party }) => party.type !== "address" && party.id === target.id)
  );
}
