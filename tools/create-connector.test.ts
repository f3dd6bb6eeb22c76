import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  failures,
  runChecks,
  serverChecks,
} from "../packages/connector-spi/src/conformance/index.ts";
// @ts-expect-error: a plain script without types.
import { createConnector } from "./create-connector.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-create-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("[SCAFFOLD1] a copy of the template has another name everywhere, and nothing of the old one", () => {
  const copy = createConnector("acme", join(folder, "acme"));
  const files = globSync("**/*", { cwd: copy }).filter((path) => /\.\w+$/.test(path));
  const text = files.map((path) => readFileSync(join(copy, path), "utf8")).join("\n");

  expect(files.length).toBeGreaterThan(10);
  expect(text).not.toMatch(/template/i);
  expect(JSON.parse(readFileSync(join(copy, "package.json"), "utf8")).name).toBe(
    "@ringline/connector-acme",
  );
  expect(existsSync(join(copy, "node_modules"))).toBe(false);
});

it("[SCAFFOLD2] the server half of a copy keeps the rules at once", async () => {
  const copy = createConnector("acme", join(folder, "acme"));
  const { connector } = await import(pathToFileURL(join(copy, "src/server/index.ts")).href);

  const outcomes = await runChecks(serverChecks({ connector }));

  expect(failures(outcomes)).toEqual([]);
  expect(outcomes.filter(({ result }) => result === "pass").length).toBeGreaterThan(9);
});

it.each(["", "Acme", "1st", "a b", "../x", "template", "webrtc"])(
  "[SCAFFOLD1] no copy is made under the name %j",
  (name) => {
    expect(() => createConnector(name, join(folder, "copy"))).toThrow(/name must be|already/);
    expect(existsSync(join(folder, "copy"))).toBe(false);
  },
);
