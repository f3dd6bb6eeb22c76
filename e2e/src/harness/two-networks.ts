import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { FLAGS } from "./chromium.ts";

/** Why no networks can be made here; absent where they can. */
export const networksMissing = whyNot();

const SPACE = `ringline-${process.pid}`;
const LINKS = { first: `rlf${process.pid}`, second: `rls${process.pid}` } as const;
type LinkName = keyof typeof LINKS;

/**
 * A computer of its own in the kernel's eyes, with two ways to this one, of which one is up: as a laptop that leaves the office's
 * cable for another network. Linux, root.
 */
export class TwoNetworks {
  /** This computer, over either way. */
  readonly address: string;
  readonly #prefix: string;
  #folder: string | undefined;
  #browser: Browser | undefined;

  constructor() {
    this.#prefix = `10.${200 + (process.pid % 50)}`;
    this.address = `${this.#prefix}.0.1`;
    ip("netns", "add", SPACE);
    ip("addr", "add", `${this.address}/32`, "dev", "lo");
    inside("link", "set", "lo", "up");
    this.#lay("first", 1);
    this.#lay("second", 2);
    this.#open("first", 1);
  }

  /** A browser on that computer. `server`: the port here at which what it knows as `127.0.0.1:port` and `localhost:port` answers. */
  async startChromium({ port, server }: { port: number; server: number }): Promise<Browser> {
    this.#folder = await mkdtemp(join(tmpdir(), "ringline-networks-"));
    const script = join(this.#folder, "chromium");
    const program = process.env.CHROMIUM ?? "/usr/bin/chromium";
    await writeFile(script, `#!/bin/sh\nexec ip netns exec ${SPACE} ${program} "$@"\n`);
    await chmod(script, 0o700);
    const there = `${this.address}:${server}`;
    const rules = ["127.0.0.1", "localhost"].map((host) => `MAP ${host}:${port} ${there}`);
    this.#browser = await chromium.launch({
      executablePath: script,
      args: [...FLAGS, `--host-resolver-rules=${rules.join(",")}`],
    });
    return this.#browser;
  }

  /** The first way is gone, without a word to anybody; the second one is there. */
  move(): void {
    inside("addr", "flush", "dev", `${LINKS.first}i`);
    inside("link", "set", `${LINKS.first}i`, "down");
    this.#open("second", 2);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    ip("netns", "del", SPACE);
    ip("addr", "del", `${this.address}/32`, "dev", "lo");
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  #lay(name: LinkName, net: number): void {
    const [outer, inner] = [LINKS[name], `${LINKS[name]}i`];
    ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", SPACE);
    ip("addr", "add", `${this.#prefix}.${net}.1/24`, "dev", outer);
    ip("link", "set", outer, "up");
    inside("addr", "add", `${this.#prefix}.${net}.2/24`, "dev", inner);
  }

  #open(name: LinkName, net: number): void {
    inside("link", "set", `${LINKS[name]}i`, "up");
    inside("route", "add", "default", "via", `${this.#prefix}.${net}.1`);
  }
}

function ip(...words: string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "inherit"] });
}

function inside(...words: string[]): void {
  ip("-n", SPACE, ...words);
}

function whyNot(): string | undefined {
  if (process.platform !== "linux") return "needs Linux's network namespaces";
  if (process.getuid?.() !== 0) return "needs root, to make networks";
  const trial = `ringline-trial-${process.pid}`;
  try {
    execFileSync("ip", ["netns", "add", trial], { stdio: "ignore" });
    execFileSync("ip", ["netns", "del", trial], { stdio: "ignore" });
    return undefined;
  } catch {
    return "no network namespace may be made here";
  }
}
