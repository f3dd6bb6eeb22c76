import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.ts";
import { freePort } from "./free-port.ts";

/** How clients reach it. With `tcp` and `tls` it takes nothing over UDP: as behind a firewall that lets no UDP out. */
export type TurnTransport = "udp" | "tcp" | "tls";

/** Debian's coturn on loopback, which takes the time-limited credentials that a shared secret makes. */
export class TurnServer {
  readonly port: number;
  readonly secret = "turn-secret-of-the-tests-0123456789abcdef";
  readonly #transport: TurnTransport;
  readonly #folder: string;
  #process: Child | undefined;

  private constructor(port: number, transport: TurnTransport, folder: string) {
    this.port = port;
    this.#transport = transport;
    this.#folder = folder;
  }

  static async start(transport: TurnTransport = "udp"): Promise<TurnServer> {
    const folder = await mkdtemp(join(tmpdir(), "ringline-turn-"));
    const server = new TurnServer(await freePort(), transport, folder);
    if (transport === "tls") server.#makeCertificate();
    await server.run();
    return server;
  }

  /** For the settings of the webrtc connector. */
  get url(): string {
    const [scheme, transport] =
      this.#transport === "tls" ? ["turns", "tcp"] : ["turn", this.#transport];
    return `${scheme}:127.0.0.1:${this.port}?transport=${transport}`;
  }

  /** For a browser that shall take its certificate, which nobody has signed. */
  async browserFlags(): Promise<string[]> {
    if (this.#transport !== "tls") return [];
    const certificate = new X509Certificate(await readFile(this.#certificate));
    const key = certificate.publicKey.export({ type: "spki", format: "der" });
    const hash = createHash("sha256").update(key).digest("base64");
    return [`--ignore-certificate-errors-spki-list=${hash}`];
  }

  /** All that it said: allocations, refusals. */
  get output(): string {
    return this.#process?.output ?? "";
  }

  /** Starts it, or starts it again on the same port: then it knows of no allocation. */
  async run(): Promise<void> {
    await this.#process?.kill();
    this.#process = new Child("turnserver", [
      "-n",
      "--no-cli",
      "--log-file=stdout",
      "--verbose",
      "--listening-ip=127.0.0.1",
      "--relay-ip=127.0.0.1",
      // Both browsers live on this machine; a real server denies its own networks.
      "--allow-loopback-peers",
      "--use-auth-secret",
      `--static-auth-secret=${this.secret}`,
      "--realm=ringline.test",
      `--userdb=${join(this.#folder, "turn.db")}`,
      `--pidfile=${join(this.#folder, "turn.pid")}`,
      ...this.#listeners(),
    ]);
    await this.#process.said(/listener opened on|Total General servers|IO method/i);
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #listeners(): string[] {
    if (this.#transport === "udp") return [`--listening-port=${this.port}`];
    const noUdp = ["--no-udp", "--no-dtls"];
    if (this.#transport === "tcp") return [...noUdp, `--listening-port=${this.port}`];
    const files = [`--cert=${this.#certificate}`, `--pkey=${this.#key}`];
    return [...noUdp, "--no-tcp", `--tls-listening-port=${this.port}`, ...files];
  }

  get #certificate(): string {
    return join(this.#folder, "certificate.pem");
  }

  get #key(): string {
    return join(this.#folder, "key.pem");
  }

  #makeCertificate(): void {
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"];
    const name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const files = ["-keyout", this.#key, "-out", this.#certificate];
    execFileSync("openssl", ["req", ...kind, ...name, ...files, "-days", "1"], { stdio: "ignore" });
  }
}
