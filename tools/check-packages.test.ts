import { expect, it } from "vitest";
import { problemsOf } from "./check-packages.mjs";

const manifest = {
  name: "@ringline/host",
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
};
const entry = ["package.json", "dist/index.js", "dist/index.d.ts"];

it("a package that sends its entry and nothing of its tests is without problems", () => {
  expect(problemsOf(manifest, entry)).toEqual([]);
});

it.each(["dist/sign.test.js", "dist/testing/site.js", "dist/.tsbuildinfo", "src/index.ts", ".env"])(
  "%s should not be sent",
  (path) => {
    expect(problemsOf(manifest, [...entry, path])).toEqual([
      `@ringline/host: ${path} should not be sent`,
    ]);
  },
);

it("an entry that is not sent is a problem", () => {
  expect(problemsOf(manifest, ["package.json", "dist/index.js"])).toEqual([
    "@ringline/host: dist/index.d.ts is exported, and not sent",
  ]);
});
