import type {
  LocalMedia,
  MediaSession,
  Relay,
  SessionGrant,
} from "@ringline/connector-spi/browser";
import { connector as webrtc } from "@ringline/connector-webrtc/browser";
import type { ActiveCall, Call, ParticipantId, RingingCall } from "@ringline/protocol";

// Runs in Chromium: two sides of a call in one page, over a relay in memory that keeps the order.

type Listener = (message: { from: ParticipantId; body: unknown }) => void;

/** The call's message log: everybody reads it from the beginning, as a new document does. */
class RelayLog {
  readonly sent: { from: ParticipantId; body: Record<string, unknown> }[] = [];
  isAway = false;
  readonly #readers = new Map<Reader, ParticipantId>();

  open(participant: ParticipantId): Reader {
    const reader = new Reader(this, participant);
    this.#readers.set(reader, participant);
    return reader;
  }

  /** A document that went away reads nothing more. */
  forget(reader: Reader): void {
    this.#readers.delete(reader);
  }

  append(from: ParticipantId, body: unknown): void {
    this.sent.push({ from, body: structuredClone(body) as Record<string, unknown> });
    this.flush();
  }

  flush(): void {
    if (!this.isAway) for (const reader of this.#readers.keys()) reader.read();
  }
}

class Reader implements Relay {
  readonly #log: RelayLog;
  readonly #me: ParticipantId;
  readonly #listeners = new Set<Listener>();
  readonly #gapListeners = new Set<() => void>();
  #next = 0;

  constructor(log: RelayLog, me: ParticipantId) {
    this.#log = log;
    this.#me = me;
  }

  send(body: unknown): void {
    this.#log.append(this.#me, body);
  }

  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    queueMicrotask(() => this.#log.flush());
    return () => this.#listeners.delete(listener);
  }

  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => this.#gapListeners.delete(listener);
  }

  read(): void {
    if (this.#listeners.size === 0) return;
    for (; this.#next < this.#log.sent.length; this.#next += 1) {
      const message = this.#log.sent[this.#next];
      if (message !== undefined && message.from !== this.#me)
        for (const listener of this.#listeners) listener(message);
    }
  }

  /** Everything that was sent so far never arrives. */
  lose(): void {
    this.#next = this.#log.sent.length;
    for (const listener of this.#gapListeners) listener();
  }
}

class Tracks implements LocalMedia {
  audio: MediaStreamTrack | undefined;
  video: MediaStreamTrack | undefined;
  isMuted = false;
  readonly #listeners = new Set<() => void>();

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(change: Partial<Pick<Tracks, "audio" | "video" | "isMuted">>): void {
    Object.assign(this, change);
    for (const listener of this.#listeners) listener();
  }
}

const parties = {
  p1: { type: "user", id: "anna", name: "Anna" },
  p2: { type: "user", id: "bob", name: "Bob" },
} as const;

const ringing: RingingCall = {
  id: "c1",
  revision: 1,
  target: { type: "user", id: "bob" },
  caller: parties.p1,
  provider: "webrtc",
  media: "video",
  title: "",
  participants: [
    { id: "p1", party: parties.p1, role: "caller", state: "joined" },
    { id: "p2", party: parties.p2, role: "callee", state: "ringing" },
  ],
  createdAt: "2026-01-01T00:00:00.000Z",
  phase: "ringing",
  ringDeadline: "2026-01-01T00:00:45.000Z",
};

function answered(): ActiveCall {
  const { ringDeadline: _, ...parts } = ringing;
  return { ...parts, phase: "active", startedAt: "2026-01-01T00:00:05.000Z" };
}

/** One document of one side. */
class Side {
  readonly tracks = new Tracks();
  readonly relay: Reader;
  readonly states: string[] = [];
  session: MediaSession | undefined;
  renewals = 0;
  readonly #end = new AbortController();
  readonly #me: "p1" | "p2";
  readonly #callListeners = new Set<(call: Call) => void>();

  constructor(log: RelayLog, me: "p1" | "p2") {
    this.#me = me;
    this.relay = log.open(me);
  }

  async join(call: Call, grant: (me: "p1" | "p2") => SessionGrant): Promise<void> {
    const context: Parameters<typeof webrtc.join>[1] = {
      call,
      me: this.#me,
      local: this.tracks,
      relay: this.relay,
      onCall: (listener) => {
        this.#callListeners.add(listener);
        return () => this.#callListeners.delete(listener);
      },
      renewGrant: async () => {
        this.renewals += 1;
        return grant(this.#me);
      },
      signal: this.#end.signal,
    };
    this.session = await webrtc.join(grant(this.#me), context);
    this.session.on("state", ({ state }) => this.states.push(state));
  }

  tell(call: Call): void {
    for (const listener of this.#callListeners) listener(call);
  }

  /** The document is gone, as at a reload. */
  vanish(log: RelayLog): void {
    log.forget(this.relay);
    this.#end.abort();
  }

  async takeDevices(constraints: MediaStreamConstraints): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    this.tracks.change({
      audio: stream.getAudioTracks()[0],
      video: stream.getVideoTracks()[0],
    });
  }

  get heard(): { isMuted: boolean; hasVideo: boolean } | undefined {
    const remote = [...(this.session?.remote.values() ?? [])][0];
    return remote && { isMuted: remote.isMuted, hasVideo: remote.hasVideo };
  }

  /** What arrived and left so far. */
  async flow() {
    const report = await this.session?.stats();
    const entries = [...(report?.values() ?? [])];
    const sum = (type: string, kind: string, field: string): number =>
      entries
        .filter((entry) => entry.type === type && entry.kind === kind)
        .reduce((total, entry) => total + (entry[field] ?? 0), 0);
    const pair = entries.find((entry) => entry.type === "candidate-pair" && entry.nominated);
    return {
      framesDecoded: sum("inbound-rtp", "video", "framesDecoded"),
      audioBytes: sum("inbound-rtp", "audio", "bytesReceived"),
      packetsSent:
        sum("outbound-rtp", "audio", "packetsSent") + sum("outbound-rtp", "video", "packetsSent"),
      candidateType: report?.get(pair?.localCandidateId)?.candidateType,
    };
  }
}

function directGrant(me: "p1" | "p2"): SessionGrant {
  const data = { iceServers: [], iceTransportPolicy: "all", polite: me === "p2" };
  return { type: "session", connector: "webrtc", data };
}

function relayGrant(iceServers: RTCIceServer[], renewAfterMs?: number) {
  return (me: "p1" | "p2"): SessionGrant => {
    const data = { iceServers, iceTransportPolicy: "relay", polite: me === "p2", renewAfterMs };
    return { type: "session", connector: "webrtc", data };
  };
}

/** How much smaller than its source each picture is sent, by connection in order of their making. */
function videoScales(): (number | undefined)[] {
  return connections.map((connection) => {
    const sender = connection.getSenders().find(({ track }) => track?.kind === "video");
    return sender?.getParameters().encodings[0]?.scaleResolutionDownBy;
  });
}

const connections: RTCPeerConnection[] = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

const laboratory = {
  videoScales,
  relayGrant,
  RelayLog,
  Side,
  ringing,
  answered,
  directGrant,
};

export type Laboratory = typeof laboratory;

declare global {
  interface Window {
    laboratory: Laboratory;
  }
  // What the tests put into the page.
  var log: RelayLog;
  var anna: Side;
  var bob: Side;
}

window.laboratory = laboratory;
