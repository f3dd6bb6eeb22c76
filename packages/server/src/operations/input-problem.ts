import { CallError } from "@ringline/protocol";
import type { z } from "zod";

/** Fields that hold an id: a wrong one is told by its own code. */
const ID_FIELDS = new Set<PropertyKey>([
  "call",
  "person",
  "people",
  "leave",
  "id",
  "named",
  "space",
  "spaces",
  "room",
  "rooms",
  "members",
]);
const MOST_PATH = 80;

/** What is wrong with an input: which field and what is allowed, never what it held. */
export function inputProblem(error: z.ZodError): CallError {
  const issue = error.issues[0];
  if (!issue) return new CallError("invalid-input");
  const place = issue.path.join(".").slice(0, MOST_PATH);
  if (issue.code === "unrecognized_keys")
    return new CallError("unknown-field", { detail: place || "at the top" });
  const isTooMany = issue.code === "too_big" && issue.origin === "array";
  const isId = !isTooMany && issue.path.some((field) => ID_FIELDS.has(field));
  const detail = `${place || "input"}: ${issue.message}`;
  return new CallError(isId ? "invalid-id" : "invalid-input", { detail });
}
