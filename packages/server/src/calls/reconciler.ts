import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";
import type { CallEvent } from "./call-machine.ts";
import type { CallRecord } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

export interface ReconcilerOptions {
  store: Pick<Store, "calls" | "nodes">;
  known: KnownCalls;
  clock: Clock;
  logger: Logger;
  /** This process. */
  node: string;
  /** No other process can use this database: whoever is not this one is dead. */
  isAlone: boolean;
  move(call: CallId, event: CallEvent): Promise<unknown>;
  /** A process died: its devices are gone too. */
  onDeadNode(): void;
}

/**
 * Finds what nobody will ever report: seats whose process died, and calls whose time went by meanwhile. At start and every
 * five seconds; harmless on many processes at once.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  #alive = new Set<string>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { store, known, logger, clock } = this.#options;
    try {
      // In this order: a process that is newer than the look at the leases holds no seat in what was read before it.
      const calls = await store.calls.live();
      const alive = await this.#aliveNodes();
      for (const call of calls) known.note(call);
      await this.#lookUpLost(new Set(calls.map(({ id }) => id)));
      await Promise.all(calls.flatMap((call) => this.#mend(call, alive)));
      known.tidy(clock.now());
    } catch (error) {
      logger.warn({ err: error }, "live calls could not be looked through");
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

  async #aliveNodes(): Promise<Set<string>> {
    const { store, node, isAlone, clock } = this.#options;
    const alive = isAlone ? new Set<string>() : await store.nodes.alive(clock.now());
    alive.add(node);
    if ([...this.#alive].some((known) => !alive.has(known))) this.#options.onDeadNode();
    this.#alive = alive;
    return alive;
  }

  #mend(call: CallRecord, alive: ReadonlySet<string>): Promise<unknown>[] {
    const dead = new Set<string>();
    for (const { seat } of call.participants)
      if (seat?.connection === "connected" && seat.node && !alive.has(seat.node))
        dead.add(seat.node);
    return [...dead].map((node) => this.#lose(call, node));
  }

  async #lose(call: CallRecord, node: string): Promise<void> {
    const { move, logger } = this.#options;
    await move(call.id, { type: "node-lost", node }).catch((error: unknown) => {
      logger.warn({ err: error, callId: call.id }, "a dead process's seat could not be released");
    });
  }
}
