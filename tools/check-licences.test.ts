import { expect, it } from "vitest";
import { problemsOf } from "./check-licences.mjs";

const entry = { version: "9.0.0", integrity: "sha512-x", license: "MIT" };
const lock = (packages: object) => ({ packages: { "": {}, ...packages } });

it.each([
  ["a licence that binds our users", { license: "GPL-3.0" }, "x has the licence GPL-3.0"],
  ["no licence", { license: undefined }, "x has the licence undefined"],
  ["an install script", { hasInstallScript: true }, "x has an install script"],
  ["no integrity", { integrity: undefined }, "x has no integrity"],
  ["another source", { resolved: "git+ssh://x" }, "x comes from git+ssh://x"],
])("a run-time package with %s is a problem", (_, change, problem) => {
  expect(problemsOf(lock({ "node_modules/x": { ...entry, ...change } }))).toEqual([problem]);
});

it("a development package may have another licence and an install script", () => {
  const dev = { ...entry, dev: true, license: "MPL-2.0", hasInstallScript: true };

  expect(problemsOf(lock({ "node_modules/x": dev }))).toEqual([]);
});

it("a version with a known hole is a problem", () => {
  expect(problemsOf(lock({ "node_modules/ws": { ...entry, version: "8.20.1" } }))).toEqual([
    "ws 8.20.1 is older than 8.21.0",
  ]);
});

it("a sixteenth direct run-time dependency is a problem", () => {
  const names = Array.from({ length: 16 }, (_, index) => [`package-${index}`, "1.0.0"]);

  expect(
    problemsOf(lock({ "packages/server": { dependencies: Object.fromEntries(names) } })),
  ).toEqual(["16 direct run-time dependencies, more than 15"]);
});
