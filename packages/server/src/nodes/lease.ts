import type { Clock } from "../clock.ts";
import type { ServerTimes } from "../limits.ts";
import type { Logger } from "../logs/logger.ts";
import type { NodeStore } from "../store/store.ts";

export interface LeaseOptions {
  store: NodeStore;
  node: string;
  clock: Clock;
  times: Pick<ServerTimes, "leaseMs" | "beatMs">;
  logger: Logger;
}

/** Says "this process lives" every three seconds; ten seconds after the last time, the others take it for dead. */
export class Lease {
  readonly #options: LeaseOptions;
  #stop: (() => void) | undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** Beats once, then at its intervals. @throws {CallError} storage-unavailable when the first beat fails */
  async start(): Promise<void> {
    const { clock, times, logger } = this.#options;
    await this.beat();
    this.#stop = clock.every(times.beatMs, () => {
      this.beat().catch((error: unknown) =>
        logger.warn({ err: error }, "the lease was not renewed"),
      );
    });
  }

  /** The process goes: what it holds is free at once. Idempotent. */
  async release(): Promise<void> {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = undefined;
    await this.#options.store.release(this.#options.node).catch(() => {});
  }

  /** @throws {CallError} storage-unavailable */
  beat(): Promise<void> {
    const { store, node, clock, times } = this.#options;
    return store.beat(node, clock.now() + times.leaseMs);
  }
}
