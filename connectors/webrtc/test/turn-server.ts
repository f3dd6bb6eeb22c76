import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = "/usr/bin/turnserver";

/** Why tests with a TURN server cannot run here; absent where they can. */
export const turnMissing = existsSync(PROGRAM)
  ? undefined
  : "coturn is not installed (apt-get install coturn)";

/** Debian's coturn on a free loopback port, which takes what its shared secret has signed. */
export class TurnServer {
  readonly port: number;
  readonly secret = "secret-of-the-turn-server-in-tests";
  readonly #folder = mkdtempSync(join(tmpdir(), "ringline-turn-"));
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<TurnServer> {
    const server = new TurnServer(await freeUdpPort());
    await server.run();
    return server;
  }

  /** Starts it, or starts it again on the same port. */
  async run(): Promise<void> {
    const options = [
      "-n",
      "--no-cli",
      "--no-tls",
      "--no-dtls",
      "--log-file=/dev/null",
      "--listening-ip=127.0.0.1",
      "--relay-ip=127.0.0.1",
      // Both sides live on this machine; a real server refuses its own networks.
      "--allow-loopback-peers",
      `--listening-port=${this.port}`,
      "--use-auth-secret",
      `--static-auth-secret=${this.secret}`,
      "--realm=ringline.test",
      `--userdb=${join(this.#folder, "turn.db")}`,
      `--pidfile=${join(this.#folder, "turn.pid")}`,
    ];
    this.#process = spawn(PROGRAM, options, { stdio: "ignore" });
    await answers(this.port);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address() as AddressInfo;
  socket.close();
  return port;
}

/** Its log is buffered: only a STUN question tells that it listens. */
async function answers(port: number): Promise<void> {
  const question = Buffer.concat([Buffer.from("000100002112a442", "hex"), Buffer.alloc(12, 1)]);
  const socket = createSocket("udp4");
  // Refused while nobody listens there yet.
  socket.on("error", () => {});
  const asking = setInterval(() => socket.send(question, port, "127.0.0.1"), 50);
  await new Promise((resolve) => socket.once("message", resolve));
  clearInterval(asking);
  socket.close();
}
