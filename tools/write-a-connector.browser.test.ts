import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(join(ROOT, "docs/write-a-connector.md"), "utf8");
/** Files that the page shows whole: the name, and the block below it. */
const files = [...page.matchAll(/^`([\w.]+)`\n\n```\w+\n([\s\S]*?)^```/gm)];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-page-"));
  for (const [, name = "", text = ""] of files) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("[SCAFFOLD3] the connector that docs/write-a-connector.md writes keeps every rule, in both halves", () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["tools/check-connector.mjs", folder],
    { cwd: ROOT, encoding: "utf8" },
  );

  expect(files.map(([, name]) => name)).toEqual(["package.json", "server.js", "browser.js"]);
  expect(stdout + stderr).toMatch(/\d+ pass, 0 fail/);
  expect(stdout).toMatch(/pass +SPI17/);
  expect(status).toBe(0);
});

it("[SCAFFOLD3] the test that the page shows names what there is", async () => {
  const [, names = ""] =
    /import \{ ([^}]+) \} from "@ringline\/connector-spi\/conformance"/.exec(page) ?? [];
  const suite = await import("../packages/connector-spi/src/conformance/index.ts");

  for (const name of names.split(", ")) expect(suite).toHaveProperty(name);
});
