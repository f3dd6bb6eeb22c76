import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { ServerTimes } from "../limits.ts";
import type { Logger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";
import type { CallEvent } from "./call-machine.ts";
import type { CallRecord, Millis } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

export interface ReconcilerOptions {
  store: Pick<Store, "calls" | "nodes">;
  known: KnownCalls;
  clock: Clock;
  times: Pick<ServerTimes, "beatMs">;
  logger: Logger;
  /** This process. */
  node: string;
  /** No other process can use this database: whoever is not this one is dead. */
  isAlone: boolean;
  move(call: CallId, event: CallEvent): Promise<unknown>;
  /** A process died, and its devices are gone; or one came, or came back. */
  onNodes(): void;
}

/** Other processes get so many of their beats after a time in which the storage was away, before they count as dead. */
const BEATS_WAITED = 2;

/**
 * Finds what nobody will ever report: seats whose process died, and calls whose time went by meanwhile. At start and every
 * five seconds, and as soon as a lease ended; harmless on many processes at once.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  /** Processes whose lease ran when they were looked at last. */
  #beating: ReadonlySet<string> | undefined;
  #isAway = false;
  /** When the storage could be read again. */
  #backAt: Millis = 0;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { store, known, clock } = this.#options;
    await this.#unlessAway(async () => {
      // In this order: a process that is newer than the look at the leases holds no seat in what was read before it.
      const calls = await store.calls.live();
      const leases = await this.#leases();
      for (const call of calls) known.note(call);
      await this.#lookUpLost(new Set(calls.map(({ id }) => id)));
      await Promise.all(calls.flatMap((call) => this.#mend(call, leases)));
      known.tidy(clock.now());
    });
  }

  /** Once a second: whoever died since is not waited for until the next run. */
  async look(): Promise<void> {
    if (this.#options.isAlone) return;
    await this.#unlessAway(async () => {
      const before = this.#beating ?? [];
      await this.#leases();
      if ([...before].some((node) => !this.#beating?.has(node))) await this.run();
    });
  }

  async #unlessAway(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#isAway = true;
      this.#options.logger.warn({ err: error }, "live calls could not be looked through");
    }
  }

  /** Calls that ended while this process did not look. */
  async #lookUpLost(live: ReadonlySet<CallId>): Promise<void> {
    const { store, known } = this.#options;
    for (const { id } of [...known.live()]) {
      if (live.has(id)) continue;
      const call = await store.calls.get(id);
      if (call) known.note(call);
    }
  }

  /** Until when each process lives or lived. Whose lease ended, or runs again, has people whose presence may differ. */
  async #leases(): Promise<ReadonlyMap<string, Millis>> {
    const { store, isAlone, clock, onNodes } = this.#options;
    if (isAlone) return new Map();
    const leases = await store.nodes.leases();
    const now = clock.now();
    if (this.#isAway) this.#backAt = now;
    this.#isAway = false;
    const beating = new Set([...leases].flatMap(([node, until]) => (until > now ? [node] : [])));
    if (this.#beating && !isSame(this.#beating, beating)) onNodes();
    this.#beating = beating;
    return leases;
  }

  #mend(call: CallRecord, leases: ReadonlyMap<string, Millis>): Promise<unknown>[] {
    const dead = new Set<string>();
    for (const { seat } of call.participants)
      if (seat?.connection === "connected" && seat.node && this.#isDead(seat.node))
        dead.add(seat.node);
    return [...dead].map((node) => this.#lose(call, node, leases.get(node)));
  }

  #isDead(node: string): boolean {
    const { node: own, isAlone, clock, times } = this.#options;
    if (node === own || this.#beating?.has(node)) return false;
    return isAlone || clock.now() >= this.#backAt + BEATS_WAITED * times.beatMs;
  }

  /** While the storage was away nobody could come back: that time does not count. */
  async #lose(call: CallRecord, node: string, leasedUntil: Millis | undefined): Promise<void> {
    const { move, logger } = this.#options;
    const since = leasedUntil !== undefined && { since: Math.max(leasedUntil, this.#backAt) };
    await move(call.id, { type: "node-lost", node, ...since }).catch((error: unknown) => {
      logger.warn({ err: error, callId: call.id }, "a dead process's seat could not be released");
    });
  }
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((node) => other.has(node));
}
