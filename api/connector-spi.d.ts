// browser/connector.d.ts
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
    onMessage(listener: (message: {
        from: ParticipantId;
        body: unknown;
    }) => void): () => void;
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
    state: {
        state: MediaSessionState;
    };
    /** Somebody's media came, went or changed. */
    remote: {
        participant: ParticipantId;
    };
    /** The session cannot go on; `closed` follows. */
    failed: {
        code: "media-failed";
    };
}
/** A participant's running sound and picture. */
export interface MediaSession {
    readonly state: MediaSessionState;
    readonly remote: ReadonlyMap<ParticipantId, RemoteMedia>;
    /** Settles when the first remote track flows. */
    readonly ready: Promise<void>;
    stats(): Promise<RTCStatsReport | undefined>;
    on<Name extends keyof MediaSessionEvents>(name: Name, listener: (event: MediaSessionEvents[Name]) => void): () => void;
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

// browser/index.d.ts
export * from "./connector.ts";

// server/connector.d.ts
import type { CallId, CallMedia, EndReason, JoinGrant, ParticipantId, Party, ProviderId } from "@ringline/protocol";
export type ProviderFeature = "hold" | "transfer" | "dtmf" | "mute" | "remove" | "screen" | "e2ee" | "call-waiting";
/** One way to call: what people choose and administrators switch. */
export interface Provider {
    /** `^[a-z][a-z0-9_]*$` */
    id: ProviderId;
    title: string;
    description: string;
    targets: readonly ("user" | "space" | "room" | "address")[];
    media: readonly CallMedia[];
    maxParticipants?: number;
    /** When the place is made: at once, or when somebody answers. */
    opens: "on-place" | "on-answer";
    /** `session`: our call page joins with a browser half; `page`: the person is sent to a page elsewhere. */
    grant: "session" | "page";
    features: readonly ProviderFeature[];
}
/** A call as a connector may know it. */
export interface ConnectorCall {
    id: CallId;
    provider: ProviderId;
    media: CallMedia;
    title: string;
    participants: readonly {
        id: ParticipantId;
        party: Party;
    }[];
}
/** Who asks to enter. */
export interface Entry {
    call: ConnectorCall;
    place?: unknown;
    participant: {
        id: ParticipantId;
        party: Party;
    };
    seat: {
        epoch: number;
    };
}
/** Facts from outside, idempotent; the call machine decides what they mean. */
export interface CallReports {
    /** The media system says that the call is over. */
    ended(call: CallId, reason: EndReason): Promise<void>;
    /** A participant's leg elsewhere changed. */
    left(call: CallId, participant: ParticipantId): Promise<void>;
}
export interface ConnectorLogger {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
}
export interface ConnectorContext<Settings = unknown> {
    settings: Settings;
    logger: ConnectorLogger;
    /** Milliseconds since 1970, monotonic in the process. */
    clock: {
        now(): number;
    };
    calls: CallReports;
}
/** A connector's server half, before it runs. */
export interface ServerConnector<Settings = unknown> {
    manifest: {
        id: string;
        version: string;
        providers: readonly Provider[];
        /** Parses what the configuration says; throws with a sentence for the administrator. Secrets stay on the server. */
        parseSettings(input: unknown): Settings;
    };
    start(context: ConnectorContext<Settings>): Promise<RunningConnector>;
}
/** A connector's server half at work. Each call into it is bounded in time and size (`connector-failed`). */
export interface RunningConnector {
    /** Makes the place where media meets; JSON kept with the call. Idempotent per generation. */
    open?(call: ConnectorCall, generation: number, signal: AbortSignal): Promise<unknown>;
    /** Gives one seat its grant; repeatable. */
    admit(entry: Entry, signal: AbortSignal): Promise<JoinGrant>;
    /** Frees the place; retried until done, by any node. */
    close?(call: CallId, place: unknown): Promise<void>;
    /** What the call page's CSP must allow. */
    csp?(): {
        connect?: string[];
        frame?: string[];
    };
    health(): Promise<{
        ok: boolean;
        detail?: string;
    }>;
    stop(): Promise<void>;
}

// server/index.d.ts
export * from "./connector.ts";
