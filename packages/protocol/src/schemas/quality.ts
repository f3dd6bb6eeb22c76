import { z } from "zod";
import { QUALITY_PROBLEMS, type QualityOperations } from "../quality.ts";
import { callId } from "./ids.ts";

export const QUALITY_SCHEMAS: {
  readonly [Name in keyof QualityOperations]: z.ZodType<QualityOperations[Name]["input"]>;
} = {
  "calls.report": z.strictObject({ call: callId, problem: z.enum(QUALITY_PROBLEMS) }),
};
