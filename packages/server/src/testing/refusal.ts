import { CallError } from "@ringline/protocol";

/** The refusal that this brings; anything else is a failed test. */
export function refusal(act: () => unknown): CallError {
  try {
    act();
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
