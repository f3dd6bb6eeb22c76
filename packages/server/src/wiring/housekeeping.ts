import { Reconciler } from "../calls/reconciler.ts";
import { Lease } from "../nodes/lease.ts";
import { Lookout } from "../nodes/lookout.ts";
import { eachByItself } from "../store/batches.ts";
import type { TokenBuckets } from "../token-bucket.ts";
import type { Domain } from "./domain.ts";
import type { Ground } from "./ground.ts";

const SWEEP_MS = 1_000;
const TIDY_MS = 60_000;
const PLACES_MS = 30_000;

export interface HousekeepingOptions {
  ground: Ground;
  domain: Domain;
  buckets: TokenBuckets;
  /** The socket door: it has its own to forget. */
  gateway: { tidy(): void };
  /** Another process wrote something about this person. */
  onPerson(person: string): void;
}

/** What must happen again and again, whoever is connected: leases, deadlines, looks, tidying. */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  readonly #lease: Lease;
  readonly #lookout: Lookout;
  readonly #reconciler: Reconciler;
  #stops: (() => void)[] = [];
  #isDeleting = false;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
    const { ground, domain, onPerson } = options;
    const { store, node, clock, times, logger, hints, isAlone } = ground;
    const { known, relay, switches, connectors, presence, move } = domain;
    this.#lease = new Lease({ store: store.nodes, node, clock, times, logger });
    this.#lookout = new Lookout({
      store,
      known,
      relay,
      switches,
      connectors,
      hints,
      clock,
      times,
      logger,
      beat: () => this.#lease.beat(),
      onPerson,
    });
    const onNodes = () => presence.touchAll();
    this.#reconciler = new Reconciler({
      store,
      known,
      clock,
      times,
      logger,
      node,
      isAlone,
      move,
      onNodes,
    });
  }

  /** Begins with what happened while no process ran. */
  async start(): Promise<void> {
    const { clock, times, isAlone } = this.#options.ground;
    await this.#lease.start();
    await this.#reconciler.run();
    await this.#options.domain.deadlines.sweep();
    if (!isAlone) this.#lookout.start();
    this.#options.domain.webhooks.sender.start();
    this.#options.domain.places.closeLeft();
    this.#stops = [
      clock.every(SWEEP_MS, () => this.#sweep()),
      clock.every(times.reconcileMs, () => void this.#reconciler.run()),
      clock.every(times.reconcileMs, () => this.#options.domain.places.look()),
      clock.every(PLACES_MS, () => this.#options.domain.places.closeLeft()),
      clock.every(times.pollMs, () => void this.#reconciler.look()),
      clock.every(times.pollMs, () => this.#options.domain.connectors.look()),
      clock.every(TIDY_MS, () => this.#tidy()),
    ];
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#lookout.stop();
    this.#options.domain.deadlines.close();
    await this.#options.domain.webhooks.sender.stop();
    await this.#lease.release();
  }

  #sweep(): void {
    const { deadlines, presence } = this.#options.domain;
    void deadlines.sweep();
    presence.tick(this.#options.ground.clock.now());
    // Each device that comes leaves something there for a second.
    this.#options.gateway.tidy();
  }

  #tidy(): void {
    const { ground, domain, buckets } = this.#options;
    const { store, clock, logger, times, limits } = ground;
    const now = clock.now();
    buckets.tidy(now);
    domain.delivery.tidy();
    domain.relay.tidy();
    domain.channels.tidy();
    domain.lookups.tidy();
    domain.clientLog.tidy(now);
    domain.administration.tidy();
    domain.audit.tidy();
    if (this.#isDeleting) return;
    this.#isDeleting = true;
    eachByItself([
      () => store.tidy(now),
      () => store.history.deleteBefore(now - times.historyKeptMs),
      () => store.logs.tidy(now - times.logKeptMs, limits.logLinesKept),
      () => store.audit.deleteBefore(now - times.auditKeptMs),
      () => store.keys.deleteBefore(now - times.keysKeptMs),
      () => domain.webhooks.sender.tidy(now),
    ])
      .catch((error: unknown) => logger.warn({ err: error }, "old rows could not be deleted"))
      .finally(() => {
        this.#isDeleting = false;
      });
  }
}
