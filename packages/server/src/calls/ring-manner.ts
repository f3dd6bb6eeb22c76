import type { ChosenStatus } from "@ringline/protocol";
import type { RingManner } from "./call-record.ts";

/** How a call arrives at a person's devices. */
export function ringManner(
  status: ChosenStatus,
  { isTalking, isQuiet }: { isTalking: boolean; isQuiet: boolean },
): RingManner {
  if (status === "do-not-disturb" || status === "invisible") return "quietly";
  if (isTalking) return "knock";
  return isQuiet ? "quietly" : "aloud";
}
