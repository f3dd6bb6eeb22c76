import type { CallId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** What people notice of a call's sound and picture, worst first. */
export const QUALITY_PROBLEMS = [
  /** Nothing is heard of the other side, which is not muted. */
  "sound-missing",
  /** One's own sound does not go out. */
  "not-heard",
  /** The other side's picture stands still. */
  "picture-frozen",
  /** 5 % or more of what should come is lost. */
  "weak-receiving",
  /** 5 % or more of what goes out is lost. */
  "weak-sending",
] as const;
export type QualityProblem = (typeof QUALITY_PROBLEMS)[number];

export interface QualityOperations {
  /** A call page says what its person begins to notice: counted in the metrics, kept nowhere. */
  "calls.report": {
    input: { call: CallId; problem: QualityProblem };
    result: Record<string, never>;
  };
}

export const QUALITY_OPERATIONS: { readonly [Name in keyof QualityOperations]: OperationEntry } = {
  "calls.report": {
    rest: { method: "POST", path: "/v1/calls/{call}/report" },
    who: ["seat"],
    codes: ["call-not-found"],
  },
};
