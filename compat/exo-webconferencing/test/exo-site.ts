import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttp, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { signToken } from "@ringline/host";
import type { LogLine, Result } from "@ringline/protocol";
import { type CallServer, createServer } from "@ringline/server";
import { launchChromium } from "@ringline/testing";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { exo } from "../src/server/index.ts";
import { bundle } from "./bundle.ts";

const SECRET = "a secret of these tests, longer than 32 bytes";
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const PEOPLE = [
  {
    type: "user" as const,
    id: "mary",
    name: "Mary Poppins",
    picture: "https://site.example/mary.png",
  },
  { type: "user" as const, id: "john", name: "John Smith" },
  { type: "user" as const, id: "marry", name: "Marry Kay" },
  { type: "user" as const, id: "peter", name: "Peter" },
  { type: "user" as const, id: "root", name: "Root Admin" },
];
const TEAM = { id: "product_team", title: "Product Team", members: ["mary", "john", "peter"] };
const CLUB = { id: "book_club", title: "Book Club", members: ["marry", "john"] };
const ROOM = { id: "team-123", title: "Lunch Club", members: ["mary", "john"] };

const SETTINGS = `<form class="settingsForm"><label>Address <input></label></form>`;
const PORTAL = `window.eXo = { env: { portal: { context: "/portal", rest: "rest", language: "en" } } };`;

export interface OpenOptions {
  person: string;
  /** Of the page; a call page has none. */
  isPortal?: boolean;
  body?: string;
  /** Runs after jQuery and the module's script, before `init`. */
  script?: string;
  /** Default true. */
  init?: boolean;
  /** Default: en. */
  lang?: string;
  /** For `init`, beside the id and the names. */
  user?: object;
  /** For `init`, beside where the call server is. */
  context?: object;
  /** Runs before everything else of the page. */
  before?: string;
}

interface Parts {
  browser: Browser;
  site: Server;
  calls: CallServer;
  files: string;
  /** Of the site, by path. */
  pages: Map<string, string>;
}

/**
 * A portal of ten years ago and a call server with providers of the older API, both real, and browsers of several people. The
 * script comes from the call server, built as it is for everybody.
 */
export class ExoSite {
  readonly #parts: Parts;
  readonly #contexts = new Map<string, BrowserContext>();
  readonly callServer: string;

  private constructor(parts: Parts, callServer: string) {
    this.#parts = parts;
    this.callServer = callServer;
  }

  /** `account`: what the connector `myconnector` asks people for. */
  static async start({ account = "" }: { account?: string } = {}): Promise<ExoSite> {
    const files = await mkdtemp(join(tmpdir(), "exo-site-"));
    await writeFile(
      join(files, "exo-webconferencing.js"),
      await bundle("../src/browser/script.ts"),
    );
    const jquery = await readFile(fileURLToPath(import.meta.resolve("jquery")));
    const pages = new Map<string, string>();
    const at = { calls: "" };
    const site = createHttp(async (request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://site");
      if (pathname === "/token") return void response.end(await token(request, at.calls));
      if (pathname === "/nobody") return void response.writeHead(401).end();
      if (pathname === "/jquery.js") {
        return void response.setHeader("content-type", "text/javascript").end(jquery);
      }
      const page = pathname === "/myconnector/settings" ? SETTINGS : pages.get(pathname);
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.writeHead(statusOf(pathname, page)).end(page ?? "its text");
    });
    await once(site.listen(0, "127.0.0.1"), "listening");
    const port = await freePort();
    at.calls = `http://127.0.0.1:${port}`;
    const calls = await createServer({
      publicUrl: at.calls,
      origins: [urlOf(site)],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      files,
      connectors: [
        {
          connector: exo,
          settings: {
            providers: [
              { type: "myconnector", title: "My Connector", account },
              { type: "dialler", title: "Dialler", account: "Dialler number" },
              { type: "other", title: "Other" },
              { type: "third", title: "Third" },
            ],
          },
        },
      ],
      // The same two people call each other in every test.
      limits: { ringsPerPair: 1_000, ringsPerHour: 10_000 },
      logger: SILENT,
    });
    await calls.listen({ port, host: "127.0.0.1" });
    await calls.people.put(PEOPLE);
    await calls.spaces.put([TEAM, CLUB]);
    await calls.rooms.put([ROOM]);
    const browser = await launchChromium();
    return new ExoSite({ browser, site, calls, files, pages }, at.calls);
  }

  /** A page of somebody's, in a browser of their own; after `init` it is connected. */
  async open(options: OpenOptions): Promise<Page> {
    const { person, isPortal = true, init = true } = options;
    const { pages } = this.#parts;
    const path = `${isPortal ? "/portal" : "/call"}/${pages.size}`;
    pages.set(path, this.#page(options));
    const context = await this.#contextOf(person);
    const page = await context.newPage();
    if (options.before) await page.addInitScript(options.before);
    await page.goto(`${urlOf(this.#parts.site)}${path}`);
    if (init) await page.waitForFunction("webConferencing.isConnected");
    return page;
  }

  /** Puts an account of a connector into somebody's profile, as an administrator. */
  async giveAccount(person: string, name: string, type = "dialler"): Promise<void> {
    const authorization = `Bearer ${await signed("root", this.callServer, ["admin"])}`;
    const headers = { authorization, "content-type": "application/json" };
    const body = JSON.stringify({ person, fields: { name } });
    const url = `${this.callServer}/v1/accounts/${type}`;
    const { status } = await fetch(url, { method: "PUT", headers, body });
    if (status !== 200) throw new Error(`the account was answered ${status}`);
  }

  /** Chooses somebody's status, as they would on a page of ours. */
  async choose(person: string, status: string): Promise<void> {
    const authorization = `Bearer ${await signed(person, this.callServer, [])}`;
    const headers = { authorization, "content-type": "application/json" };
    const url = `${this.callServer}/v1/presence`;
    const answer = await fetch(url, { method: "PUT", headers, body: JSON.stringify({ status }) });
    if (!answer.ok) throw new Error(`the status was answered ${answer.status}`);
  }

  /** What an administrator finds by a reference, once it is there. */
  async logOf(reference: string): Promise<LogLine | undefined> {
    const authorization = `Bearer ${await signed("root", this.callServer, ["admin"])}`;
    for (const end = Date.now() + 10_000; Date.now() < end; ) {
      const url = `${this.callServer}/v1/logs?reference=${encodeURIComponent(reference)}`;
      const response = await fetch(url, { headers: { authorization } });
      if (response.ok) return ((await response.json()) as Result<"logs.find">).entry;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return undefined;
  }

  /** Switches a provider's remote log, as an administrator. */
  async switchLog(type: string, isOn: boolean): Promise<void> {
    const authorization = `Bearer ${await signed("root", this.callServer, ["admin"])}`;
    const headers = { authorization, "content-type": "application/json" };
    const url = `${this.callServer}/v1/providers/${type}/log`;
    const { status } = await fetch(url, { method: "PUT", headers, body: JSON.stringify({ isOn }) });
    if (status !== 200) throw new Error(`the switch answered ${status}`);
  }

  /** The lines with that text that the call server has, once there are any. */
  async linesWith(text: string): Promise<LogLine[]> {
    const authorization = `Bearer ${await signed("root", this.callServer, ["admin"])}`;
    for (const end = Date.now() + 10_000; Date.now() < end; ) {
      const url = `${this.callServer}/v1/logs?text=${encodeURIComponent(text)}`;
      const response = await fetch(url, { headers: { authorization } });
      const { lines } = (await response.json()) as Result<"logs.find">;
      if (lines.length > 0) return lines;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [];
  }

  /** For the next test. */
  async reset(): Promise<void> {
    for (const context of this.#contexts.values()) await context.close();
    this.#contexts.clear();
    const { calls } = this.#parts.calls;
    for (const { id } of await calls.list()) await calls.end(id);
  }

  async stop(): Promise<void> {
    const { browser, site, calls, files } = this.#parts;
    await browser.close();
    await calls.close();
    site.close();
    await rm(files, { recursive: true, force: true });
  }

  async #contextOf(person: string): Promise<BrowserContext> {
    const known = this.#contexts.get(person);
    if (known) return known;
    const context = await this.#parts.browser.newContext();
    const { hostname } = new URL(urlOf(this.#parts.site));
    await context.addCookies([{ name: "person", value: person, domain: hostname, path: "/" }]);
    this.#contexts.set(person, context);
    return context;
  }

  #page({ person, isPortal = true, init = true, ...options }: OpenOptions): string {
    const { name } = PEOPLE.find(({ id }) => id === person) ?? { name: person };
    const [firstName = "", lastName = ""] = name.split(" ");
    const user = { id: person, firstName, lastName, ...options.user };
    const ringline = { server: this.callServer, tokenUrl: "/token" };
    const context = JSON.stringify({ ringline, ...options.context });
    const begin = `webConferencing.init(${JSON.stringify(user)}, ${context});
      webConferencing.getUserStatus("${person}").done(function () { webConferencing.isConnected = true; });`;
    return `<!doctype html><html lang="${options.lang ?? "en"}" dir="${options.lang === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8"><title>Portal</title>
      <script>${isPortal ? PORTAL : ""}</script>
      <script src="/jquery.js"></script>
      <script src="${this.callServer}/exo-webconferencing.js"></script>
      <body>${options.body ?? ""}
      <script>${options.script ?? ""}</script>
      <script>${init ? begin : ""}</script></body></html>`;
  }
}

async function token(request: IncomingMessage, audience: string): Promise<string> {
  const person = /person=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  return JSON.stringify({
    token: await signed(person, audience, person === "root" ? ["admin"] : []),
  });
}

function signed(person: string, audience: string, roles: string[]): Promise<string> {
  const { name } = PEOPLE.find(({ id }) => id === person) ?? { name: person };
  return signToken({ secret: SECRET, audience, user: { id: person, name, roles } });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `/status/502` is answered with that. */
function statusOf(pathname: string, page: string | undefined): number {
  const wanted = /^\/status\/(\d{3})$/.exec(pathname)?.[1];
  return Number(wanted ?? (page === undefined ? 404 : 200));
}

async function freePort(): Promise<number> {
  const probe = createHttp();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
