import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.ts";
import { freePort } from "./free-port.ts";

/** Debian's coturn on loopback, which takes the time-limited credentials that a shared secret makes. */
export class TurnServer {
  readonly port: number;
  readonly secret: string;
  readonly #process: Child;
  readonly #folder: string;

  private constructor(port: number, { process, folder, secret }: Started) {
    this.port = port;
    this.#process = process;
    this.#folder = folder;
    this.secret = secret;
  }

  static async start(): Promise<TurnServer> {
    const port = await freePort();
    const secret = "turn-secret-of-the-tests-0123456789abcdef";
    const folder = await mkdtemp(join(tmpdir(), "ringline-turn-"));
    const process = new Child("turnserver", [
      "-n",
      "--no-cli",
      "--log-file=stdout",
      "--listening-ip=127.0.0.1",
      "--relay-ip=127.0.0.1",
      // Both browsers live on this machine; a real server denies its own networks.
      "--allow-loopback-peers",
      `--listening-port=${port}`,
      "--use-auth-secret",
      `--static-auth-secret=${secret}`,
      "--realm=ringline.test",
      `--userdb=${join(folder, "turn.db")}`,
      `--pidfile=${join(folder, "turn.pid")}`,
    ]);
    await process.said(/listener opened on|Total General servers|IO method/i);
    return new TurnServer(port, { process, folder, secret });
  }

  /** All that it said: allocations, refusals. */
  get output(): string {
    return this.#process.output;
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

interface Started {
  process: Child;
  folder: string;
  secret: string;
}
