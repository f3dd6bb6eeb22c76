import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./free-port.ts";

export interface SiteOptions {
  /** Environment of the server, beside port and data folder. */
  settings?: Readonly<Record<string, string>>;
}

const ROOT = new URL("../../../", import.meta.url);

/**
 * What `npm start` runs, on a free port and a data folder of its own: the call server at `http://127.0.0.1:PORT`, the demo
 * site at `http://localhost:PORT`: two sites for the browser.
 */
export class RinglineSite {
  readonly port: number;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #data: string;
  #process: Child | undefined;
  #earlierOutput = "";

  private constructor(port: number, data: string, settings: Readonly<Record<string, string>>) {
    this.port = port;
    this.#data = data;
    this.#settings = settings;
  }

  static async start({ settings = {} }: SiteOptions = {}): Promise<RinglineSite> {
    const data = await mkdtemp(join(tmpdir(), "ringline-e2e-"));
    const site = new RinglineSite(await freePort(), data, settings);
    await site.restart();
    return site;
  }

  /** The demo site. */
  get portal(): string {
    return `http://localhost:${this.port}`;
  }

  get callServer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything that the server ever said. */
  get output(): string {
    return this.#earlierOutput + (this.#process?.output ?? "");
  }

  get isAlive(): boolean {
    return this.#process?.isAlive ?? false;
  }

  /** Starts it again on the same data; settles when it is ready. */
  async restart(): Promise<void> {
    await this.kill();
    this.#earlierOutput = this.output;
    const child = new Child(
      process.execPath,
      ["--conditions=ringline-source", "apps/standalone/src/main.ts"],
      { cwd: ROOT, env: this.#environment() },
    );
    this.#process = child;
    const ready = eventually("the server is ready", () => this.#isReady(), { withinMs: 30_000 });
    const ended = child.exited.then(() => {
      throw new Error(`the server ended:\n${child.output.slice(-4_000)}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ready, ended]);
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    await rm(this.#data, { recursive: true, force: true });
  }

  #environment(): Record<string, string> {
    const { PATH = "", HOME = "", TZ = "" } = process.env;
    const fixed = { PORT: String(this.port), RINGLINE_DATA: this.#data, RINGLINE_DEMO: "true" };
    const hurried = { RINGLINE_DRAIN_SECONDS: "0" };
    return { PATH, HOME, TZ, ...fixed, ...hurried, ...this.#settings };
  }

  async #isReady(): Promise<boolean> {
    const response = await fetch(`${this.callServer}/readyz`);
    return response.ok;
  }
}
