import type { Frame, Page } from "playwright-core";

/** What flows in a page, over all its peer connections, now. */
export interface Flow {
  framesDecoded: number;
  audioBytesReceived: number;
  videoBytesReceived: number;
  audioBytesSent: number;
  videoBytesSent: number;
  /** `relay`, `host` …: of the pairs in use, the local ends. */
  candidateTypes: string[];
  /** Of those that are `relay`: how the TURN server is reached: `udp`, `tcp`, `tls`. */
  relayProtocols: string[];
  connections: number;
}

interface Probe {
  connections: RTCPeerConnection[];
  tracks: MediaStreamTrack[];
  /** How often the page asked for a microphone or camera. */
  asked: number;
}

declare global {
  interface Window {
    mediaProbe?: Probe;
  }
}

/** For `addInitScript`: remembers each peer connection and each local track, changes nothing else. */
export function installMediaProbe(): void {
  if (!window.RTCPeerConnection || window.mediaProbe) return;
  const probe: Probe = { connections: [], tracks: [], asked: 0 };
  window.mediaProbe = probe;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
    }
  };
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const original = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    probe.asked += 1;
    const stream = await original(constraints);
    probe.tracks.push(...stream.getTracks());
    return stream;
  };
}

/** One entry of `getStats`, with the fields that we read. */
interface StatsEntry {
  id: string;
  type: string;
  kind?: "audio" | "video";
  bytesReceived?: number;
  bytesSent?: number;
  framesDecoded?: number;
  nominated?: boolean;
  localCandidateId?: string;
  candidateType?: string;
  relayProtocol?: string;
}

/** The statistics of every open peer connection of the page. */
function statsIn(page: Page | Frame): Promise<StatsEntry[][]> {
  return page.evaluate(async () => {
    const connections = window.mediaProbe?.connections ?? [];
    const open = connections.filter(({ connectionState }) => connectionState !== "closed");
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    return reports.map((report) => [...report.values()] as StatsEntry[]);
  });
}

/** Sums the statistics of every open peer connection of the page. */
export async function flowIn(page: Page | Frame): Promise<Flow> {
  const reports = await statsIn(page);
  const entries = reports.flat();
  const received = (kind: string) =>
    sum(entries, (one) => (isRtp(one, "inbound-rtp", kind) ? one.bytesReceived : 0));
  const sent = (kind: string) =>
    sum(entries, (one) => (isRtp(one, "outbound-rtp", kind) ? one.bytesSent : 0));
  return {
    framesDecoded: sum(entries, (one) => one.framesDecoded),
    audioBytesReceived: received("audio"),
    videoBytesReceived: received("video"),
    audioBytesSent: sent("audio"),
    videoBytesSent: sent("video"),
    candidateTypes: localsInUse(reports).flatMap(({ candidateType }) => candidateType ?? []),
    relayProtocols: localsInUse(reports).flatMap(({ relayProtocol }) => relayProtocol ?? []),
    connections: reports.length,
  };
}

/** What left this page so far: candidates gathered and bytes sent. Before an answer both must be 0 (G6). */
export async function leakIn(page: Page | Frame): Promise<{ candidates: number; bytes: number }> {
  const entries = (await statsIn(page)).flat();
  return {
    candidates: entries.filter(({ type }) => type === "local-candidate").length,
    bytes: sum(entries, (one) => (one.type === "outbound-rtp" ? one.bytesSent : 0)),
  };
}

function isRtp(entry: StatsEntry, type: string, kind: string): boolean {
  return entry.type === type && entry.kind === kind;
}

/** The local ends of the pairs in use. */
function localsInUse(reports: readonly StatsEntry[][]): StatsEntry[] {
  return reports.flatMap((report) => {
    const pairs = report.filter(({ type, nominated }) => type === "candidate-pair" && nominated);
    return pairs.flatMap((pair) => report.find(({ id }) => id === pair.localCandidateId) ?? []);
  });
}

function sum(
  entries: readonly StatsEntry[],
  count: (entry: StatsEntry) => number | undefined,
): number {
  return entries.reduce((total, entry) => total + (count(entry) ?? 0), 0);
}

/** What the page ever made or asked for, media or not yet. */
export function mediaIn(
  page: Page | Frame,
): Promise<{ connections: number; asked: number; tracks: number }> {
  return page.evaluate(() => {
    const { connections, asked, tracks } = window.mediaProbe ?? {
      connections: [],
      asked: Number.NaN,
      tracks: [],
    };
    return { connections: connections.length, asked, tracks: tracks.length };
  });
}

/** How many of the tracks that the page ever got from a microphone or camera still run. */
export function liveTracksIn(page: Page | Frame): Promise<number> {
  return page.evaluate(
    () => window.mediaProbe?.tracks.filter((track) => track.readyState === "live").length ?? 0,
  );
}
