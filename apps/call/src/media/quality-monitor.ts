import type { LocalMedia, MediaSession, RemoteMedia } from "@ringline/connector-spi/browser";
import type { QualityProblem } from "@ringline/protocol";
import { Quality } from "./quality.ts";
import { type Counters, sampleOf } from "./statistics.ts";

/** The third sample after a problem began tells it at the latest, as the first may have seen both: within five seconds. */
const SAMPLE_MS = 1_500;
/** The page slept: what is between two samples says nothing about now. */
const TOO_LONG_MS = 10_000;

export interface QualityMonitorOptions {
  session: Pick<MediaSession, "state" | "stats" | "remote" | "on">;
  local: Pick<LocalMedia, "audio">;
  /** After `problems` or `isKnown` changed. */
  onChange(): void;
  /** A problem began. */
  onProblem(problem: QualityProblem): void;
}

/** Looks every one and a half seconds at what a media session says of itself. Who has no statistics is not judged. */
export class QualityMonitor {
  readonly #options: QualityMonitorOptions;
  readonly #quality = new Quality();
  readonly #timer: ReturnType<typeof setInterval>;
  #counters: Counters = new Map();
  #sampledAt = 0;
  #isSampling = false;

  constructor(options: QualityMonitorOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#sample(), SAMPLE_MS);
    options.session.on("state", ({ state }) => {
      if (state === "connected") void this.#sample();
      else this.#reset();
    });
  }

  get problems(): readonly QualityProblem[] {
    return this.#quality.problems;
  }

  /** Absent while nothing is known. */
  get level(): "good" | "weak" | undefined {
    if (!this.#quality.isKnown) return undefined;
    return this.problems.length === 0 ? "good" : "weak";
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#quality.reset();
  }

  async #sample(): Promise<void> {
    const { session } = this.#options;
    if (this.#isSampling || session.state !== "connected") return;
    this.#isSampling = true;
    try {
      const report = await session.stats();
      if (report !== undefined && session.state === "connected") this.#take(report);
    } catch {
      // Nothing is known then, and nothing is told.
    } finally {
      this.#isSampling = false;
    }
  }

  #take(report: RTCStatsReport): void {
    const now = performance.now();
    if (now - this.#sampledAt > TOO_LONG_MS) this.#quality.reset();
    this.#sampledAt = now;
    const { sample, counters } = sampleOf(report, this.#counters);
    this.#counters = counters;
    const before = { level: this.level, problems: this.problems };
    this.#quality.take(sample, this.#expected());
    const isSame = before.level === this.level && `${before.problems}` === `${this.problems}`;
    if (isSame) return;
    for (const problem of this.problems)
      if (!before.problems.includes(problem)) this.#options.onProblem(problem);
    this.#options.onChange();
  }

  #expected() {
    const { session, local } = this.#options;
    const others = [...session.remote.values()];
    return {
      sound: others.some((other) => !other.isMuted && hasSound(other)),
      picture: others.some(({ hasVideo }) => hasVideo),
      microphone: local.audio !== undefined,
    };
  }

  #reset(): void {
    this.#quality.reset();
    this.#options.onChange();
  }
}

function hasSound({ stream }: RemoteMedia): boolean {
  return stream.getAudioTracks().length > 0;
}
