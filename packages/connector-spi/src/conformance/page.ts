import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { basename, dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import type { JoinGrant } from "@ringline/protocol";
import type { Outcome } from "./check.ts";
import type { HalfInPage } from "./in-page.ts";
import { entryOf, type ServerChecksOptions, withConnector } from "./server-context.ts";

/** What is needed of a browser; Playwright's `Browser` is one. */
export interface LaunchedBrowser {
  newPage(): Promise<{
    goto(url: string): Promise<unknown>;
    evaluate(expression: string): Promise<unknown>;
    close(): Promise<void>;
  }>;
  close(): Promise<void>;
}

/** A connector with a browser half. */
export interface BrowserHalfOptions extends ServerChecksOptions {
  /** Chromium with `--allow-loopback-in-peer-connection`. */
  launch(): Promise<LaunchedBrowser>;
  /** Only these, e.g. `["SPI17"]`. Default: all. */
  rules?: readonly string[];
}

const HERE = dirname(fileURLToPath(import.meta.url));
const ENDING = extname(fileURLToPath(import.meta.url));
/** As strict as the call page's own. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; media-src blob:; base-uri 'none'";

/** Runs the rules of browser halves in a real browser; a connector without one has none to keep. */
export async function checkBrowserHalf(options: BrowserHalfOptions): Promise<Outcome[]> {
  const { browser: half, id } = options.connector.manifest;
  if (half === undefined) return [];
  const entry = sourceOf(fileURLToPath(half.module));
  const server = createServer((request, response) => void serve(request, response, dirname(entry)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const launched = await options.launch();
  try {
    const page = await launched.newPage();
    await page.goto(`http://127.0.0.1:${portOf(server)}/`);
    const told: HalfInPage = {
      id,
      module: `/half/${basename(entry)}`,
      ...(await facts(options)),
      ...(options.rules && { rules: options.rules }),
    };
    const run = `import("/conformance/in-page${ENDING}").then((page) => page.checkHalf(${JSON.stringify(told)}))`;
    return (await page.evaluate(run)) as Outcome[];
  } finally {
    await launched.close();
    server.closeAllConnections();
    server.close();
  }
}

async function facts(
  options: ServerChecksOptions,
): Promise<Pick<HalfInPage, "drawsButton" | "grants">> {
  const found: { drawsButton: boolean; grants?: Record<"p1" | "p2", JoinGrant> } = {
    drawsButton: false,
  };
  await withConnector(options, async ({ running, providers }) => {
    found.drawsButton = providers.some(({ draws }) => draws?.includes("button"));
    const provider = providers.find(({ grant }) => grant === "session");
    if (provider === undefined) return;
    const place = await running.open?.(entryOf(provider).call, 1, AbortSignal.timeout(5_000));
    const admit = (participant: "p1" | "p2") =>
      running.admit(entryOf(provider, { participant, place }), AbortSignal.timeout(5_000));
    found.grants = { p1: await admit("p1"), p2: await admit("p2") };
  });
  return found;
}

/** A connector names its module as it is built; where it runs from its sources, that is the source. */
function sourceOf(path: string): string {
  const source = path.replace(/\.js$/, ".ts");
  return existsSync(path) || !existsSync(source) ? path : source;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  half: string,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  response.setHeader("Content-Security-Policy", POLICY);
  const [, folder, ...rest] = pathname.split("/");
  const root = folder === "half" ? half : folder === "conformance" ? HERE : undefined;
  if (root === undefined) {
    response
      .setHeader("Content-Type", "text/html")
      .end("<!doctype html><title>Check</title><body></body>");
    return;
  }
  try {
    const path = join(root, normalize(`/${rest.join("/")}`));
    const text = await readFile(path, "utf8");
    const script = path.endsWith(".ts") ? stripTypeScriptTypes(text) : text;
    response.setHeader("Content-Type", "text/javascript").end(script);
  } catch {
    response.writeHead(404).end();
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
