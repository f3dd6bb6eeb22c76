import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build, type Rolldown } from "vite";

/** A loopback server with one page that runs the laboratory. */
export async function serveLaboratory(): Promise<{ url: string; close(): void }> {
  const script = await bundle(fileURLToPath(new URL("./laboratory.ts", import.meta.url)));
  const server = createServer((request, response) => {
    if (request.url === "/laboratory.js")
      response.setHeader("Content-Type", "text/javascript").end(script);
    else
      response
        .setHeader("Content-Type", "text/html")
        .end('<!doctype html><title>Laboratory</title><script src="/laboratory.js"></script>');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

/** Waits until the expression, asked in the page, is true; it may be a promise. */
export async function until(page: Page, expression: string, timeout = 20_000): Promise<void> {
  const end = performance.now() + timeout;
  while ((await page.evaluate(expression)) !== true) {
    if (performance.now() > end) throw new Error(`not within ${timeout} ms: ${expression}`);
    await page.waitForTimeout(50);
  }
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "_" } },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}
