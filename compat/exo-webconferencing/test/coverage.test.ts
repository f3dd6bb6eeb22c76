import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const rules = new Set(
  [...read("../../../packages/protocol/SPEC.md").matchAll(/^- \*\*(\w+)\*\*/gm)].map(
    ([, id]) => id,
  ),
);
/** The last column says what shows the line. */
const rows = read("../COVERAGE.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (-|§|rule)/.test(line))
  .map((line) => line.split(" | "));

it("every line of the older API has rules that there are, or a reason why it is not kept", () => {
  const faults = rows.flatMap((cells) => {
    const said = cells.at(-1)?.replace(/ \|$/, "") ?? "";
    const ids = said.match(/\b(EXO|BAYEUX)\d+/g) ?? [];
    const missing = ids.filter((id) => !rules.has(id));
    const isReasoned = /^not (kept|here): ./.test(said);
    const isNamed = ids.length > 0 && (isReasoned || said === ids.join(" "));
    return missing.length > 0 || !(isNamed || isReasoned)
      ? [`${cells[1] ?? cells[0]}: ${said}`]
      : [];
  });

  expect(faults).toEqual([]);
  expect(rows.length).toBeGreaterThan(110);
});
