import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** Whatever becomes of the test, by whatever signal: the kernel ends what it has started. Linux only. */
const DIES_WITH_US = process.platform === "linux" ? ["setpriv", "--pdeathsig", "KILL"] : [];

/** A process that a test started: what it said, and its end. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
  #output = "";
  readonly #listeners = new Set<() => void>();

  constructor(command: string, args: readonly string[], options: SpawnOptions = {}) {
    const [file = command, ...rest] = [...DIES_WITH_US, command, ...args];
    this.process = spawn(file, rest, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.exited = once(this.process, "exit").then(() => this.#tell());
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
        this.#tell();
      });
    }
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error("the process did not start");
    return this.process.pid;
  }

  /** Both streams, as they came. */
  get output(): string {
    return this.#output;
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits for a line; @throws when the process ends before, or after `withinMs` */
  async said(pattern: RegExp, withinMs = 30_000): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const match = pattern.exec(this.#output);
      if (match) resolve(match);
      else if (!this.isAlive) reject(this.#complaint(`ended before it said ${pattern}`));
    };
    const timer = setTimeout(() => reject(this.#complaint(`did not say ${pattern}`)), withinMs);
    this.#listeners.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#listeners.delete(look);
    });
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** Ends it: `SIGTERM`, and `SIGKILL` after five seconds. Idempotent. */
  async stop(): Promise<void> {
    if (!this.isAlive) return;
    this.signal("SIGTERM");
    const timer = setTimeout(() => this.signal("SIGKILL"), 5_000);
    await this.exited;
    clearTimeout(timer);
  }

  /** As a power cut: no last word. */
  async kill(): Promise<void> {
    if (!this.isAlive) return;
    this.signal("SIGKILL");
    await this.exited;
  }

  #complaint(what: string): Error {
    return new Error(`process ${this.process.spawnfile} ${what}:\n${this.#output.slice(-4_000)}`);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
