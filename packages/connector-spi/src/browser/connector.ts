import type { Call, JoinGrant, ParticipantId } from "@ringline/protocol";

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

/** The call's message log between joined seats: ordered, at most once, across reconnects. */
export interface Relay {
  send(body: unknown, to?: ParticipantId): void;
  onMessage(listener: (message: { from: ParticipantId; body: unknown }) => void): () => void;
  /** Messages were lost: negotiate anew. */
  onGap(listener: () => void): () => void;
}

export interface JoinContext {
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

/** A participant's running sound and picture. */
export interface MediaSession {
  readonly state: MediaSessionState;
  readonly remote: ReadonlyMap<ParticipantId, RemoteMedia>;
  /** Settles when the first remote track flows. */
  readonly ready: Promise<void>;
  stats(): Promise<RTCStatsReport | undefined>;
  on<Name extends keyof MediaSessionEvents>(
    name: Name,
    listener: (event: MediaSessionEvents[Name]) => void,
  ): () => void;
  /** Stops sending at once; idempotent. Does not stop local tracks. */
  leave(): Promise<void>;
}

/** A connector's browser half: runs in the call page. */
export interface BrowserConnector {
  id: string;
  /** Called when a call page opens, before it is known what carries the call: wakes what the browser needs, asks nobody. */
  warmUp?(): void;
  /** Called while it rings, before any grant is used: prepare, but send nothing and gather nothing. */
  join(grant: JoinGrant, context: JoinContext): Promise<MediaSession>;
}
