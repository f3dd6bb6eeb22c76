import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

declare global {
  var axe: {
    run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
  };
}

/** What axe finds wrong with the page as it stands, shadow trees included: one line per kind. Nothing is a clean bill. */
export async function accessibilityFaults(view: Page | Frame): Promise<string[]> {
  await view.evaluate(source);
  const violations = await view.evaluate(async () => (await globalThis.axe.run()).violations);
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}
