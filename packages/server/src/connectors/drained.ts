import type { ProviderId } from "@ringline/protocol";
import type { CallRecord, Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { Running } from "./running.ts";

export interface DrainedOptions {
  clock: Clock;
  /** How long a connector may take for one step. */
  mostMs: number;
  live(): Iterable<CallRecord>;
}

/** Connectors that were taken over or removed: each serves the calls that were made before, until none is left. */
export class DrainedConnectors {
  readonly #options: DrainedOptions;
  #all: { running: Running; until: Millis }[] = [];

  constructor(options: DrainedOptions) {
    this.#options = options;
  }

  add(running: Running | undefined): void {
    if (running) this.#all.push({ running, until: this.#options.clock.now() });
  }

  /** The one that carries a call of this provider that was made then. */
  of(provider: ProviderId, at: Millis): Running | undefined {
    return this.#all.find(({ running, until }) => at <= until && offers(running, provider))
      ?.running;
  }

  /** Ends those of which no call is left, and that had the time to close their places. */
  async endOver(): Promise<void> {
    if (this.#all.length === 0) return;
    const { clock, mostMs, live } = this.#options;
    const calls = [...live()];
    const over = this.#all.filter(
      ({ running, until }) =>
        clock.now() >= until + 2 * mostMs &&
        !calls.some((call) => call.createdAt <= until && offers(running, call.provider)),
    );
    this.#all = this.#all.filter((one) => !over.includes(one));
    await Promise.all(over.map(({ running }) => running.stop()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map(({ running }) => running.stop()));
  }
}

export function offers({ providers }: Running, provider: ProviderId): boolean {
  return providers.some(({ id }) => id === provider);
}
