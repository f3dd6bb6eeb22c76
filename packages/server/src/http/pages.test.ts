import { readFileSync } from "node:fs";
import {
  CLOSE_CODES,
  COMMON_CODES,
  ERROR_CODES,
  OPERATIONS,
  type OperationName,
} from "@ringline/protocol";
import { INPUT_SCHEMAS } from "@ringline/protocol/schemas";
import { expect, it } from "vitest";
import { z } from "zod";

const page = (name: string) =>
  readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), "utf8");
const rowsOf = (text: string, start: RegExp) => text.split("\n").filter((line) => start.test(line));

it("[HTTP18] docs/errors.md lists each error code with status, helper and meaning", () => {
  const expected = Object.entries(ERROR_CODES).map(
    ([code, { status, helper, meaning }]) => `| \`${code}\` | ${status} | ${helper} | ${meaning} |`,
  );

  expect(rowsOf(page("errors.md"), /^\| `/)).toEqual(expected);
});

it("[HTTP18] docs/errors.md lists each close code with what to do", () => {
  const rows = rowsOf(page("errors.md"), /^\| \d/);
  const shown = rows.map((row) =>
    row
      .split("|")
      .slice(1, 3)
      .map((cell) => cell.trim()),
  );

  expect(shown).toEqual(
    Object.entries(CLOSE_CODES).map(([name, code]) => [`${code}`, `\`${name}\``]),
  );
  expect(rows.every((row) => (row.split("|")[3]?.trim().length ?? 0) > 10)).toBe(true);
});

it("[HTTP18] docs/api.md lists each operation with path, input, who may ask and refusals", () => {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const expected = names.map((name) => {
    const { rest, who, codes } = OPERATIONS[name];
    const cells = [
      `\`${rest.method} ${rest.path}\``,
      inputOf(name),
      who.join(", "),
      codes.join(", "),
    ];
    return `| \`${name}\` | ${cells.join(" | ")} |`;
  });

  expect(rowsOf(page("api.md"), /^\| `/).toSorted()).toEqual(expected.toSorted());
});

it("[HTTP18] docs/api.md names what every operation may answer", () => {
  const common = COMMON_CODES.map((code) => `\`${code}\``).join(", ");

  expect(page("api.md")).toContain(`Every operation may also answer ${common}.`);
});

/** The fields of an input, optional ones with a question mark. */
function inputOf(name: OperationName): string {
  const schema = INPUT_SCHEMAS[name];
  const fields = schema instanceof z.ZodObject ? Object.entries(schema.shape) : [];
  return fields
    .map(([field, type]) => `\`${field}${type instanceof z.ZodOptional ? "?" : ""}\``)
    .join(" ");
}
