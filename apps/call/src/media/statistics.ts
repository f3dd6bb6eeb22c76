/** What one sample of a media session says. Rates are since the last sample; no address of anybody is in it. */
export interface MediaSample {
  /** The path in use; absent while there is none. Types as RFC 8445 names them: `host`, `srflx`, `prflx`, `relay`. */
  path?: { local: string; remote: string; protocol: string; relayProtocol?: string };
  roundTripMs?: number;
  /** What the browser thinks that it can send. */
  availableKbps?: number;
  received: Partial<Record<"audio" | "video", ReceivedSample>>;
  sent: Partial<Record<"audio" | "video", SentSample>>;
}

interface ReceivedSample {
  kbps?: number;
  packets: number;
  lost: number;
  /** Of what should have come since the last sample. */
  lostPercent?: number;
  jitterMs?: number;
  freezes?: number;
  freezeMs?: number;
  /** Decoded since the beginning. */
  frames?: number;
  framesPerSecond?: number;
  height?: number;
}

interface SentSample {
  kbps?: number;
  packets: number;
  /** As the other side reports it. */
  lostPercent?: number;
  framesPerSecond?: number;
  height?: number;
  /** Why the picture is smaller than wanted: `cpu`, `bandwidth`. */
  limitedBy?: string;
}

/** The counters that the next sample is measured against. */
export type Counters = ReadonlyMap<
  string,
  { bytes: number; packets: number; lost: number; at: number }
>;

type Stat = Record<string, unknown> & { id: string; type: string; timestamp: number };

/** Reads a report. `last`: the counters of the sample before. */
export function sampleOf(
  report: RTCStatsReport,
  last: Counters,
): { sample: MediaSample; counters: Counters } {
  const stats = [...report.values()] as Stat[];
  const counters = new Map<string, { bytes: number; packets: number; lost: number; at: number }>();
  const sample: MediaSample = { ...pathOf(stats, report), received: {}, sent: {} };
  for (const stat of stats) {
    const kind = stat.kind === "video" ? "video" : "audio";
    if (stat.type === "inbound-rtp") {
      const now = countersOf(stat, "bytesReceived", "packetsReceived");
      counters.set(stat.id, now);
      sample.received[kind] = receivedOf(stat, now, last.get(stat.id));
    } else if (stat.type === "outbound-rtp") {
      const now = countersOf(stat, "bytesSent", "packetsSent");
      counters.set(stat.id, now);
      sample.sent[kind] = sentOf(stat, stats, kbpsOf(now, last.get(stat.id)));
    }
  }
  return { sample, counters };
}

/** Whether people notice: then the next sample is not waited for as long. */
export function isPoor({ received }: MediaSample): boolean {
  const all = Object.values(received);
  return all.some(({ lostPercent = 0, freezes = 0 }) => lostPercent >= 5 || freezes > 0);
}

function pathOf(stats: readonly Stat[], report: RTCStatsReport): Partial<MediaSample> {
  const transport = stats.find(({ type }) => type === "transport");
  const pair =
    get(report, transport?.selectedCandidatePairId) ??
    stats.find(({ type, nominated, state }) => isChosen(type, nominated, state));
  if (pair === undefined) return {};
  const local = get(report, pair.localCandidateId);
  const remote = get(report, pair.remoteCandidateId);
  return {
    path: {
      local: text(local?.candidateType),
      remote: text(remote?.candidateType),
      protocol: text(local?.protocol),
      ...(typeof local?.relayProtocol === "string" && { relayProtocol: local.relayProtocol }),
    },
    ...known({
      roundTripMs: round(pair.currentRoundTripTime, 1_000),
      availableKbps: round(pair.availableOutgoingBitrate, 0.001),
    }),
  };
}

function isChosen(type: string, nominated: unknown, state: unknown): boolean {
  return type === "candidate-pair" && nominated === true && state === "succeeded";
}

function countersOf(stat: Stat, bytes: string, packets: string) {
  return {
    bytes: number(stat[bytes]),
    packets: number(stat[packets]),
    lost: number(stat.packetsLost),
    at: stat.timestamp,
  };
}

type Count = ReturnType<typeof countersOf>;

function receivedOf(stat: Stat, now: Count, last: Count | undefined): ReceivedSample {
  const came = now.packets - (last?.packets ?? 0);
  const lost = now.lost - (last?.lost ?? 0);
  return {
    packets: now.packets,
    lost: now.lost,
    ...known({
      kbps: kbpsOf(now, last),
      lostPercent: came + lost > 0 ? round(lost / (came + lost), 100) : undefined,
      jitterMs: round(stat.jitter, 1_000),
      freezes: round(stat.freezeCount, 1),
      freezeMs: round(stat.totalFreezesDuration, 1_000),
      frames: round(stat.framesDecoded, 1),
      framesPerSecond: round(stat.framesPerSecond, 1),
      height: round(stat.frameHeight, 1),
    }),
  };
}

function sentOf(stat: Stat, stats: readonly Stat[], kbps: number | undefined): SentSample {
  const told = stats.find(
    ({ type, localId }) => type === "remote-inbound-rtp" && localId === stat.id,
  );
  const limit = stat.qualityLimitationReason;
  return {
    packets: number(stat.packetsSent),
    ...known({
      kbps,
      lostPercent: round(told?.fractionLost, 100),
      framesPerSecond: round(stat.framesPerSecond, 1),
      height: round(stat.frameHeight, 1),
    }),
    ...(typeof limit === "string" && limit !== "none" && { limitedBy: limit }),
  };
}

function kbpsOf(now: Count, last: Count | undefined): number | undefined {
  if (last === undefined || now.at <= last.at) return undefined;
  return Math.round(((now.bytes - last.bytes) * 8) / (now.at - last.at));
}

function get(report: RTCStatsReport, id: unknown): Stat | undefined {
  return typeof id === "string" ? (report.get(id) as Stat | undefined) : undefined;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}

function round(value: unknown, factor: number): number | undefined {
  return typeof value === "number" && Number.isFinite(value)
    ? Math.round(value * factor)
    : undefined;
}

/** Without the members that are not known. */
function known<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as { [Name in keyof Values]?: NonNullable<Values[Name]> };
}
