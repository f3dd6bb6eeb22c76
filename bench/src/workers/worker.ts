import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answer, Methods } from "./methods.ts";

export interface WorkerOptions {
  /** Runs on this core only, where the machine has `taskset`. */
  core?: number;
  env?: Record<string, string>;
}

/** A process of its own that answers questions: what it uses is not mixed with what others use. */
export class Worker<Offered extends Methods> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  private constructor(child: ChildProcess) {
    this.#process = child;
    child.on("message", (message) => this.#settle(message as Answer));
    child.once("exit", (code, signal) => this.#giveUp(`ended with ${code ?? signal}`));
  }

  /** Starts a file of this package, e.g. `servers/bare-server.ts`. */
  static async start<Offered extends Methods>(
    file: string,
    { core, env }: WorkerOptions = {},
  ): Promise<Worker<Offered>> {
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
    const child = fork(path, {
      execPath: core === undefined ? process.execPath : "taskset",
      execArgv: [
        ...(core === undefined ? [] : ["-c", String(core), process.execPath]),
        "--conditions=ringline-source",
        "--expose-gc",
        "--disable-warning=ExperimentalWarning",
      ],
      env: { ...process.env, ...env },
      // A log line costs what it costs; nobody reads it here.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const worker = new Worker<Offered>(child);
    await Promise.race([once(child, "message"), once(child, "exit").then(() => failed(file))]);
    return worker;
  }

  call<Name extends keyof Offered & string>(
    name: Name,
    ...input: Parameters<Offered[Name]>
  ): Promise<Awaited<ReturnType<Offered[Name]>>> {
    const id = ++this.#asked;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, name, input });
    return waiting.promise as Promise<Awaited<ReturnType<Offered[Name]>>>;
  }

  /** Lets it go; it clears away after itself. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.disconnect();
    await gone;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.failure === undefined) waiting?.resolve(answer.result);
    else waiting?.reject(new Error(answer.failure));
  }

  #giveUp(why: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`the worker ${why}`));
    this.#waiting.clear();
  }
}

function failed(file: string): never {
  throw new Error(`${file} did not start`);
}
