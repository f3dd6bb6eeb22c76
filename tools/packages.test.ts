import { expect, it } from "vitest";
import { isInstalled } from "./packages.mjs";

const lock = (version: string, extra = {}) => ({
  packages: { "": {}, "packages/server": {}, "node_modules/ws": { version, ...extra } },
});

it("packages are installed when each locked version is there", () => {
  expect(isInstalled(lock("8.23.0"), lock("8.23.0"))).toBe(true);
});

it.each([
  ["nothing was ever installed", undefined],
  ["a package is missing", { packages: {} }],
  ["a package is of another version", lock("8.22.0")],
])("packages are not installed when %s", (_, installed) => {
  expect(isInstalled(lock("8.23.0"), installed)).toBe(false);
});

it("a package for another platform need not be there", () => {
  expect(isInstalled(lock("8.23.0", { optional: true }), { packages: {} })).toBe(true);
});
