import type { MediaSession } from "@ringline/connector-spi/browser";
import { type ParticipantId, TIMES } from "@ringline/protocol";

export interface FlowWitnessOptions {
  session: Pick<MediaSession, "state" | "stats" | "remote">;
  /** Whose connection to the call server is lost now. */
  lost(): readonly ParticipantId[];
  /** The sound or picture of these arrives all the same. */
  onFlow(from: ParticipantId[]): void;
}

/** Packets that came so far, by the track that they are for. */
type Arrived = ReadonlyMap<string, number>;

/**
 * The server cannot know whether somebody whose socket is gone is gone too; who still hears them can. While somebody's
 * connection is lost, looks every five seconds whether more of their media came. Of a session without statistics nothing is said.
 */
export class FlowWitness {
  readonly #options: FlowWitnessOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #arrived: Arrived | undefined;

  constructor(options: FlowWitnessOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.look().catch(() => {
        this.#arrived = undefined;
      });
    }, TIMES.flowingMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Compares with the look before; the first one after a loss only counts. */
  async look(): Promise<void> {
    const { session, lost, onFlow } = this.#options;
    const before = this.#arrived;
    this.#arrived = undefined;
    if (lost().length === 0 || session.state !== "connected") return;
    const report = await session.stats();
    if (report === undefined) return;
    const now = arrivedIn(report);
    this.#arrived = now;
    const from = lost().filter((id) => before && this.#grew(id, before, now));
    if (from.length > 0) onFlow(from);
  }

  #grew(participant: ParticipantId, before: Arrived, now: Arrived): boolean {
    const tracks = this.#options.session.remote.get(participant)?.stream.getTracks() ?? [];
    return tracks.some(
      ({ id }) => (now.get(id) ?? 0) > (before.get(id) ?? Number.POSITIVE_INFINITY),
    );
  }
}

function arrivedIn(report: RTCStatsReport): Arrived {
  const arrived = new Map<string, number>();
  for (const stat of report.values() as Iterable<Record<string, unknown>>) {
    const { type, trackIdentifier, packetsReceived } = stat;
    if (type === "inbound-rtp" && typeof trackIdentifier === "string")
      arrived.set(trackIdentifier, Number(packetsReceived ?? 0));
  }
  return arrived;
}
