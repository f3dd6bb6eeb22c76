import type { Call, JoinGrant, ParticipantId, Party } from "@ringline/protocol";
import type { BrowserContext } from "./context.ts";

/** `connecting → connected ⇄ reconnecting → closed`. */
export type MediaSessionState = "connecting" | "connected" | "reconnecting" | "closed";

/** Somebody's tracks, as they arrive. */
export interface RemoteMedia {
  /** Plays sound and picture; its tracks may come and go. */
  stream: MediaStream;
  /** Told by the other side: it sends silence. */
  isMuted: boolean;
  /** Told by the other side: it sends a picture. */
  hasVideo: boolean;
}

/** The person's own tracks: they belong to the call page and outlive media sessions. */
export interface LocalMedia {
  /** Absent while there is no microphone (denied, not found). */
  readonly audio: MediaStreamTrack | undefined;
  /** Absent while the camera is off. */
  readonly video: MediaStreamTrack | undefined;
  readonly isMuted: boolean;
  /** After a track was replaced, taken away or muted. Returns the function that takes the listener off. */
  onChange(listener: () => void): () => void;
}

/**
 * The call's message log between joined seats: ordered, at most once, across reconnects. Bodies are JSON, up to 60,000
 * characters; what arrives was written by somebody else: parse it. The connector's server half may speak too.
 */
export interface Relay {
  /** To everybody in the call, or to one. What is sent before the call is active is refused. */
  send(body: unknown, to?: ParticipantId): void;
  onMessage(listener: (message: { from: ParticipantId; body: unknown }) => void): () => void;
  /** Messages were lost: negotiate anew. */
  onGap(listener: () => void): () => void;
}

/** A grant of the connector's own server half; `data` is what its `admit` answered: parse it. */
export type SessionGrant = Extract<JoinGrant, { type: "session" }>;

/** One call, for one media session. */
export interface JoinContext extends BrowserContext {
  call: Call;
  me: ParticipantId;
  local: LocalMedia;
  relay: Relay;
  /** After any change of the call, with the newest one. */
  onCall(listener: (call: Call) => void): () => void;
  /** Asks for a fresh grant (renewed credentials). */
  renewGrant(): Promise<JoinGrant>;
  /** Aborts when the call is over or the person leaves. */
  signal: AbortSignal;
}

export interface MediaSessionEvents {
  state: { state: MediaSessionState };
  /** Somebody's media came, went or changed. */
  remote: { participant: ParticipantId };
  /** The session cannot go on; `closed` follows. */
  failed: { code: "media-failed" };
}

/** A participant's running sound and picture. What a connector cannot do is absent, and no feature of its providers. */
export interface MediaSession {
  readonly state: MediaSessionState;
  /** The others, by participant. */
  readonly remote: ReadonlyMap<ParticipantId, RemoteMedia>;
  /** Settles when the first remote track flows. */
  readonly ready: Promise<void>;
  /**
   * What the browser measures; `undefined` where it measures nothing. The call page judges the quality by it, and, when
   * somebody loses the call server, whether their media flows all the same (`inbound-rtp` entries of the tracks in `remote`):
   * while it does their seat is kept, up to 5 min; without statistics it is given up after 20 s.
   */
  stats(): Promise<RTCStatsReport | undefined>;
  /** State is updated before a listener hears of it. Returns the function that takes the listener off. */
  on<Name extends keyof MediaSessionEvents>(
    name: Name,
    listener: (event: MediaSessionEvents[Name]) => void,
  ): () => void;
  /** Feature `hold`. */
  hold?(isOn: boolean): Promise<void>;
  /** Feature `dtmf`: `0-9*#A-D` and `,` for a pause. */
  sendDtmf?(tones: string): void;
  /** Feature `transfer`. */
  transfer?(to: Party): Promise<void>;
  /** Stops sending at once; idempotent. Does not stop local tracks. */
  leave(): Promise<void>;
}
