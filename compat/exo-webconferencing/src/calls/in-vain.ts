import type { Call, EndReason } from "@ringline/protocol";
import { titleOf } from "./exo-call.ts";
import { ExoFailure } from "./exo-error.ts";

type Words = (whom: string) => string;

const over: Words = (whom) => `The call to ${whom} is over already`;

const WORDS: Record<EndReason, Words> = {
  unreachable: (whom) => `${whom} cannot be reached now`,
  busy: (whom) => `${whom} is busy`,
  declined: (whom) => `${whom} has declined the call`,
  "no-answer": (whom) => `${whom} did not answer`,
  failed: (whom) => `The call to ${whom} failed`,
  "hung-up": over,
  cancelled: over,
  transferred: over,
  expired: over,
};

/**
 * The call that was placed, once it rings or is active. The older API looks at no reason of a call's end: what was over as soon
 * as it was placed is refused in words, as nobody would be told otherwise that the other person is not there.
 * @throws {ExoFailure} CLIENT_ERROR
 */
export function notInVain(call: Call): Call {
  if (call.phase !== "ended") return call;
  throw new ExoFailure("CLIENT_ERROR", WORDS[call.endReason](titleOf(call)));
}
