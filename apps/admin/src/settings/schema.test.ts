import { expect, it } from "vitest";
import { typedAs } from "./schema.ts";

it.each<[string, "number" | "integer" | "boolean" | "string", unknown]>([
  ["7", "integer", 7],
  ["0.5", "number", 0.5],
  ["seven", "integer", "seven"],
  ["1e999", "number", "1e999"],
  ["true", "boolean", true],
  ["false", "boolean", false],
  ["yes", "boolean", "yes"],
  ["7", "string", "7"],
])("%s, typed where a %s is wanted, is sent as %j", (typed, type, sent) => {
  expect(typedAs(typed, { type })).toBe(sent);
});
