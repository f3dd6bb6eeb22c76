import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** A web site that listens on a port of its own, of empty pages that run one script. */
export interface BrowserSite {
  /** `http://127.0.0.1:1234` */
  origin: string;
  close(): void;
}

/** `script`: its source file. */
export async function startSite(script: URL): Promise<BrowserSite> {
  const code = await bundle(fileURLToPath(script));
  const server = createServer((request, response) => {
    const isScript = request.url?.endsWith(".js");
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? code : '<!doctype html><title>Site</title><script src="/s.js"></script>',
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
    build: { write: false, lib: { entry, formats: ["iife"], name: "_" } },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}
