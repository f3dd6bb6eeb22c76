import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CONFIG_ENV, SETTING_TABLE } from "../settings/setting-table.ts";

const page = readFileSync(new URL("../../../../docs/settings.md", import.meta.url), "utf8");
const rows = page
  .slice(0, page.indexOf("## Connectors"))
  .split("\n")
  .filter((line) => /^\| `(PORT|RINGLINE_)/.test(line));

/** The row that the page must have for a setting. */
function rowOf([name, { env, schema, allowed, example }]: [
  string,
  (typeof SETTING_TABLE)[keyof typeof SETTING_TABLE],
]): string {
  const standard = schema.parse(undefined);
  const shown = standard === undefined || Array.isArray(standard) ? "" : `\`${standard}\``;
  return `| \`${env}\` | \`${name}\` | ${shown} | ${allowed}; e.g. \`${example}\` |`;
}

it("[CONF13] docs/settings.md lists each setting with its default and what it must be", () => {
  const config = `| \`${CONFIG_ENV}\` | | | the path of a JSON file with settings; e.g. \`/etc/ringline.json\` |`;

  const expected = [...Object.entries(SETTING_TABLE).map(rowOf), config];
  expect(rows.toSorted()).toEqual(expected.toSorted());
});
