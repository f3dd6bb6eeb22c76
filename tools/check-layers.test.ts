import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import rules from "../.dependency-cruiser.mjs";
import { cruise } from "./check-layers.mjs";

/** A small tree that breaks each rule: rule → [file, what it imports]. */
const planted: Record<string, [string, string]> = {
  "no-cycles": ["packages/client/src/a.ts", "./b.ts"],
  resolvable: ["packages/client/src/c.ts", "./absent.ts"],
  "no-undeclared": ["apps/call/src/d.ts", "undeclared"],
  "not-to-test": ["packages/client/src/e.ts", "./f.test.ts"],
  "testing-is-for-tests": ["packages/elements/src/q.ts", "../../../testing/src/index.ts"],
  "no-deep-imports": ["packages/elements/src/g.ts", "../../client/src/b.ts"],
  "protocol-stands-alone": ["packages/protocol/src/h.ts", "../../client/src/index.ts"],
  "contract-imports-nothing": ["packages/protocol/src/i.ts", "zod"],
  "spi-knows-only-protocol": [
    "packages/connector-spi/src/server/j.ts",
    "../../../server/src/index.ts",
  ],
  "host-stands-alone": ["packages/host/src/k.ts", "../../protocol/src/index.ts"],
  "client-below-elements": ["packages/client/src/l.ts", "../../elements/src/index.ts"],
  "client-without-dependencies": ["packages/client/src/m.ts", "zod"],
  "connectors-know-only-the-spi": [
    "connectors/link/src/server/n.ts",
    "../../../../packages/server/src/index.ts",
  ],
  "libraries-know-no-connector": [
    "packages/server/src/o.ts",
    "../../../connectors/link/src/server/index.ts",
  ],
  "libraries-know-no-app": ["packages/server/src/p.ts", "../../../apps/standalone/src/index.ts"],
  "only-standalone-knows-the-demo": ["apps/embed/src/q.ts", "../../../demo/portal/src/index.ts"],
  "demo-is-any-site": ["demo/portal/src/r.ts", "../../../packages/server/src/index.ts"],
  "browser-without-node": ["connectors/link/src/browser/s.ts", "node:fs"],
  "browser-without-server": ["apps/call/src/t.ts", "../../../packages/server/src/index.ts"],
  "server-without-browser": ["connectors/link/src/server/u.ts", "../browser/index.ts"],
  "bayeux-is-a-client": ["compat/cometd/src/server/u.ts", "../browser/index.ts"],
  "doors-know-operations": ["packages/server/src/http/v.ts", "../signalling/socket.ts"],
  "domain-knows-no-transport": ["packages/server/src/presence/w.ts", "ws"],
  "domain-below-operations": ["packages/server/src/calls/x.ts", "../operations/place.ts"],
  "store-knows-nobody-above": ["packages/server/src/store/y.ts", "../calls/delivery.ts"],
  "only-open-knows-the-database": [
    "packages/server/src/operations/z.ts",
    "../store/sqlite-store.ts",
  ],
  "machine-is-pure": ["packages/server/src/calls/call-machine.ts", "../clock.ts"],
};

/** What the planted files import: there, and empty. */
const innocent = [
  "packages/client/src/f.test.ts",
  "packages/client/src/index.ts",
  "packages/protocol/src/index.ts",
  "packages/elements/src/index.ts",
  "packages/server/src/index.ts",
  "packages/server/src/clock.ts",
  "packages/server/src/signalling/socket.ts",
  "packages/server/src/operations/place.ts",
  "packages/server/src/calls/delivery.ts",
  "packages/server/src/store/sqlite-store.ts",
  "connectors/link/src/server/index.ts",
  "connectors/link/src/browser/index.ts",
  "compat/cometd/src/browser/index.ts",
  "apps/standalone/src/index.ts",
  "demo/portal/src/index.ts",
  "testing/src/index.ts",
];

let tree = "";

function write(path: string, text: string) {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "ringline-layers-"));
  write(
    "package.json",
    '{ "name": "tree", "type": "module", "dependencies": { "zod": "1", "ws": "1" } }',
  );
  for (const name of ["zod", "ws", "undeclared"]) {
    write(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`);
    write(`node_modules/${name}/index.js`, "");
  }
  for (const path of innocent) write(path, "export const one = 1;\n");
  write("packages/client/src/b.ts", 'import "./a.ts";\nexport const two = 2;\n');
  for (const [path, target] of Object.values(planted)) write(path, `import "${target}";\n`);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

it("every rule fires on the violation that was planted for it", () => {
  const { violations } = cruise(tree);

  const fired = Object.entries(planted).filter(([rule, [path]]) =>
    violations.some((violation) => violation.rule === rule && violation.from === path),
  );
  expect(fired.map(([rule]) => rule)).toEqual(rules.forbidden.map(({ name }) => name));
});

it("a tree without violations is green, and each of its files was looked at", () => {
  for (const [path] of Object.values(planted)) write(path, "export const nothing = 0;\n");
  write("packages/client/src/b.ts", "");

  const { violations, unseen } = cruise(tree);

  expect(violations).toEqual([]);
  expect(unseen).toEqual([]);
});
