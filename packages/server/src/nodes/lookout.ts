import type { CallId, PersonId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { Relay } from "../calls/relay.ts";
import type { Clock } from "../clock.ts";
import type { Connectors } from "../connectors/connectors.ts";
import type { ProviderSwitches } from "../connectors/switches.ts";
import type { Hint, Hints } from "../hints/hints.ts";
import type { ServerTimes } from "../limits.ts";
import type { Logger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";

export interface LookoutOptions {
  store: Store;
  known: KnownCalls;
  relay: Relay;
  switches: ProviderSwitches;
  connectors: Pick<Connectors, "look">;
  hints: Hints;
  clock: Clock;
  times: Pick<ServerTimes, "pollMs" | "lookBackMs">;
  logger: Logger;
  /** Renews the lease of this process. */
  beat(): Promise<void>;
  /** Devices, status or revocation of this person may differ. */
  onPerson(person: PersonId): void;
}

/**
 * Sees what other processes wrote: by hints at once, and by reading the rows of the last five seconds once a second, so that
 * a lost hint costs a second and nothing is ever missed (G13, G27).
 */
export class Lookout {
  readonly #options: LookoutOptions;
  #stop = () => {};
  #isLooking = false;
  #hasFailed = false;
  /** When the rows were read last. */
  #lookedAt: Millis | undefined;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  start(): void {
    const { hints, clock, times } = this.#options;
    hints.onHint((hint) => this.#follow(hint));
    this.#stop = clock.every(times.pollMs, () => void this.#look());
  }

  stop(): void {
    this.#stop();
  }

  #follow(hint: Hint): void {
    switch (hint.type) {
      case "call":
        void this.#lookAtCall(hint.call);
        break;
      case "person":
        this.#options.onPerson(hint.person);
        break;
      case "providers":
        this.#options.switches.look();
        this.#options.connectors.look();
        break;
      case "relay":
        this.#options.relay.lookAt(hint.call);
    }
  }

  async #lookAtCall(id: CallId): Promise<void> {
    const { store, known, logger } = this.#options;
    try {
      const call = await store.calls.get(id);
      if (call) known.note(call);
    } catch (error) {
      logger.debug(
        { err: error, callId: id },
        "a hint could not be followed; the next look finds it",
      );
    }
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      // After a time without the store the own lease may be over: nobody here is told of as gone because of that.
      if (this.#hasFailed) await this.#options.beat();
      await this.#lookAtChanges();
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      this.#options.logger.warn({ err: error }, "changed rows could not be read");
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAtChanges(): Promise<void> {
    const { store, known, relay, switches, clock, times, onPerson } = this.#options;
    const now = clock.now();
    // After a time without the store the gap is looked through too.
    const since = Math.min(now, this.#lookedAt ?? now) - times.lookBackMs;
    const [calls, people, arrivals] = await Promise.all([
      store.calls.changedSince(since),
      store.people.changedSince(since),
      store.devices.changedSince(since),
    ]);
    this.#lookedAt = now;
    for (const call of calls) known.note(call);
    for (const person of new Set([...people, ...arrivals])) onPerson(person);
    void relay.lookAgain();
    switches.look();
  }
}
