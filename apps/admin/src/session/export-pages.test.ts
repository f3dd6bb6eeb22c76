import { expect, it } from "vitest";
import { asOneArray, exportPages } from "./export-pages.ts";

/** Three pages, each behind the one before. */
async function ask({ before }: { before?: string }) {
  const page = Number(before ?? 0);
  return { content: JSON.stringify([page]), ...(page < 2 && { next: String(page + 1) }) };
}

it.each([
  [2, ["[0]", "[1]"], true],
  [3, ["[0]", "[1]", "[2]"], false],
  [50, ["[0]", "[1]", "[2]"], false],
])(
  "at most %i pages go into one file, which says whether there is more",
  async (most, pages, isCut) => {
    expect(await exportPages(ask, most)).toEqual({ pages, isCut });
  },
);

it("pages of JSON are one array", () => {
  expect(JSON.parse(asOneArray(["[0]", "[1,2]"]))).toEqual([0, 1, 2]);
});
