// api.d.ts
import type { Call, CallError, CallId, CallMedia, CallSubject, CallTarget, ChosenStatus, DeviceId, Input, JoinGrant, Me, OperationName, ParticipantId, PersonId, PresenceStatus, ProviderId, ProviderInfo, Result } from "@ringline/protocol";
export interface ClientOptions {
    /** The call server's URL, e.g. `https://calls.example.org`. */
    server: string;
    /** Fetches a fresh token from the site; called at connect and before one runs out. */
    getToken(): Promise<string>;
    /** Shown to the same person's other devices: "Answered on …". Default: the server names the browser and its system. */
    deviceLabel?: string;
    /** What decides which page sounds. Default: from `document`; without one, always visible. */
    page?: PageHooks;
    /**
     * Shares no connection with other clients: for a program that has several, where they would take each other for pages of
     * one browser. Default: no.
     */
    alone?: boolean;
}
/** What the client asks about the page that it runs in. */
export interface PageHooks {
    isVisible(): boolean;
    /** Whether the browser lets this page sound now. Default: yes. */
    maySound?(): boolean;
    /** Runs the listener when one of these may have changed, and when the page gets the focus. */
    onChange(listener: () => void): () => void;
}
/** `connecting` also covers waiting for the next try; `closed` does not come back by itself. */
export type ConnectionState = "connecting" | "connected" | "closed";
export interface PlaceOptions {
    media?: CallMedia;
    provider?: ProviderId;
    about?: CallSubject;
    ringMs?: number;
    /** End this call first. */
    leave?: CallId;
    /** The name under which `calls.find` finds the call again. */
    restart?: string;
}
/** A press of a call or answer button: the secret is there at once, so the call page can open inside the click. */
export interface SeatClaim {
    /** 256 bits, base64url: goes to the call page in the fragment, to nobody else. */
    secret: string;
    /** The call as the server made it; rejects with a `CallError`. */
    call: Promise<Call>;
}
export interface ClientEvents {
    /** After `state` changed. `code` is the socket's close code where there is one. */
    connection: {
        state: ConnectionState;
        code?: number;
    };
    /** After `calls` has the newer record; every change of every call of this person, live or ended, once per revision. */
    callChanged: {
        call: Call;
        previous: Call | undefined;
    };
    /** A call that this device should take as an incoming ring appeared. Fires on every page of the browser profile. */
    incomingCall: {
        call: Call;
    };
    /**
     * A page of this browser profile answered or declined this call: fires on every page at once, before the server's word.
     * With `taken: false` that came to nothing, and the call may ring on.
     */
    ringTaken: {
        call: CallId;
        taken: boolean;
    };
    /** This person cannot see the call any more. */
    callGone: {
        call: CallId;
    };
    /** After `me` was told: with each welcome, and when something of it changed, such as the number of missed calls. */
    meChanged: {
        me: Me;
    };
    presenceChanged: {
        person: PersonId;
        status: PresenceStatus;
    };
    /** After `providers` changed: an administrator switched one, or somebody signed in. */
    providersChanged: {
        providers: readonly ProviderInfo[];
    };
    /** This page became, or ceased to be, the one that sounds. */
    soundChanged: {
        sounds: boolean;
    };
    /** The page goes away or is frozen, perhaps to come back: what is asked in the listener itself still leaves. */
    leaving: undefined;
}
export interface ChannelEvents {
    /** Everything that is said, one's own words too, in the order of the call. `person`: where `from` is one of the site. */
    onMessage(message: ChannelMessage): void;
    /** Something was said before the next message that is not kept any more. */
    onGap?(): void;
    /** Once: from now on nothing is missed. */
    onReady?(): void;
    /** Nothing more comes: the call is over or the client closed, or, with an error, this person may not hear it. */
    onEnd?(error?: CallError): void;
}
export interface ChannelMessage {
    from: ParticipantId;
    person?: PersonId;
    /** Rises within the call. */
    seq: number;
    body: unknown;
}
export interface ChannelOptions {
    /** Begin with the oldest message that is kept (256, or 60 s). Default: with what is said from now on. */
    fromStart?: boolean;
}
/** One page's part in the channel of a call. */
export interface Channel {
    /**
     * Says something to all, or to one participant; at most 60,000 bytes of JSON, once whatever the connection does. Rejects
     * with a `CallError`: call-not-found, too-big, not-allowed, connection-lost after ten seconds.
     */
    say(body: unknown, to?: ParticipantId): Promise<void>;
    /** Stops listening; idempotent. */
    close(): void;
}
/** The connection of one page. Pages of one browser profile share one socket through a leader. */
export interface CallClient {
    readonly server: string;
    readonly state: ConnectionState;
    /** Why `state` is `closed`, if it is. */
    readonly end: CallError | undefined;
    /** Settles after the first welcome. */
    readonly ready: Promise<void>;
    readonly me: Me | undefined;
    /** This browser profile, as `participant.device.id` names it. */
    readonly deviceId: DeviceId;
    /** Live calls, and ended ones for ten minutes. */
    readonly calls: ReadonlyMap<CallId, Call>;
    /** The ways to call that this person may choose, in the order in which they are offered. */
    readonly providers: readonly ProviderInfo[];
    /** This page holds the socket. */
    readonly isLeader: boolean;
    /** This page should sound: it is visible and may, or no page is visible and this one leads. */
    readonly sounds: boolean;
    placeCall(target: CallTarget, options?: PlaceOptions): SeatClaim;
    answerCall(call: CallId, options?: {
        leave?: CallId;
    }): SeatClaim;
    /** Takes this person's seat in a running call to a new call page; the page before says that the call goes on elsewhere. */
    returnToCall(call: CallId): SeatClaim;
    declineCall(call: CallId): Promise<Call>;
    cancelCall(call: CallId): Promise<Call>;
    leaveCall(call: CallId): Promise<Call>;
    endCall(call: CallId): Promise<Call>;
    /**
     * What the participants of a call say to each other beside its media: for calls whose provider `draws` the window. Goes on
     * after a reconnect.
     */
    channel(call: CallId, events: ChannelEvents, options?: ChannelOptions): Channel;
    setStatus(status: ChosenStatus): Promise<void>;
    /** Tells of these people until taken back; the listener also gets each present status. */
    watchPresence(people: readonly PersonId[], listener: (person: PersonId, status: PresenceStatus) => void): () => void;
    presence(person: PersonId): PresenceStatus | undefined;
    /** Any operation by name. Without an answer after `patienceMs` (default: 10 s) it is not sent again: `connection-lost`. */
    request<Name extends OperationName>(operation: Name, input: Input<Name>, patienceMs?: number): Promise<Result<Name>>;
    on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void;
    /** Leaves the leadership and the socket; idempotent. */
    close(): void;
}
export interface SeatOptions {
    server: string;
    /** From the fragment, or the key that the last welcome gave (kept in the call page's `sessionStorage`). */
    secret: string;
    /** Called with the secret for the next hello, before anything else is told. */
    keepSecret(secret: string): void;
}
export interface SeatEvents {
    connection: {
        state: ConnectionState;
        code?: number;
    };
    /** After `call` changed; the first one after the welcome too. */
    callChanged: {
        call: Call;
        previous: Call | undefined;
    };
    /** As of a page's client. */
    leaving: undefined;
}
/** The call page's own connection: one seat in one call. */
export interface SeatClient {
    readonly state: ConnectionState;
    readonly call: Call | undefined;
    readonly participant: ParticipantId | undefined;
    readonly me: Me | undefined;
    /** The server's clock in milliseconds since 1970, as of the last welcome: by it a call's times are meant. Before that, the browser's. */
    serverNow(): number;
    /** Settles with the first welcome; rejects with `CallError` session-expired and others that do not come back. */
    readonly ready: Promise<void>;
    join(): Promise<JoinGrant>;
    /** Hangs up. Works without a connection: it is told as soon as there is one, and at once to the caller of this function. */
    leave(reason?: Input<"calls.leave">["reason"], problem?: Input<"calls.leave">["problem"]): Promise<void>;
    cancel(): Promise<void>;
    /** Any operation by name, as far as a seat may; as of a page's client. */
    request<Name extends OperationName>(operation: Name, input: Input<Name>, patienceMs?: number): Promise<Result<Name>>;
    readonly relay: {
        send(body: unknown, to?: ParticipantId): void;
        onMessage(listener: (message: {
            from: ParticipantId;
            body: unknown;
        }) => void): () => void;
        onGap(listener: () => void): () => void;
    };
    /** Sound or picture of these arrives, though their connection is lost: their seats are kept. Nothing without a connection. */
    tellFlow(from: ParticipantId[]): void;
    on<Name extends keyof SeatEvents>(name: Name, listener: (event: SeatEvents[Name]) => void): () => void;
    close(): void;
}

// calls/call-book.d.ts
import { type Call, type CallId, type PersonId } from "@ringline/protocol";
/** The newest record of each call, live or ended in the last ten minutes. Revisions only rise. @see SPEC CLIENT6 */
export declare class CallBook {
    #private;
    get calls(): ReadonlyMap<CallId, Call>;
    /** Whether the record is newer than the one that is here; if so it takes its place. */
    put(call: Call): boolean;
    /** Whether it was here. */
    remove(id: CallId): boolean;
    /** Live call → revision, as a hello names them: the server answers with what became of each. */
    holds(): Record<CallId, number>;
    live(): Call[];
    /** Whether something is missing here, given the revisions of all live calls. */
    differs(revisions: Record<CallId, number>): boolean;
}
/** Whether a call asks this person to answer now; one to a space or room may be active already. */
export declare function ringsFor(call: Call, person: PersonId | undefined): boolean;
/** What this person's own part in the call is: to be acknowledged, acknowledged, or none that rings. */
export declare function invitation(call: Call, person: PersonId | undefined): "invited" | "ringing" | "none";

// channel/page-channel.d.ts
import type { ServerFrame } from "@ringline/protocol";
import type { CallClient, Channel } from "../api.ts";
import { type Listeners } from "../listeners.ts";
import type { PageEvents } from "../page-state.ts";
/** What comes on the channels of this browser's pages. */
export type ChannelFrame = Extract<ServerFrame, {
    type: "relay" | "relay-gap";
}>;
/** `listeners`: those of the page, which hears the frames of all channels of this browser. */
export declare function open(client: CallClient, listeners: Listeners<PageEvents>, asked: Parameters<CallClient["channel"]>): Channel;

// connection/backoff.d.ts
/** How long to wait before try number `attempt` (0 is the first after a loss): full jitter below a doubling bound. @see SPEC CLIENT5 */
export declare function backoffMs(attempt: number, inCall: boolean, random?: () => number): number;

// connection/close-error.d.ts
import { CallError } from "@ringline/protocol";
/** Why a connection that does not come back is closed, as its requests are told. */
export declare function closeError(code: number | undefined): CallError;

// connection/connection.d.ts
import { CallError, type ClientFrame, type Hello, type Input, type OperationName, type Result, type ServerFrame, type Welcome } from "@ringline/protocol";
import type { ConnectionState } from "../api.ts";
export interface ConnectionOptions {
    /** The call server's URL. */
    server: string;
    /** The first frame; `fresh`: the last token had run out. A `CallError` that it throws is final, anything else is tried again. */
    hello(fresh: boolean): Promise<Hello>;
    inCall(): boolean;
    onWelcome(welcome: Welcome): void;
    /** Every frame but welcome, response, ping's pong and goodbye. */
    onFrame(frame: ServerFrame): void;
    onState(state: ConnectionState, code?: number): void;
    /** Sends something that the server answers, to see whether it is still there. */
    probe(): void;
    /** From the open socket to the welcome, where the server may take longer than `OPENING_MS`. In milliseconds. */
    welcomeMs?: number;
}
/** A socket that comes back: hello and welcome, requests, liveness, retries. @see SPEC CLIENT */
export declare class Connection {
    #private;
    constructor(options: ConnectionOptions);
    get state(): ConnectionState;
    /** Why it is closed, if it is. */
    get end(): CallError | undefined;
    start(): void;
    /** Closes for good; requests under way are rejected. */
    stop(error?: CallError): void;
    /** The network is back or the page is looked at: tries at once, or sees whether the socket still lives. */
    nudge(): void;
    /** Sends a frame if there is a welcomed connection; else it is dropped. */
    send(frame: ClientFrame): void;
    /** Waits for a connection if there is none, and is sent again after a reconnect. @see SPEC CLIENT3 */
    request<Name extends OperationName>(operation: Name, input: Input<Name>, patienceMs?: number): Promise<Result<Name>>;
}

// connection/passing.d.ts
/**
 * How long to wait before asking again, of a refusal that passes; nothing of any other. Milliseconds. By its code alone: where
 * this is loaded later, errors are of the first script's class, which knows no status.
 */
export declare function pauseAfter(error: unknown): number | undefined;

// connection/phase.d.ts
/**
 * Where a connection stands.
 * start → opening → connected → waiting → opening …; `closed` after a stop or a code that says not to come back.
 * `fresh`: the next hello needs a new token. `attempt`: failures in a row.
 */
export type Phase = {
    name: "closed";
    code?: number;
} | {
    name: "waiting";
    attempt: number;
    delayMs: number;
    fresh: boolean;
} | {
    name: "opening";
    attempt: number;
    since: number;
    fresh: boolean;
} | {
    name: "connected";
    attempt: number;
    since: number;
};
export type PhaseEvent = {
    type: "start";
}
/** The wait is over. */
 | {
    type: "due";
} | {
    type: "welcome";
}
/** The socket closed, could not be opened, or was silent for too long. */
 | {
    type: "lost";
    code?: number;
    retryAfterMs?: number;
}
/** The network is back, or somebody looks at the page. */
 | {
    type: "nudge";
} | {
    type: "stop";
};
export interface Surroundings {
    /** Milliseconds of any steady clock. */
    now: number;
    inCall: boolean;
    random?: () => number;
}
/** The next phase; the same object when nothing changes. Pure. */
export declare function nextPhase(phase: Phase, event: PhaseEvent, around: Surroundings): Phase;

// connection/requests.d.ts
import { CallError, type Input, type OperationName, type Request, type Result } from "@ringline/protocol";
import type { Refusal } from "../tabs/messages.ts";
/** A response of the server, or what the leader tells of one. */
type Answer = {
    result?: unknown;
    problem?: Refusal;
};
/** Commands that wait for their answer. Each keeps its id, so that it may be sent again. */
export declare class Requests {
    #private;
    /** `send` may do nothing while there is no connection: `resend` is called when there is one. */
    constructor(send: (frame: Request) => void);
    /** @throws {CallError} what the server answers; `connection-lost` after `patienceMs` without an answer. */
    request<Name extends OperationName>(operation: Name, input: Input<Name>, patienceMs?: number): Promise<Result<Name>>;
    /** Answers to requests that do not wait (any more) are ignored. A server that drains is no answer: another one will be. */
    settle({ id, ...answer }: Answer & {
        id: number;
    }): void;
    /** Sends again what has no answer yet, in order. */
    resend(): void;
    failAll(error: CallError): void;
}
export {};

// connection/silence.d.ts
interface SilenceOptions {
    probe(): void;
    /** Nothing was heard for too long. */
    silent(): void;
}
/**
 * Notices a server that says nothing any more: no frame for an interval and 2 s, and it is asked; none for an interval and
 * 5 s, and it is taken as gone. Asking keeps a connection alive whose server counts its intervals otherwise. @see SPEC CLIENT4
 */
export declare class Silence {
    #private;
    constructor(options: SilenceOptions);
    /** Something came: the count begins anew. */
    heard(): void;
    /** There is reason to doubt (the network changed): asks at once and waits 2 s only. */
    suspect(): void;
    stop(): void;
}
export {};

// connection/token-source.d.ts
export interface HeldToken {
    token: string;
    /** Whose it is, as the token itself says; the server checks it. Empty when that cannot be read. */
    person: string;
    /** A clock reading (`performance.now()`): a new one should be there by then. */
    refreshAt: number;
}
/** The page's token: fetched once however many ask at a time, and again before it runs out. @see SPEC CLIENT7 */
export declare class TokenSource {
    #private;
    constructor(fetch: () => Promise<string>);
    /** The held token if it is young enough and no `fresh` one is asked for. Rejects as the site's function does. */
    get(fresh?: boolean): Promise<HeldToken>;
}

// device.d.ts
import type { DeviceId } from "@ringline/protocol";
/** This browser profile's id on this site origin: made once and kept. Where nothing can be kept, one for this page. */
export declare function deviceId(): DeviceId;
/** What this device is told by: the server knows how to name a browser's user agent. */
export declare function deviceLabel(): string;

// index.d.ts
import type { CallClient, ClientOptions } from "./api.ts";
export * from "./api.ts";
export { pauseAfter } from "./connection/passing.ts";
export { createLogs, type Logger, type LogLink, type LogNaming, type Logs, type LogsOptions, type ShownError, } from "./logs/logs.ts";
export { connectSeat } from "./seat/seat-client.ts";
export { fetchToken } from "./site-token.ts";
/**
 * Connects this page to the call server, together with the other pages of the same person in this browser.
 *
 *     const client = createClient({ server: "https://calls.example.org", getToken });
 *     client.on("incomingCall", ({ call }) => show(call));
 */
export declare function createClient(options: ClientOptions): CallClient;

// listeners.d.ts
/** Who listens to what. A listener that throws is reported to the page and stops nobody else. */
export declare class Listeners<Events> {
    #private;
    /** Adds a listener; the function that is returned takes it off. */
    on<Name extends keyof Events>(name: Name, hear: (event: Events[Name]) => void): () => void;
    emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
}
/** Runs a site's function; what it throws reaches the page's own error reporting, not our caller. */
export declare function guarded(run: () => void): void;

// logs/line-gate.d.ts
/** Lets lines through up to a rate, so that a page that logs in a loop costs nothing but the call of a function. */
export declare class LineGate {
    #private;
    constructor(now: () => number);
    /** Whether one more may pass. */
    pass(): boolean;
    /** How many were not let through since this was asked last. */
    takeShut(): number;
}

// logs/log-queue.d.ts
import type { LogEntry } from "@ringline/protocol";
/** Lines that wait to be handed over: bounded in number and size, the oldest dropped and counted. */
export declare class LogQueue {
    #private;
    get size(): number;
    /** Lines that were dropped since this was asked last. */
    takeDropped(): number;
    noteDropped(count: number): void;
    add(entry: LogEntry): void;
    /** The oldest, as many as one message holds. */
    takeBatch(): LogEntry[];
    /** What could not be handed over takes its place again. */
    putBack(entries: readonly LogEntry[]): void;
    /** Only those that are wanted stay. */
    keep(isWanted: (entry: LogEntry) => boolean): void;
}

// logs/log-sender.d.ts
import type { LogEntry } from "@ringline/protocol";
import type { LogLink } from "./logs.ts";
/** Hands lines over in batches, one at a time; what is not wanted never leaves. Never throws. */
export declare class LogSender {
    #private;
    constructor(link: LogLink);
    add(entry: LogEntry): void;
    noteDropped(count: number): void;
    /** Hands over what there is, also while another batch is under way: the page may go. */
    flush(): void;
    /** The page goes: hands over what there is, of which no answer is awaited and nothing is tried again. */
    leave(): void;
    /** Asks whose lines are wanted, and hands over what waits. */
    look(): void;
    close(): void;
}

// logs/log-text.d.ts
import { type CallError, type LogLevel } from "@ringline/protocol";
/** What a console line is made of. */
export interface ConsoleLine {
    level: LogLevel | "trace";
    /** `webrtc.call` */
    name: string;
    clientId: string;
    text: string;
    /** ISO 8601. */
    at: string;
    reference?: string | undefined;
}
/** `| ERROR | [webrtc.call_1a2b3c4d] Message. Error: reason -- 2027-01-01T12:00:00.000Z`: the same for every logger. */
export declare function consoleLine({ level, name, clientId, text, at, reference }: ConsoleLine): string;
/** The message and, behind it, what is known of the error; never throws, whatever was thrown. */
export declare function withError(message: string, error: unknown): string;
/** What an error says: a text as it is, an error with its name and code, anything else as JSON; nothing for nothing. */
export declare function errorText(error: unknown): string;
/** Known by its code, not by its class: it may come from another script than this one. */
export declare function isCallError(error: unknown): error is CallError;
export declare function cut(text: string, most?: number): string;

// logs/logs.d.ts
import { type CallId } from "@ringline/protocol";
import type { CallClient } from "../api.ts";
/** What a person is shown of an error, by whoever draws it. */
export interface ShownError {
    title: string;
    text: string;
    /** Finds the entry. */
    reference: string;
}
/** A log of one name. Nothing here throws or waits, whatever is given. */
export interface Logger {
    /** Stays in this browser. */
    trace(message: string, details?: object): void;
    debug(message: string, details?: object): void;
    info(message: string, details?: object): void;
    warn(message: string, details?: object): void;
    /** Answers the reference that finds this entry, remote log or not; `onReference` gets it too. Show it to the person. */
    error(message: string, error?: unknown, onReference?: (reference: string) => void): string;
    /** Logs the message, and has the person shown the title and text (default: what the error says) with the reference. */
    showError(message: string, error: unknown, shown: {
        title: string;
        text?: string;
    }): string;
    /** Another log beside this one: `webrtc` and `webrtc.call`. */
    prefix(name: string): Logger;
}
/** What carries lines to the server: a page's client or a seat's. */
export type LogLink = Pick<CallClient, "request" | "state"> & {
    on(name: "connection" | "leaving", listener: (event?: {
        state: string;
    }) => void): () => void;
};
export interface LogsOptions {
    link: LogLink;
    /** The call that lines are about. A seat's are about its own, whatever is said here. */
    call?(): CallId | undefined;
    /** Draws an error. Default: it is logged only. */
    onShow?(error: ShownError): void;
    /** Of an older product whose names must stay: default are random ones. */
    naming?: LogNaming;
    /** Default: the browser's. */
    console?: Pick<Console, "debug" | "info" | "warn" | "error">;
}
/** How an older product names a document and what it logged. */
export interface LogNaming {
    /** 6 to 64 characters of base64url. */
    clientId: string;
    /**
     * The reference of an error that is logged at that time: who sees it, `clientId` and `at` between hyphens, so that it stands in
     * the line already. No two errors of a document have the same time.
     */
    referenceAt(at: string): string;
}
/** The logs of one document: they go to its console and, where an administrator wants that, to the call server. */
export interface Logs {
    /** Names this document in every line. */
    readonly clientId: string;
    /** The log of a provider or connector; without a name, the page's own. */
    getLog(name?: string): Logger;
    /** Asks again whose lines are wanted: a switch was turned. It does so once a minute by itself. */
    look(): void;
    /** Hands over what there is, at once. */
    flush(): void;
    /** Hands over what there is and goes. Idempotent. */
    close(): void;
}
/**
 * Logs over a page's client or a seat's. In bounds whatever is logged: 50 lines a second and 200 at once, what is beyond not
 * written at all; 500 that wait, the oldest dropped. Both are counted. Never a call that waits for a line.
 *
 *     const logs = createLogs({ link: client });
 *     const log = logs.getLog("webrtc").prefix("call");
 *     const reference = log.error("No sound", error);
 */
export declare function createLogs(options: LogsOptions): Logs;

// page-client.d.ts
import { type Call, CallError, type CallId, type CallTarget, type ChosenStatus, type Input, type OperationName, type PersonId, type PresenceStatus, type Result } from "@ringline/protocol";
import type { CallClient, Channel, ClientEvents, ClientOptions, PlaceOptions, SeatClaim } from "./api.ts";
/** One page's client: commands go to the leader of the browser's pages, and what the leader tells is kept here. */
export declare class PageClient implements CallClient {
    #private;
    readonly server: string;
    constructor(options: ClientOptions);
    get ready(): Promise<void>;
    get state(): import("./api.ts").ConnectionState;
    get end(): CallError | undefined;
    get me(): import("@ringline/protocol").Me | undefined;
    get deviceId(): string;
    get calls(): ReadonlyMap<string, Call>;
    get providers(): readonly import("@ringline/protocol").ProviderInfo[];
    get isLeader(): boolean;
    get sounds(): boolean;
    on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void;
    placeCall(target: CallTarget, options?: PlaceOptions): SeatClaim;
    answerCall(call: CallId, options?: {
        leave?: CallId;
    }): SeatClaim;
    returnToCall(call: CallId): SeatClaim;
    declineCall(call: CallId): Promise<Call>;
    cancelCall(call: CallId): Promise<Call>;
    leaveCall(call: CallId): Promise<Call>;
    endCall(call: CallId): Promise<Call>;
    /** Its code is loaded when it is wanted. */
    channel(...asked: Parameters<CallClient["channel"]>): Channel;
    setStatus(status: ChosenStatus): Promise<void>;
    watchPresence(people: readonly PersonId[], listener: (person: PersonId, status: PresenceStatus) => void): () => void;
    presence(person: PersonId): PresenceStatus | undefined;
    request<Name extends OperationName>(operation: Name, input: Input<Name>, patienceMs?: number): Promise<Result<Name>>;
    close(): void;
}

// page-life.d.ts
import type { PageHooks } from "./api.ts";
/** What happens to the page as a whole; each function takes its listeners off again. */
export interface PageLife {
    /** The network is back or the page is looked at. */
    onNudge: () => void;
    /** The page goes away, into the back-forward cache, or is frozen where it stands. */
    onHide: () => void;
    /** …and is back from there. */
    onShow: () => void;
}
/** Listens on the window where there is one. */
export declare function followPage(life: PageLife): () => void;
/** The hooks of a page with a `document`; a program without one counts as visible. */
export declare function documentHooks(): PageHooks;

// page-sight.d.ts
import type { PageHooks } from "./api.ts";
import type { Sight } from "./tabs/messages.ts";
/** How one page is seen: visible or not, since when, and whether it may sound. */
export declare class PageSight {
    #private;
    readonly stop: () => void;
    /** `changed` runs after each change; `returned`: the page became visible with it. */
    constructor(hooks: PageHooks, changed: (returned: boolean) => void);
    get isVisible(): boolean;
    get now(): Sight;
}

// page-state.d.ts
import type { Call, CallId, DeviceId, Me, PersonId, PresenceStatus, ProviderInfo } from "@ringline/protocol";
import type { ClientEvents, ConnectionState } from "./api.ts";
import type { Listeners } from "./listeners.ts";
import type { FromLeader, PageId } from "./tabs/messages.ts";
/** What a page's users hear, and its own parts. */
export interface PageEvents extends ClientEvents {
    /** After the page has taken it in. */
    leader: FromLeader;
}
/** What one page knows, as the leader tells it. State first, then the event. @see SPEC CLIENT6, TABS4 */
export declare class PageState {
    #private;
    me: Me | undefined;
    providers: readonly ProviderInfo[];
    state: ConnectionState;
    sounds: boolean;
    /** That of the leader, so that it stays the same when this page leads and nothing can be kept. */
    device: DeviceId;
    constructor(page: PageId, listeners: Listeners<PageEvents>, isWatched: (person: PersonId) => boolean);
    get calls(): ReadonlyMap<CallId, Call>;
    get presence(): ReadonlyMap<PersonId, PresenceStatus>;
    apply(message: FromLeader): void;
    setState(state: ConnectionState, code?: number): void;
    /** Which page sounds; none when this one leaves the others. */
    setSound(page: PageId | undefined): void;
    /** Somebody else is signed in now: nothing of the last person stays. */
    clear(): void;
    forgetPresence(person: PersonId): void;
}

// presence-watch.d.ts
import type { PersonId, PresenceStatus } from "@ringline/protocol";
type Listener = (person: PersonId, status: PresenceStatus) => void;
/** Who on this page watches whom. @see SPEC CLIENT9 */
export declare class PresenceWatch {
    #private;
    /** `changed` gets all people whom the page watches, at most once in 50 ms. */
    constructor(changed: (people: PersonId[]) => void);
    /** Whom the page watches; the values are of no interest. */
    get people(): ReadonlyMap<PersonId, unknown>;
    add(people: readonly PersonId[], hear: Listener): () => void;
    tell(person: PersonId, status: PresenceStatus): void;
    stop(): void;
}
export {};

// seat/relay-queue.d.ts
import type { ClientFrame, ParticipantId } from "@ringline/protocol";
type RelayFrame = Extract<ClientFrame, {
    type: "relay";
}>;
/** Relay messages that the server has not said it keeps, in order, to be sent again on a new connection. @see SPEC CLIENT12 */
export declare class RelayQueue {
    #private;
    /** The frame to send now. `n` counts up from 1 for this document. */
    add(call: string, body: unknown, to?: ParticipantId): RelayFrame;
    /** The server has all up to `n`. */
    kept(n: number): void;
    get waiting(): readonly RelayFrame[];
}
export {};

// seat/seat-client.d.ts
import type { SeatClient, SeatOptions } from "../api.ts";
/** Connects a call page to its seat. Connects at once; `keepSecret` is called with each new secret before anything is told. */
export declare function connectSeat(options: SeatOptions): SeatClient;

// seat/seat-key.d.ts
/** A call page's secret, and the hash that a command may say of it: a promise until it is there. */
export interface SeatKey {
    readonly secret: string;
    seat: string | Promise<string>;
}
/**
 * Makes a key to be kept ready. A hash takes a turn of the event loop, and a press has none to spare: the window that it
 * opens holds the page up for tens of milliseconds, and a command that is not sent before is late by these.
 */
export declare function newSeatKey(): SeatKey;

// seat/secret.d.ts
/** 256 random bits, base64url: what a call page shows to take its seat. */
export declare function newSecret(): string;
/**
 * Base64url SHA-256 of a secret's characters: what a command may say of it.
 * @throws {CallError} webrtc-unsupported on a page that is no secure context: no browser lets it hash, or call
 */
export declare function seatHash(secret: string): Promise<string>;
/** A name without meaning for a page, a device or a command. */
export declare function randomId(): string;

// site-token.d.ts
/**
 * Asks a site's token URL for a token of whoever is signed in there.
 * @throws {CallError} not-authenticated when nobody is: the site said 401, 204, or sent us to a sign-in page
 * @throws {Error} when the URL is not of the page's own origin, or answers no token
 */
export declare function fetchToken(tokenUrl: string): Promise<string>;

// tabs/hub.d.ts
import { type Call, type DeviceId, type PersonId } from "@ringline/protocol";
import type { TokenSource } from "../connection/token-source.ts";
import type { FromLeader, PageId, ToLeader } from "./messages.ts";
export interface HubOptions {
    server: string;
    tokens: TokenSource;
    /** Whom the group of pages is for, as its first token said. */
    person: PersonId;
    device: {
        id: DeviceId;
        label: string;
    };
    /** The page that leads. */
    page: PageId;
    /** What that page knew before it led. */
    calls: Iterable<Call>;
    tell(message: FromLeader, to?: PageId): void;
    /** A token was for somebody else: this hub is of no use any more. */
    onOtherPerson(): void;
}
/** The leader's part: the one socket of a browser profile, and what all its pages are told. @see SPEC TABS */
export declare class Hub {
    #private;
    constructor(options: HubOptions);
    start(): void;
    /** Closes the socket; pages' requests stay theirs, for the next leader. */
    close(): void;
    /** What a page says. */
    take(page: PageId, message: ToLeader): void;
}

// tabs/leader-watch.d.ts
interface LeaderWatchOptions {
    isVisible(): boolean;
    ask(): void;
    /** The page asked, and nobody answered. */
    onDead(): void;
}
/** How a follower notices a leader that is frozen or dead: soon where it is seen, in the end where it is hidden. @see SPEC TABS5 */
export declare class LeaderWatch {
    #private;
    constructor(options: LeaderWatchOptions);
    /** Asks now, for instance because the page became visible. */
    look(): void;
    /** The leader said something, to whichever page. */
    heard(): void;
    stop(): void;
}
export {};

// tabs/messages.d.ts
import type { Call, CallId, DeviceId, ErrorCode, Me, PersonId, PresenceStatus, Problem, ProviderInfo, Request } from "@ringline/protocol";
import type { ConnectionState } from "../api.ts";
import type { ChannelFrame } from "../channel/page-channel.ts";
/** Rises when what pages tell each other changes: pages with an older script are then apart. */
export declare const TABS_VERSION = 2;
/** One tab, as the others know it: random per document. */
export type PageId = string;
/** What a page tells the leader. Repeated ones have no second effect. */
export type ToLeader = 
/** A page is here: answered by a snapshot. */
{
    type: "enter";
    sight: Sight;
    people: PersonId[];
}
/** All people whom this page shows. */
 | {
    type: "watch";
    people: PersonId[];
} | {
    type: "sight";
    sight: Sight;
}
/** There is reason to look after the connection: the network is back, or the page is looked at. */
 | {
    type: "nudge";
} | Request
/** Answered by `here`: does the leader live? */
 | {
    type: "ask";
}
/** The page goes. */
 | {
    type: "exit";
};
/** What decides which page sounds. */
export interface Sight {
    visible: boolean;
    maySound: boolean;
    /** When the page was last looked at or focused; `Date.now()`, equal for all pages of a browser. */
    seenAt: number;
}
/** What the leader tells one page or all. */
export type FromLeader = {
    type: "lead";
} | {
    type: "here";
} | Snapshot | {
    type: "welcome";
    me: Me;
    calls: Call[];
    providers: readonly ProviderInfo[];
} | {
    type: "providers";
    providers: readonly ProviderInfo[];
} | {
    type: "me";
    me: Me;
} | {
    type: "call";
    call: Call;
} | {
    type: "call-gone";
    call: CallId;
} | {
    type: "presence";
    people: Map<PersonId, PresenceStatus>;
} | {
    type: "connection";
    state: ConnectionState;
    code?: number;
    end?: ErrorCode;
}
/** Of the channels of all pages: each knows its own by its name. */
 | ChannelFrame | {
    type: "sound";
    page: PageId | undefined;
} | {
    type: "response";
    id: number;
    result?: unknown;
    problem?: Refusal;
};
/** What is told of a problem: the code says status and title. */
export type Refusal = Partial<Problem> & Pick<Problem, "code">;
export interface Snapshot {
    type: "snapshot";
    me: Me | undefined;
    calls: Call[];
    providers: readonly ProviderInfo[];
    presence: Map<PersonId, PresenceStatus>;
    state: ConnectionState;
    sound: PageId | undefined;
    device: DeviceId;
}
/** Who led when this was said. A later term is the higher epoch; between equal ones, the higher page id. */
export interface Term {
    epoch: number;
    leader: PageId;
}
/** What travels between pages. */
export type Envelope = {
    type: "to-leader";
    from: PageId;
    message: ToLeader;
}
/** To one page, or to all. */
 | {
    type: "from-leader";
    to?: PageId;
    term: Term;
    message: FromLeader;
}
/** From page to page, without the leader. */
 | {
    type: "taken";
    call: CallId;
    taken: boolean;
};
/** Whether `a` is a later term than `b`. */
export declare function isLater(a: Term, b: Term): boolean;

// tabs/presence-union.d.ts
import { type PersonId, type PresenceStatus } from "@ringline/protocol";
import type { PageId } from "./messages.ts";
export interface PresenceRequests {
    subscribe(people: PersonId[]): Promise<Map<PersonId, PresenceStatus>>;
    unsubscribe(people: PersonId[]): Promise<unknown>;
    /** Statuses that just came. */
    told(people: Map<PersonId, PresenceStatus>): void;
}
/** Whom all pages together watch, and what is known of them; asks the server for the difference only. @see SPEC CLIENT9 */
export declare class PresenceUnion {
    #private;
    constructor(requests: PresenceRequests);
    get statuses(): ReadonlyMap<PersonId, PresenceStatus>;
    /** All people whom this page shows; none when it goes. */
    watch(page: PageId, people: readonly PersonId[]): void;
    /** A new connection knows nothing of the subscriptions of the last one; without one nothing is asked. */
    setOnline(online: boolean): void;
    put(people: ReadonlyMap<PersonId, PresenceStatus>): void;
}

// tabs/sound-choice.d.ts
import type { PageId, Sight } from "./messages.ts";
/**
 * The one page that sounds: of the pages that may (of all, where none may) the one that was looked at last among the
 * visible ones; where none is visible the leader, or else the one looked at last. @see SPEC SOUND1
 */
export declare function soundingPage(sights: ReadonlyMap<PageId, Sight>, leader: PageId): PageId | undefined;

// tabs/tabs.d.ts
import type { CallId } from "@ringline/protocol";
import type { Hub } from "./hub.ts";
import { type FromLeader, type PageId, type ToLeader } from "./messages.ts";
export interface TabsOptions {
    /** Of the lock and the channel: the same for all pages of one person on one server. */
    name: string;
    page: PageId;
    isVisible(): boolean;
    makeHub(tell: (message: FromLeader, to?: PageId) => void): Hub;
    /** What the leader says to this page; `lead` when there is a new one. */
    onMessage(message: FromLeader): void;
    /** Another page took or refused a ring. */
    onTaken(call: CallId, taken: boolean): void;
}
/**
 * The pages of one browser profile, one of which leads: it holds the lock and the hub. Where the browser has no locks or no
 * channel each page leads itself. @see SPEC TABS
 */
export declare class Tabs {
    #private;
    constructor(options: TabsOptions);
    get isLeader(): boolean;
    start(): void;
    /** Says something to the leader, which may be this page; lost when there is none just now. */
    tell(message: ToLeader): void;
    /** Tells the other pages at once, without the leader. */
    tellTaken(call: CallId, taken: boolean): void;
    /** The page became visible: sees whether the leader lives. */
    look(): void;
    close(): void;
}

// tabs/token-keeper.d.ts
import type { PersonId } from "@ringline/protocol";
import type { TokenSource } from "../connection/token-source.ts";
interface TokenEvents {
    /** A new token for the socket that is open. */
    renewed(token: string): void;
    otherPerson(): void;
}
/** Renews the token of an open connection before it runs out, and sees that it stays the same person's. @see SPEC CLIENT7 */
export declare class TokenKeeper {
    #private;
    constructor(source: TokenSource, person: PersonId, events: TokenEvents);
    /** A token for a hello. Rejects as the site's function does, and when the token is another person's. */
    get(fresh: boolean): Promise<string>;
    /** From now on the open connection gets new tokens in time. */
    watch(): void;
    stop(): void;
}
export {};
