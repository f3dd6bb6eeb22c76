// biome-ignore-all lint/correctness/noNodejsModules: this part of a test runs in Node, beside the browser.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { launchChromium } from "@ringline/testing";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import { FrameServer } from "./frame-server.ts";

/** A call page that closes its panel when it is told to, as the real one does. */
const CALL_PAGE = `<!doctype html><title>Call</title><button>Hang up</button><script>
  const close = () =>
    parent.postMessage({ type: "ringline-call-closed" }, new URLSearchParams(location.search).get("site"));
  document.querySelector("button").onclick = close;
  onmessage = ({ data }) => data.type === "ringline-call-hang-up" && close();
</script>`;

export interface PageOptions extends BrowserContextOptions {
  body?: string;
  lang?: string;
  /** Runs before anything of the page. */
  before?: string;
  /** Browser halves that the site lets in: their modules' sources, by connector. */
  connectors?: Readonly<Record<string, string>>;
}

/** A page with our elements on one origin and a call server on another one, in a real browser. */
export class ElementsSite {
  readonly server: FrameServer;
  readonly #browser: Browser;
  readonly #site: Server;
  readonly #calls: Server;
  readonly #pages = new Map<string, string>();
  readonly #contexts = new Set<BrowserContext>();

  private constructor(parts: { browser: Browser; script: string }) {
    this.#browser = parts.browser;
    this.#site = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://site");
      const isScript = pathname === "/script.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isScript ? parts.script : this.#pages.get(pathname));
    });
    this.#calls = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(CALL_PAGE);
    });
    this.server = new FrameServer(this.#calls);
  }

  static async start(): Promise<ElementsSite> {
    const [browser, script] = await Promise.all([launchChromium(), bundle()]);
    const site = new ElementsSite({ browser, script });
    for (const server of [site.#site, site.#calls]) {
      await once(server.listen(0, "127.0.0.1"), "listening");
    }
    return site;
  }

  /** Opens a page of Anna's; answers when it is connected. */
  async open({
    body = "",
    lang = "en",
    before,
    connectors = {},
    ...options
  }: PageOptions = {}): Promise<Page> {
    const path = `/${this.#pages.size}`;
    const dir = lang === "ar" ? "rtl" : "ltr";
    this.#pages.set(
      path,
      `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><meta name="referrer" content="same-origin"><title>Stream</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>:root { color-scheme: light dark; font: 16px/1.5 sans-serif; }</style>
      <main><h1>Stream</h1>${body}</main><script src="/script.js"></script></html>`,
    );
    const context = await this.#browser.newContext(options);
    this.#contexts.add(context);
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    for (const [id, body] of Object.entries(connectors)) {
      await page.route(`**/connectors/${id}/browser.js`, (route) =>
        route.fulfill({
          body,
          contentType: "text/javascript",
          headers: { "access-control-allow-origin": "*" },
        }),
      );
    }
    const names = Object.keys(connectors).join("+");
    await page.goto(`${urlOf(this.#site)}${path}?server=${urlOf(this.#calls)}&connectors=${names}`);
    await page.evaluate("page.client.ready");
    return page;
  }

  /** For the next test. */
  async reset(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    this.#contexts.clear();
    this.server.reset();
  }

  async stop(): Promise<void> {
    await this.reset();
    await this.#browser.close();
    this.server.close();
    this.#site.close();
    this.#calls.close();
  }
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["ringline-source", "browser", "module", "default"] },
    build: {
      write: false,
      target: "esnext",
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("page.ts", import.meta.url)),
        formats: ["iife"],
        name: "_",
      },
    },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return output[0].code;
}
