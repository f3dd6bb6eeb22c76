import { CallError, type ErrorCode } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";

const PROBE_MS = 1_000;
/** Whoever asks more often is told the same: a probe is a write. */
const KEPT_MS = 500;

export interface ReadinessOptions {
  clock: Clock;
  /** Writes and reads one row; throws why it cannot. */
  probe(): Promise<void>;
  isDraining(): boolean;
  /** Connectors that are not well; they do not make the server unready, the others still work. */
  ailing(): Promise<readonly { connector: string }[]>;
}

/** What `/readyz` answers: codes and names, no secrets. */
export interface ReadinessReport {
  ready: boolean;
  storage: "ok" | ErrorCode;
  draining: boolean;
  /** Only connectors that are not well. */
  ailing: string[];
}

/** Whether a load balancer should send people here. */
export class Readiness {
  readonly #options: ReadinessOptions;
  #last: { at: Millis; report: Promise<Omit<ReadinessReport, "ready" | "draining">> } | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  async report(): Promise<ReadinessReport> {
    const now = this.#options.clock.now();
    if (!this.#last || now - this.#last.at > KEPT_MS)
      this.#last = { at: now, report: this.#look() };
    const found = await this.#last.report;
    const draining = this.#options.isDraining();
    return { ready: found.storage === "ok" && !draining, draining, ...found };
  }

  async #look() {
    const [storage, ailing] = await Promise.all([this.#storage(), this.#options.ailing()]);
    return { storage, ailing: ailing.map(({ connector }) => connector) };
  }

  #storage(): Promise<"ok" | ErrorCode> {
    const { clock, probe } = this.#options;
    return new Promise((resolve) => {
      const cancel = clock.after(PROBE_MS, () => resolve("storage-unavailable"));
      const settle = (answer: "ok" | ErrorCode) => {
        cancel();
        resolve(answer);
      };
      probe().then(
        () => settle("ok"),
        (error: unknown) => settle(error instanceof CallError ? error.code : "storage-unavailable"),
      );
    });
  }
}
