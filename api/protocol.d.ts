// accounts.d.ts
import type { PersonId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** What an account has beside its name. */
export interface AccountField {
    /** `^[a-z][a-zA-Z0-9]*$`, but not `name`. */
    key: string;
    title: string;
    description?: string;
    /** A regular expression for the whole of it, as in HTML's `pattern`: with the `v` flag, so that `-` in a class is written `\-`. */
    pattern?: string;
    /** Default false. */
    isRequired?: boolean;
}
/** An account that people have in the system behind a provider; it stands in their profile, or in the site's tokens. Nothing secret. */
export interface AccountType {
    /** One lower-case word; providers that name the same share the account. */
    type: string;
    /** In the profile, e.g. "Acme number". */
    title: string;
    description?: string;
    /** Of its name: a regular expression for the whole of it, as in HTML's `pattern`: with the `v` flag, so that `-` in a class is written `\-`. */
    pattern?: string;
    /** At most 9 beside the name; a site's token names the account alone. */
    fields?: readonly AccountField[];
    /** Others of the site read it, of people whom they may see and know. Default: their own person and administrators alone. */
    isShared?: boolean;
}
/** Whether a text can be an account's `pattern`; a connector that answers another does not start. */
export declare function isPattern(text: string): boolean;
/** What one person has of one type. */
export interface Account {
    type: string;
    /** `name`, and the keys of the type's fields; each 1 to 255 characters of one line. */
    fields: Record<string, string>;
    /** `site`: the site's token says so, and nothing here changes it. `own`: put in by the person or an administrator. */
    source: "site" | "own";
}
export interface AccountOperations {
    /** The types that providers at work ask for, and what this person has of them. Of somebody else: administrators only. */
    "accounts.list": {
        input: {
            person?: PersonId;
        };
        result: {
            types: AccountType[];
            accounts: Account[];
        };
    };
    /** By person: one's own, and of others those of shared types. Who may not be seen, or does not know the asker, has none. */
    "accounts.get": {
        input: {
            people: PersonId[];
        };
        result: {
            people: Record<PersonId, Account[]>;
        };
    };
    /** Adds or replaces; one that the site's token names stays above it. For somebody else: administrators only. */
    "accounts.put": {
        input: {
            person?: PersonId;
            type: string;
            fields: Record<string, string>;
        };
        result: {
            account: Account;
        };
    };
    /** Takes away what was put in. Twice is once. For somebody else: administrators only. */
    "accounts.remove": {
        input: {
            person?: PersonId;
            type: string;
        };
        result: Record<string, never>;
    };
}
export declare const ACCOUNT_OPERATIONS: {
    readonly [Name in keyof AccountOperations]: OperationEntry;
};

// administration.d.ts
import type { Call, Person, PersonId, PresenceStatus, Timestamp } from "./model.ts";
import type { KeyScope, OperationEntry } from "./operation-entry.ts";
/** A signed-in administration page. */
export interface AdminSession {
    /** The bearer token; kept in memory, told once. */
    token: string;
    name: string;
    /** Ends at this time unless it is renewed. */
    expiresAt: Timestamp;
    /** Cannot be renewed beyond this time. */
    endsAt: Timestamp;
}
/** A key for programs, as lists show it: never with its secret. */
export interface ApiKey {
    id: string;
    name: string;
    /** At least one, each once. */
    scopes: KeyScope[];
    createdAt: Timestamp;
    createdBy: string;
    /** To the minute; absent: never used. */
    lastUsedAt?: Timestamp;
    expiresAt?: Timestamp;
    revokedAt?: Timestamp;
}
/** One thing that an administrator did, or tried to do. */
export interface AuditEntry {
    /** The reference of a problem, where there was one. */
    reference: string;
    at: Timestamp;
    /** `token`: the site's; `setup`: a set-up link; `program`: what runs the server, by its API. */
    by: {
        type: "token" | "session" | "key" | "setup" | "program";
        id: string;
        name: string;
        address?: string;
    };
    /** The operation's name. */
    action: string;
    /** Which call, person, provider, key …; absent where the action has no such thing. */
    target?: string;
    /** What was asked for, without secrets. */
    input: unknown;
    before?: unknown;
    after?: unknown;
    /** `done`, an error code, or `unknown` when the process ended in between. */
    outcome: string;
}
/** Somebody of the site, as administrators see them. */
export interface PersonFound {
    person: Person;
    status: PresenceStatus;
    /** Devices with an open socket. */
    devices: number;
    /** Absent: never seen, or not for longer than the server remembers. */
    lastSeenAt?: Timestamp;
    /** Signed out by an administrator; tokens signed before are refused. */
    revokedAt?: Timestamp;
}
export interface ServerStatus {
    version: string;
    node: string;
    startedAt: Timestamp;
    now: Timestamp;
    /** Server processes that live. */
    nodes: string[];
    database: {
        type: "sqlite" | "postgres";
        isWell: boolean;
        probeMs: number;
    };
    /** Connectors that are not well now, each with its own words. */
    ailing: {
        connector: string;
        detail?: string;
    }[];
    /** Open sockets of this process: pages, call pages, and those that have not said hello. */
    sockets: number;
    /** Live calls of all processes. */
    calls: number;
}
/** One thing that was tried of settings. */
export interface SettingsCheck {
    /** What was tried, such as an address. */
    subject: string;
    ok: boolean;
    result: "works" | "no-answer" | "refused" | "no-such-name" | "wrong-account" | "wrong-certificate" | "open-relay";
    /** What was found, or the system's words for what went wrong. */
    detail: string;
    /** How long the answer took. */
    ms?: number;
    /** `public`: a server that anybody may use is not for production. */
    notes: "public"[];
}
/** A backup that is complete. */
export interface BackupFile {
    /** Its path on the server's machine. */
    file: string;
    bytes: number;
}
export interface AdministrationOperations {
    /**
     * Opens a session of the administration page: with a set-up link, or with a token of the site that has the role `admin`. Each
     * link and each token is taken once. @throws link-used
     */
    "admin.sign-in": {
        input: Record<string, never>;
        result: {
            session: AdminSession;
        };
    };
    /** Lets the session live on for 30 minutes, within its 12 hours. */
    "admin.renew": {
        input: Record<string, never>;
        result: {
            expiresAt: Timestamp;
        };
    };
    /** Ends the session at once. */
    "admin.sign-out": {
        input: Record<string, never>;
        result: Record<string, never>;
    };
    /** Live calls of everybody, newest first; `text`: part of a participant's name, of an id or of the title. `limit` 1 to 100, default 50. */
    "calls.live": {
        input: {
            text?: string;
            person?: PersonId;
            limit?: number;
        };
        result: {
            calls: Call[];
            count: number;
        };
    };
    /** People whose id or name begins with `text`, any case, by id. `after`: the id to go on behind. `limit` 1 to 100, default 50. */
    "people.find": {
        input: {
            text?: string;
            after?: PersonId;
            limit?: number;
        };
        result: {
            people: PersonFound[];
            next?: PersonId;
        };
    };
    /** How this server does. */
    "server.status": {
        input: Record<string, never>;
        result: {
            status: ServerStatus;
        };
    };
    /**
     * Writes a backup of an SQLite database while everything goes on, to a file beside it that replaces the backup before. The calls
     * that are live now are over in it. Answers when the file is complete. @throws invalid-input for another database
     */
    "server.backup": {
        input: Record<string, never>;
        result: {
            backup: BackupFile;
        };
    };
    /**
     * Tries settings of a connector out from where the server is, without storing them; `browser` is what the page tries itself.
     * @throws invalid-input with the connector's own lines
     */
    "providers.test": {
        input: {
            connector: string;
            settings: unknown;
        };
        result: {
            checks: SettingsCheck[];
            browser?: unknown;
        };
    };
    /** All keys, the newest first; those that were revoked or ran out are kept for 90 days. */
    "keys.list": {
        input: Record<string, never>;
        result: {
            keys: ApiKey[];
        };
    };
    /** Makes a key. `secret` is the bearer token of a program; it is told here and never again. */
    "keys.create": {
        input: {
            name: string;
            scopes: KeyScope[] /** 1 to 366; absent: does not run out. */;
            days?: number;
        };
        result: {
            key: ApiKey;
            secret: string;
        };
    };
    /** The key is refused from now on. Twice is once. */
    "keys.revoke": {
        input: {
            key: string;
        };
        result: {
            key: ApiKey;
        };
    };
    /** What administrators did, newest first; `action`: an operation's name or its area. `limit` 1 to 100, default 50. */
    "audit.list": {
        input: {
            action?: string;
            by?: string;
            target?: string;
            before?: string;
            limit?: number;
        };
        result: {
            entries: AuditEntry[];
            next?: string;
        };
    };
}
export declare const ADMINISTRATION_OPERATIONS: {
    readonly [Name in keyof AdministrationOperations]: OperationEntry;
};

// channel.d.ts
import type { CallId, ParticipantId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** The call channel: the call's message log for its participants' devices, of providers that draw the window themselves. */
export interface ChannelOperations {
    /**
     * From now on this socket gets the `relay` frames of a live call, what this person says included; asked again with the same
     * `channel`, it begins anew. Over the socket only.
     */
    "calls.listen": {
        input: {
            call: CallId;
            /** Begins after this number; 0: with the oldest message that is kept. Absent: with what is said from now on. */
            from?: number;
            /** Tells several listenings of one socket apart: comes back in their frames. */
            channel?: string;
        };
        /** The number of the newest message; 0: there is none. */
        result: {
            head: number;
        };
    };
    /** Stops that. Twice is once. Over the socket only. */
    "calls.unlisten": {
        input: {
            call: CallId;
            channel?: string;
        };
        result: Record<string, never>;
    };
    /** Says something to all who listen and all seats, or to one participant alone; at most 60,000 bytes of JSON. */
    "calls.say": {
        input: {
            call: CallId;
            body: unknown;
            to?: ParticipantId;
            /** Makes it repeatable: `n` counts up from 1 per name; one that was said before has no second effect. */
            once?: {
                name: string;
                n: number;
            };
        };
        /** Its number in the call's one order; of a repeated one, that of the newest message. */
        result: {
            seq: number;
        };
    };
}
export declare const CHANNEL_OPERATIONS: {
    readonly [Name in keyof ChannelOperations]: OperationEntry;
};

// close-codes.d.ts
/** WebSocket close codes: 4000–4499 reconnect, 4500–4999 do not; any other code reconnects with backoff. */
export declare const CLOSE_CODES: {
    readonly drain: 4000;
    readonly "heartbeat-timeout": 4001;
    readonly "slow-consumer": 4002;
    readonly "token-expired": 4003;
    readonly "rate-limited": 4004;
    readonly "auth-timeout": 4500;
    readonly "invalid-token": 4501;
    readonly revoked: 4502;
    readonly replaced: 4503;
    readonly "protocol-error": 4504;
    readonly "connection-limit": 4505;
    readonly "unsupported-version": 4506;
    /** The seat's call is over, or its key is not known. */
    readonly "session-expired": 4507;
};
export type CloseName = keyof typeof CLOSE_CODES;
/** Whether a client should come back after this close code. `token-expired` asks for a new token first. */
export declare function shouldReconnect(code: number): boolean;

// errors.d.ts
/** Who can do something about a problem: the person, the administrator, or time. */
export type Helper = "user" | "admin" | "retry";
interface ErrorCodeEntry {
    readonly status: number;
    readonly helper: Helper;
    /** One line of plain English; programs branch on the code only. */
    readonly meaning: string;
}
/** Every code that a client can meet, with its HTTP status. `docs/errors.md` has the same list. */
export declare const ERROR_CODES: {
    readonly "bad-json": ErrorCodeEntry;
    readonly "invalid-input": ErrorCodeEntry;
    readonly "unknown-field": ErrorCodeEntry;
    readonly "invalid-id": ErrorCodeEntry;
    readonly "token-in-url": ErrorCodeEntry;
    readonly "url-not-allowed": ErrorCodeEntry;
    readonly "not-authenticated": ErrorCodeEntry;
    readonly "invalid-token": ErrorCodeEntry;
    readonly "token-expired": ErrorCodeEntry;
    readonly "token-not-yet-valid": ErrorCodeEntry;
    readonly "token-too-long": ErrorCodeEntry;
    readonly "wrong-token-type": ErrorCodeEntry;
    readonly "token-revoked": ErrorCodeEntry;
    readonly "link-used": ErrorCodeEntry;
    readonly "not-allowed": ErrorCodeEntry;
    readonly "origin-denied": ErrorCodeEntry;
    readonly "not-winner": ErrorCodeEntry;
    readonly "call-not-found": ErrorCodeEntry;
    readonly "not-found": ErrorCodeEntry;
    readonly "method-not-allowed": ErrorCodeEntry;
    readonly "answered-elsewhere": ErrorCodeEntry;
    readonly "request-id-reused": ErrorCodeEntry;
    readonly "stale-session": ErrorCodeEntry;
    readonly "not-ringing": ErrorCodeEntry;
    readonly "in-other-call": ErrorCodeEntry;
    readonly "provider-off": ErrorCodeEntry;
    readonly "account-missing": ErrorCodeEntry;
    readonly "call-ended": ErrorCodeEntry;
    readonly "session-expired": ErrorCodeEntry;
    readonly "too-big": ErrorCodeEntry;
    readonly "too-many-invitees": ErrorCodeEntry;
    readonly "unsupported-media-type": ErrorCodeEntry;
    readonly "unsupported-version": ErrorCodeEntry;
    readonly "rate-limited": ErrorCodeEntry;
    readonly "ring-limit": ErrorCodeEntry;
    readonly "headers-too-large": ErrorCodeEntry;
    readonly "internal-error": ErrorCodeEntry;
    readonly "connector-failed": ErrorCodeEntry;
    readonly draining: ErrorCodeEntry;
    readonly "storage-unavailable": ErrorCodeEntry;
    readonly "policy-unavailable": ErrorCodeEntry;
    readonly "storage-full": ErrorCodeEntry;
    readonly "microphone-denied": ErrorCodeEntry;
    readonly "camera-denied": ErrorCodeEntry;
    readonly "device-not-found": ErrorCodeEntry;
    readonly "device-in-use": ErrorCodeEntry;
    readonly "permissions-policy-blocked": ErrorCodeEntry;
    readonly "webrtc-unsupported": ErrorCodeEntry;
    readonly "media-failed": ErrorCodeEntry;
    readonly "popup-blocked": ErrorCodeEntry;
    readonly "connection-lost": ErrorCodeEntry;
};
/** A stable, kebab-case code; messages may change, codes do not. */
export type ErrorCode = keyof typeof ERROR_CODES;
/** RFC 9457 problem, the same object on the socket and over REST. */
export interface Problem {
    type: string;
    title: string;
    status: number;
    code: ErrorCode;
    /** Finds the server's log line; 8 characters. */
    reference: string;
    /** Which field, what is allowed; never a secret, path or stack. */
    detail?: string;
    retryAfterMs?: number;
    /** With `answered-elsewhere`: the label of the device that won. */
    device?: string;
    /** With `call-ended`: why. */
    endReason?: string;
}
/** An expected refusal. Anything else that is thrown is a bug and becomes `internal-error` at the border. */
export declare class CallError extends Error {
    readonly code: ErrorCode;
    readonly status: number;
    readonly details: Omit<Partial<Problem>, "code" | "status">;
    constructor(code: ErrorCode, details?: Omit<Partial<Problem>, "code" | "status"> & {
        cause?: unknown;
    });
}
export declare function isErrorCode(value: unknown): value is ErrorCode;
export {};

// frames.d.ts
import type { Problem } from "./errors.ts";
import type { Call, CallId, DeviceId, Me, ParticipantId, PersonId, PresenceStatus, Timestamp } from "./model.ts";
import type { OperationName, Operations } from "./operations.ts";
import type { ProviderInfo } from "./providers.ts";
/** The wire version that this package speaks. */
export declare const PROTOCOL_VERSION = 1;
/** The first frame of every socket. A device shows a token, a call page its seat secret. */
export type Hello = DeviceHello | SeatHello;
interface HelloParts {
    type: "hello";
    version: number;
    /** Random per document; the relay tells repeated messages by it. */
    page: string;
    /** What the client already has: call id → revision. */
    holds: Record<CallId, number>;
}
export interface DeviceHello extends HelloParts {
    token: string;
    device: {
        id: DeviceId;
        label: string;
    };
}
export interface SeatHello extends HelloParts {
    /** The secret made at the press, or the last one that a welcome gave. */
    seatSecret: string;
    /** The last relay message that this document has handled; 0 for a new document. */
    relaySeen: number;
}
/** The answer to hello. State first: `calls` holds every live call of the person and the end of each named one. */
export interface Welcome {
    type: "welcome";
    version: number;
    /** Names this connection in logs. */
    session: string;
    me: Me;
    calls: Call[];
    /** Of the calls in `holds`, those that this person cannot see any more. */
    gone: CallId[];
    /** The ways to call that this person may choose; empty in a call page. */
    providers: ProviderInfo[];
    /** Negotiated by name; a client ignores those that it does not know. */
    features: string[];
    /** Only on a seat's socket: the server's clock, by which a call's times are meant. A browser's may be minutes off. */
    now?: Timestamp;
    /** Only on a seat's socket: which seat, and the secret for the next hello. */
    seat?: {
        call: CallId;
        participant: ParticipantId;
        epoch: number;
        nextSecret: string;
    };
}
/** A command or question; `id` is unique per socket and comes back in the response. */
export type Request = {
    [Name in OperationName]: {
        type: "request";
        id: number;
        operation: Name;
        input: Operations[Name]["input"];
    };
}[OperationName];
export interface Response {
    type: "response";
    id: number;
    result?: unknown;
    problem?: Problem;
}
export type ClientFrame = Hello | Request
/** Refresh in place; answered by `token-accepted` or a close. */
 | {
    type: "token";
    token: string;
}
/** `n` counts up from 1 per page; a repeated one has no second effect. `to` absent: all other joined seats. */
 | {
    type: "relay";
    call: CallId;
    n: number;
    to?: ParticipantId;
    body: unknown;
}
/** Everything up to `seq` was handled. */
 | {
    type: "relay-seen";
    call: CallId;
    seq: number;
}
/** Every 5 s while the seats of these are `reconnecting` and their sound or picture arrives all the same: keeps those seats. */
 | {
    type: "media-flows";
    call: CallId;
    from: ParticipantId[];
} | {
    type: "pong";
}
/** The document goes away (reload or close): a seat's grace shrinks to 5 s. */
 | {
    type: "bye";
};
export type ServerFrame = Welcome | Response | {
    type: "token-accepted";
    expiresAt: string;
}
/** Something of `me` changed since the welcome. */
 | {
    type: "me";
    me: Me;
}
/** What may be chosen changed since the welcome. */
 | {
    type: "providers";
    providers: ProviderInfo[];
} | {
    type: "call";
    call: Call;
} | {
    type: "call-gone";
    call: CallId;
} | {
    type: "presence";
    people: Record<PersonId, PresenceStatus>;
}
/** `seq` rises per call, with gaps where a message was for somebody else. `channel`: for which `calls.listen` of a device. */
 | {
    type: "relay";
    call: CallId;
    channel?: string;
    from: ParticipantId;
    seq: number;
    body: unknown;
}
/** Everything that this page sent up to `n` is kept. */
 | {
    type: "relay-kept";
    call: CallId;
    n: number;
}
/** Messages were lost: the connector negotiates anew. */
 | {
    type: "relay-gap";
    call: CallId;
    channel?: string;
}
/** Revisions of this person's live calls; who differs asks `calls.list`. */
 | {
    type: "ping";
    calls: Record<CallId, number>;
}
/** Sent before a close by the server that says when to come back. */
 | {
    type: "goodbye";
    code: number;
    retryAfterMs?: number;
};
export {};

// groups.d.ts
import type { PersonId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** A space or a room of the site. Its id is the site's own: printable Unicode, 1 to 255 bytes, NFC, compared bytewise. */
export interface Group {
    id: string;
    title: string;
    /** An https or same-origin URL. */
    picture?: string;
    /** Absent when only the asker's token names the group: then the server does not know who else is in it. At most 2,000. */
    members?: PersonId[];
}
export interface GroupOperations {
    /** Adds or replaces spaces of the site's directory, members included. Administrators only. */
    "spaces.put": {
        input: {
            spaces: Group[];
        };
        result: {
            count: number;
        };
    };
    /** Of these spaces, those in which this person is a member, by the directory or by the token; administrators get all. */
    "spaces.get": {
        input: {
            spaces: string[];
        };
        result: {
            spaces: Group[];
        };
    };
    /** Takes a space out of the directory. Twice is once. Administrators only. */
    "spaces.remove": {
        input: {
            space: string;
        };
        result: Record<string, never>;
    };
    /** The same for rooms. */
    "rooms.put": {
        input: {
            rooms: Group[];
        };
        result: {
            count: number;
        };
    };
    "rooms.get": {
        input: {
            rooms: string[];
        };
        result: {
            rooms: Group[];
        };
    };
    "rooms.remove": {
        input: {
            room: string;
        };
        result: Record<string, never>;
    };
}
export declare const GROUP_OPERATIONS: {
    readonly [Name in keyof GroupOperations]: OperationEntry;
};

// history.d.ts
import type { CallId, CallMedia, CallSubject, CallTarget, EndReason, ParticipantState, Party, PersonId, ProviderId, Timestamp } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** One call that is over, as one person may see it: their row of the history. */
export interface HistoryEntry {
    call: CallId;
    direction: "outgoing" | "incoming";
    /** It rang for this person, or would have, and they were not in it: also when the caller gave up at once. */
    isMissed: boolean;
    /** Missed, and not looked at yet (`history.seen`). */
    isUnseen: boolean;
    /** What this person was in the call at its end. */
    state: ParticipantState;
    endReason: EndReason;
    /** With `failed`: the code that says how. With `hung-up`: `connection-lost` where one of two vanished without a goodbye. */
    problem?: string;
    provider: ProviderId;
    media: CallMedia;
    title: string;
    about?: CallSubject;
    target: CallTarget;
    caller: Party;
    /** Everybody else in it, in the order of invitation; of a call to a space or room those who came, at most 50. */
    others: Party[];
    createdAt: Timestamp;
    /** Absent when nobody answered. */
    answeredAt?: Timestamp;
    endedAt: Timestamp;
    /** From the press to the answer; absent without one. Milliseconds. */
    setUpMs?: number;
    /** How long this person was in the conversation; 0 without one. Milliseconds. */
    durationMs: number;
}
/** A row of the history with whose it is: for administrators. */
export interface PersonHistoryEntry extends HistoryEntry {
    person: PersonId;
}
/** Continues a list where its last page ended; opaque. */
export type Cursor = string;
export type HistoryFormat = "csv" | "json";
export interface HistoryOperations {
    /** This person's calls that are over, newest first. `limit` 1 to 100, default 30. `next` continues; absent on the last page. */
    "history.list": {
        input: {
            missed?: boolean;
            before?: Cursor;
            limit?: number;
        };
        result: {
            entries: HistoryEntry[];
            next?: Cursor;
        };
    };
    /** This person has looked at their missed calls: none is unseen any more, on any device. */
    "history.seen": {
        input: Record<string, never>;
        result: Record<string, never>;
    };
    /** Erases one row of this person's own history or, without `call`, all of it. Nobody else's row changes. */
    "history.erase": {
        input: {
            call?: CallId;
        };
        result: {
            count: number;
        };
    };
    /** Rows of anybody at any time, newest first. `since` and `until`: when the call ended. Administrators only. */
    "history.find": {
        input: {
            person?: PersonId;
            call?: CallId;
            missed?: boolean;
            since?: Timestamp;
            until?: Timestamp;
            before?: Cursor;
            limit?: number;
        };
        result: {
            entries: PersonHistoryEntry[];
            next?: Cursor;
        };
    };
    /**
     * Up to 1,000 rows as text, newest first: this person's own or, for administrators, those of `person` or of `everybody`.
     * CSV (RFC 4180) has its head line on the first page only, and no cell that a spreadsheet takes for a formula; JSON is an array.
     */
    "history.export": {
        input: {
            format: HistoryFormat;
            person?: PersonId;
            everybody?: boolean;
            missed?: boolean;
            before?: Cursor;
        };
        result: {
            content: string;
            next?: Cursor;
        };
    };
}
export declare const HISTORY_OPERATIONS: {
    readonly [Name in keyof HistoryOperations]: OperationEntry;
};

// index.d.ts
export { type Account, type AccountField, type AccountOperations, type AccountType, isPattern, } from "./accounts.ts";
export type { AdminSession, ApiKey, AuditEntry, PersonFound, ServerStatus, SettingsCheck, } from "./administration.ts";
export type { ChannelOperations } from "./channel.ts";
export { CLOSE_CODES, type CloseName, shouldReconnect } from "./close-codes.ts";
export { CallError, ERROR_CODES, type ErrorCode, type Helper, isErrorCode, type Problem, } from "./errors.ts";
export * from "./frames.ts";
export type { Group, GroupOperations } from "./groups.ts";
export type { Cursor, HistoryEntry, HistoryFormat, HistoryOperations, PersonHistoryEntry, } from "./history.ts";
export { LIMITS, LOG_LIMITS, TIMES } from "./limits.ts";
export type { LogEntry, LogFormat, LogLevel, LogLine, LogOperations, LogQuery, TracedCall, } from "./logs.ts";
export * from "./model.ts";
export { KEY_SCOPES, type KeyScope } from "./operation-entry.ts";
export * from "./operations.ts";
export type { ConnectorFailure, ConnectorSettings, ConnectorState, PageFailure, ProviderFeature, ProviderInfo, ProviderOperations, ProviderState, SettingSource, SwitchSource, SwitchSources, } from "./providers.ts";
export { QUALITY_PROBLEMS, type QualityOperations, type QualityProblem } from "./quality.ts";
export { TOKEN_MAX_SECONDS, TOKEN_TYPE, type TokenClaims } from "./token.ts";
export { WEBHOOK_EVENTS, type WebhookBody, type WebhookCall, type WebhookDelivery, type WebhookEndpoint, type WebhookEvent, type WebhookOperations, type WebhookParty, } from "./webhooks.ts";

// limits.d.ts
/** Sizes, counts and times that both sides know. Durations in milliseconds, sizes in bytes. */
export declare const LIMITS: {
    readonly frameBytes: 65536;
    readonly relayBodyBytes: 60000;
    readonly idBytes: 255;
    readonly nameGraphemes: 64;
    readonly urlBytes: 2048;
    readonly presenceBatch: 200;
    readonly presenceSubscriptions: 1000;
    /** Relay messages kept per call for a seat that is away. */
    readonly relayKept: 256;
    readonly relayKeptMs: 60000;
    readonly relayKeptBytes: 2097152;
};
/** Of the lines that pages log: how many in one message, and how long one may be. */
export declare const LOG_LIMITS: {
    readonly batch: 100;
    readonly lineBytes: 8192;
    readonly detailsCharacters: 4096;
};
/** Default times; the server may be configured otherwise where `docs/settings.md` says so. */
export declare const TIMES: {
    readonly ringMs: 45000;
    readonly ringMinMs: 5000;
    readonly ringMaxMs: 180000;
    /** Nobody's device acknowledged the ring. */
    readonly reachMs: 8000;
    /** A callee without any device for this long is unreachable at once. */
    readonly unseenMs: 30000;
    /** The call page must show its seat secret within. */
    readonly claimMs: 10000;
    /** A seat whose connection was lost is kept for. */
    readonly graceMs: 20000;
    /** …and for this when its window said goodbye. */
    readonly graceClosedMs: 5000;
    /** …and for this at most while somebody else in the call still gets its sound or picture. */
    readonly graceFlowingMs: 300000;
    /** So often a page says whose media it still gets, of those whose connection was lost. */
    readonly flowingMs: 5000;
    /** Between two pings of one socket, idle or in a call: with `pongMs`, a device that vanished is noticed within 10 s. */
    readonly pingMs: 5000;
    /** A ping that is not answered within ends the socket. */
    readonly pongMs: 5000;
    readonly helloMs: 5000;
    /** Offline is told this long after the last page went. */
    readonly offlineMs: 10000;
    readonly endedKeptMs: 600000;
};

// logs.d.ts
import type { Cursor } from "./history.ts";
import type { CallId, CallTarget, EndReason, ParticipantId, ParticipantRole, ParticipantState, Party, PersonId, ProviderId, Timestamp } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** How grave a line is, gravest last. There is a `trace` below them that never leaves the browser. */
export type LogLevel = "debug" | "info" | "warn" | "error";
/** One line as a page writes it. Who writes is known from the connection, never from here. */
export interface LogEntry {
    /** Counts up from 1 per page; a repeated one is kept once. */
    n: number;
    /** The page's own clock. */
    at: Timestamp;
    level: LogLevel;
    /** Cut to 8,192 bytes; control characters and what reverses or hides text are written out as `\uXXXX`. */
    message: string;
    /** The document that wrote it: its client id. */
    page: string;
    /** The provider or connector that it is about; absent: the page's own. */
    provider?: string;
    /** What the logger was called: `call`, `media`. */
    prefix?: string;
    /**
     * What the person was shown: 8 characters of base64url, or an older product's `<this person>-<6 digits>-<time>`; one that names
     * somebody else is left out. Such an entry is taken although remote logging is off.
     */
    reference?: string;
    /** Kept only if this person is in that call. A seat's entries are always its own call's. */
    call?: CallId;
    /** JSON of at most 4,096 characters; secrets, session descriptions and addresses are taken out. */
    details?: unknown;
}
/** One line as administrators read it: text without secrets, harmless in any terminal. */
export interface LogLine {
    /** Our clock: for a page's line, when the page wrote it, corrected by the difference of the clocks. */
    at: Timestamp;
    /** `page`: a browser wrote it; `call`: the call changed; `server`: a line of the call server's own log. */
    source: "page" | "call" | "server";
    level: LogLevel;
    message: string;
    /** The page's own clock. */
    clientAt?: Timestamp;
    reference?: string;
    call?: CallId;
    person?: PersonId;
    page?: string;
    provider?: string;
    prefix?: string;
    /** Of a change: `{ revision, from, to, by?, changes }`, participants by id. Of media statistics: what was measured. */
    details?: unknown;
}
/** A call as far as it is still known: for the head of its time line. */
export interface TracedCall {
    id: CallId;
    provider?: ProviderId;
    target?: CallTarget;
    createdAt?: Timestamp;
    endedAt?: Timestamp;
    endReason?: EndReason;
    problem?: string;
    /** In the order of invitation; empty when nothing of the call is kept but its lines. */
    participants: {
        id: ParticipantId;
        party: Party;
        role: ParticipantRole;
        state: ParticipantState;
    }[];
}
/** Which lines. */
export interface LogQuery {
    /** What a person was shown: of an entry, of a problem, or the first 8 characters of a call's id. */
    reference?: string;
    call?: CallId;
    person?: PersonId;
    /** These and graver ones. */
    level?: LogLevel;
    /** Part of the message, in any case. */
    text?: string;
    since?: Timestamp;
    until?: Timestamp;
}
export type LogFormat = "json" | "ndjson";
export interface LogOperations {
    /**
     * Hands lines of a page over: at most 100. Those of providers whose remote log is off are left out, but for errors with a
     * reference. `sentAt` is the page's clock now; `dropped` counts lines that it had no room for. What is beyond this person's
     * rate is not kept, and `retryAfterMs` says for how long. `wanted` names the loggers that are on; without entries it is a
     * question for that alone.
     */
    "logs.write": {
        input: {
            sentAt: Timestamp;
            dropped?: number;
            entries: LogEntry[];
        };
        result: {
            kept: number;
            wanted: string[];
            retryAfterMs?: number;
        };
    };
    /**
     * Lines, newest first. With `reference` or `call` the time line of that call instead, oldest first: what its pages, the
     * server and the call itself had to say, of every participant. `entry` is the one with the reference. Administrators only.
     */
    "logs.find": {
        input: LogQuery & {
            before?: Cursor;
            limit?: number;
        };
        result: {
            lines: LogLine[];
            next?: Cursor;
            entry?: LogLine;
            call?: TracedCall;
        };
    };
    /** The same as text, up to 1,000 lines: one JSON array, or a line of JSON each. Administrators only. */
    "logs.export": {
        input: LogQuery & {
            format: LogFormat;
            before?: Cursor;
        };
        result: {
            content: string;
            next?: Cursor;
        };
    };
}
export declare const LOG_OPERATIONS: {
    readonly [Name in keyof LogOperations]: OperationEntry;
};

// model.d.ts
/** A person's id on the site: the `sub` of the token; printable Unicode, 1 to 255 bytes, NFC, compared bytewise. */
export type PersonId = string;
/** A call's id: 128 random bits, base64url; unique for ever. */
export type CallId = string;
/** A participant's id, unique within one call (`p1` is the caller). */
export type ParticipantId = string;
/** A device's id: random, chosen by the browser profile, kept by it per site origin. */
export type DeviceId = string;
/** A provider's id: one lower-case word, `^[a-z][a-z0-9_]*$`. */
export type ProviderId = string;
/** ISO 8601, UTC, milliseconds. */
export type Timestamp = string;
/** Somebody or something that can be in a call. */
export type Party = Person | Address;
/** A user of the site (signed in there) or a guest (visitor, invitation link). */
export interface Person {
    type: "user" | "guest";
    id: PersonId;
    /** As the site's token says; shown as text, never as markup. */
    name: string;
    /** An https or same-origin URL. */
    picture?: string;
}
/** A phone number or SIP address, `tel:` or `sip:`. */
export interface Address {
    type: "address";
    address: string;
    name?: string;
}
/** What a caller wants to reach. */
export type CallTarget = {
    type: "user";
    id: PersonId;
    name?: string;
} | {
    type: "space";
    id: string;
    name?: string;
} | {
    type: "room";
    id: string;
    name?: string;
} | {
    type: "address";
    address: string;
    name?: string;
};
export type CallMedia = "audio" | "video";
/** What the call is about: the page on which it was placed. */
export interface CallSubject {
    title: string;
    /** Of the site's own origin, else it is left out. */
    url?: string;
}
/** Where a call's media meets: made by a connector; `generation` rises when a call moves. */
export interface CallPlace {
    generation: number;
    connector: string;
    state: "opening" | "open" | "failed";
}
export type ParticipantRole = "caller" | "callee" | "member" | "guest";
/**
 * What a participant is in this call.
 * `invited`: no device has said that it rings; `ringing`: at least one has; `joined`: holds a seat;
 * `left`: was joined; `declined`, `missed`, `busy`, `unreachable`: never joined, and why.
 */
export type ParticipantState = "invited" | "ringing" | "joined" | "left" | "declined" | "missed" | "busy" | "unreachable";
/** The document that holds a participant's media, as others see it. */
export interface Seat {
    /** Rises with every claim; a command with an older epoch changes nothing. */
    epoch: number;
    /** `awaited`: the call page has not shown its secret yet. */
    connection: "awaited" | "connected" | "reconnecting";
}
export interface Participant {
    id: ParticipantId;
    party: Party;
    role: ParticipantRole;
    state: ParticipantState;
    /** Only while `joined`. */
    seat?: Seat;
    /** The device that answered or placed; told only to the same person's devices. */
    device?: {
        id: DeviceId;
        label: string;
    };
    heldAt?: Timestamp;
    joinedAt?: Timestamp;
    leftAt?: Timestamp;
}
export type EndReason = "hung-up" | "cancelled" | "declined" | "no-answer" | "busy" | "unreachable" | "transferred" | "failed" | "expired";
interface CallParts {
    id: CallId;
    /** An older product's restartable id (`restart` of `calls.place`); others may have the same. */
    key?: string;
    /** Rises with every change that this person may see; a smaller one is stale. */
    revision: number;
    target: CallTarget;
    caller: Party;
    provider: ProviderId;
    place?: CallPlace;
    media: CallMedia;
    title: string;
    about?: CallSubject;
    /** By participant id: the caller first, then in the order of invitation. */
    participants: Participant[];
    createdAt: Timestamp;
}
export interface RingingCall extends CallParts {
    phase: "ringing";
    ringDeadline: Timestamp;
    /** How this person's devices should take it. Absent for the caller. */
    ring?: RingManner;
}
/**
 * `aloud` (sound, notification), `quietly` (a card on the visible page only: do-not-disturb, invisible), `knock` (a quiet card,
 * because the person is in another call).
 */
export type RingManner = "aloud" | "quietly" | "knock";
export interface ActiveCall extends CallParts {
    phase: "active";
    /** Of a call to a space or room: when it was placed. */
    startedAt: Timestamp;
    /** Only in a call to a space or room, while it may ring for members: each is `missed` then. */
    ringDeadline?: Timestamp;
    /** Only while such a call rings for this person. */
    ring?: RingManner;
}
export interface EndedCall extends CallParts {
    phase: "ended";
    endedAt: Timestamp;
    endReason: EndReason;
    /** Absent when nobody answered. */
    startedAt?: Timestamp;
    /** With `failed`: the code that says how. With `hung-up`: `connection-lost` where one of two vanished without a goodbye. */
    problem?: string;
}
/** One conversation, as one person may see it. */
export type Call = RingingCall | ActiveCall | EndedCall;
/** What a person chose for themselves. */
export type ChosenStatus = "available" | "away" | "do-not-disturb" | "invisible";
/** How a person takes a further call while they are in one. */
export type WhileInCall = "knock" | "busy";
/** Can this person be called now? `invisible` is shown as `offline`; `in-call` is derived. */
export type PresenceStatus = "available" | "in-call" | "away" | "do-not-disturb" | "offline";
/** Who is signed in on this connection. */
export interface Me {
    party: Person;
    roles: string[];
    /** Absent for guests. */
    status?: ChosenStatus;
    /** Absent: a knock. */
    whileInCall?: "busy";
    /** Missed calls that this person has not looked at; absent in a call page. */
    missedCalls?: number;
}
export {};

// operation-entry.d.ts
import type { ErrorCode } from "./errors.ts";
/**
 * `user`: a signed-in person, guests too; `seat`: a call page for its own call; `admin`: role `admin` in the token, a session of
 * the administration page, or an API key whose scope covers it; `setup`: a set-up link; `session`: the administration page alone.
 */
export type Audience = "user" | "seat" | "admin" | "setup" | "session";
export interface OperationEntry {
    readonly rest: {
        readonly method: "GET" | "POST" | "PUT" | "DELETE";
        readonly path: string;
    };
    /** Who may ask at all; the operation itself looks at the call or person. */
    readonly who: readonly Audience[];
    /** The refusals of its own, beside those of every operation (`COMMON_CODES`). */
    readonly codes: readonly ErrorCode[];
}
/** What an API key may do. `admin`: everything but keys and sessions; `read`: questions only; the others: one area. */
export declare const KEY_SCOPES: readonly ["admin", "read", "calls", "people"];
export type KeyScope = (typeof KEY_SCOPES)[number];

// operations.d.ts
import { type AccountOperations } from "./accounts.ts";
import { type AdministrationOperations } from "./administration.ts";
import { type ChannelOperations } from "./channel.ts";
import type { ErrorCode } from "./errors.ts";
import { type GroupOperations } from "./groups.ts";
import { type HistoryOperations } from "./history.ts";
import { type LogOperations } from "./logs.ts";
import type { Call, CallId, CallMedia, CallSubject, CallTarget, ChosenStatus, ParticipantId, Person, PersonId, PresenceStatus, ProviderId, WhileInCall } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
import { type ProviderOperations } from "./providers.ts";
import { type QualityOperations } from "./quality.ts";
import { type WebhookOperations } from "./webhooks.ts";
export type { Audience, OperationEntry } from "./operation-entry.ts";
/** What a seat needs to enter a call; opaque to everybody but the connector's browser half. */
export type JoinGrant = {
    type: "session";
    connector: string;
    data: unknown;
    expiresAt?: string;
} | {
    type: "page";
    connector: string;
    url: string;
    frame: boolean;
    expiresAt?: string;
};
/** Every command and question, with its input and its result. */
export interface Operations extends AccountOperations, ChannelOperations, GroupOperations, HistoryOperations, LogOperations, ProviderOperations, QualityOperations, AdministrationOperations, WebhookOperations {
    /**
     * Places a call. Against the target's own ringing call to this person it is an answer (glare), and the reply is that call;
     * a space or room with a live call is joined. `key` makes it repeatable for 24 h. `seat` is the base64url SHA-256 of the call
     * page's secret.
     */
    "calls.place": {
        input: {
            key: string;
            target: CallTarget;
            media: CallMedia;
            seat: string;
            provider?: ProviderId;
            about?: CallSubject;
            /** 5,000 to 180,000; default 45,000. */
            ringMs?: number;
            /** End this call first: "End and call". */
            leave?: CallId;
            /**
             * A name under which this call's people find it again, kept as `Call.key`: 1 to 255 bytes of printable Unicode, compared
             * bytewise. It decides nothing: others may use the same name for calls of theirs.
             */
            restart?: string;
        };
        result: {
            call: Call;
        };
    };
    /** Takes a ringing call on this device. One device wins; repeated with the same `seat` it answers the same. */
    "calls.answer": {
        input: {
            call: CallId;
            seat: string /** End this call first. */;
            leave?: CallId;
        };
        result: {
            call: Call;
        };
    };
    /** Takes this person's seat in a running call to a new call page, as a second press does: the page before is stale. */
    "calls.reseat": {
        input: {
            call: CallId;
            seat: string;
        };
        result: {
            call: Call;
        };
    };
    /** Gives the seat its grant; repeatable, never stored. Only on a seat's socket. */
    "calls.join": {
        input: {
            call: CallId;
        };
        result: {
            call: Call;
            grant: JoinGrant;
        };
    };
    "calls.decline": {
        input: {
            call: CallId;
        };
        result: {
            call: Call;
        };
    };
    /** The caller gives up before an answer. */
    "calls.cancel": {
        input: {
            call: CallId;
        };
        result: {
            call: Call;
        };
    };
    /** Hangs up for this person. With `epoch` only if that seat still holds. */
    "calls.leave": {
        input: {
            call: CallId;
            epoch?: number;
            reason?: "hung-up" | "failed";
            problem?: ErrorCode;
        };
        result: {
            call: Call;
        };
    };
    /** Ends the call for everybody: a participant of a one-to-one call, the caller of a group call, or an administrator. */
    "calls.end": {
        input: {
            call: CallId;
        };
        result: {
            call: Call;
        };
    };
    /**
     * Takes somebody out of a call, or off the list of whom it rings. Of one who is out already, it asks the connector again. A
     * member of the called space or room may come back: take them out of the group first.
     */
    "calls.remove": {
        input: {
            call: CallId;
            participant: ParticipantId;
        };
        result: {
            call: Call;
        };
    };
    "calls.get": {
        input: {
            call: CallId;
        };
        result: {
            call: Call;
        };
    };
    /** This person's live calls, and of the named ones those that ended within ten minutes. */
    "calls.list": {
        input: {
            named?: CallId[];
        };
        result: {
            calls: Call[];
            gone: CallId[];
        };
    };
    /**
     * The call with this `Call.key`: that this person is in, else that rings for them or lives in a space or room of theirs, else
     * the last one in which they had a part, within 24 h.
     */
    "calls.find": {
        input: {
            key: string;
        };
        result: {
            call: Call;
        };
    };
    /** Of each `Call.key` the newest call in which this person has or had a part, newest first, at most 100. */
    "calls.keyed": {
        input: Record<string, never>;
        result: {
            calls: Call[];
        };
    };
    /** A device says that it rings (or shows the quiet card). */
    "calls.ringing": {
        input: {
            call: CallId;
        };
        result: Record<string, never>;
    };
    /** Adds to what this connection is told; answers the present statuses. People who may not be seen are `offline`. */
    "presence.subscribe": {
        input: {
            people: PersonId[];
        };
        result: {
            people: Record<PersonId, PresenceStatus>;
        };
    };
    "presence.unsubscribe": {
        input: {
            people: PersonId[];
        };
        result: Record<string, never>;
    };
    "presence.get": {
        input: {
            people: PersonId[];
        };
        result: {
            people: Record<PersonId, PresenceStatus>;
        };
    };
    /** Chooses this person's status; kept until changed. */
    "presence.set": {
        input: {
            status?: ChosenStatus;
            whileInCall?: WhileInCall;
        };
        result: {
            status?: ChosenStatus;
            whileInCall?: WhileInCall;
        };
    };
    /** Names and pictures of people; unknown and forbidden ones are left out alike. */
    "people.get": {
        input: {
            people: PersonId[];
        };
        result: {
            people: Person[];
        };
    };
    /** Adds or changes people of the site's directory. Administrators only. */
    "people.put": {
        input: {
            people: Person[];
        };
        result: {
            count: number;
        };
    };
    /** Calls of that person do not reach this one any more; they look unanswered. */
    "people.block": {
        input: {
            person: PersonId;
        };
        result: {
            blocked: PersonId[];
        };
    };
    "people.unblock": {
        input: {
            person: PersonId;
        };
        result: {
            blocked: PersonId[];
        };
    };
    "people.blocked": {
        input: Record<string, never>;
        result: {
            blocked: PersonId[];
        };
    };
    /** Signs a person out everywhere: tokens signed before now are refused, open sockets end. Administrators only. */
    "people.revoke": {
        input: {
            person: PersonId;
        };
        result: Record<string, never>;
    };
    /**
     * Forgets a person: name, picture, status, devices, block lists and history; they leave their calls and are signed out.
     * What stays: that they were in other people's calls, in those people's own rows. Administrators only.
     */
    "people.erase": {
        input: {
            person: PersonId;
        };
        result: Record<string, never>;
    };
}
export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]["input"];
export type Result<Name extends OperationName> = Operations[Name]["result"];
/** What any operation may answer. */
export declare const COMMON_CODES: readonly ["not-authenticated", "token-expired", "invalid-input", "unknown-field", "not-allowed", "rate-limited", "internal-error", "storage-unavailable", "storage-full", "draining"];
/** How each operation is reached over REST, and who may ask. Path parameters are fields of the input. */
export declare const OPERATIONS: {
    readonly [Name in OperationName]: OperationEntry;
};
/** Reasons a call's end may be told with, in the order of `EndReason`. */
export declare const END_REASONS: readonly ["hung-up", "cancelled", "declined", "no-answer", "busy", "unreachable", "transferred", "failed", "expired"];

// providers.d.ts
import type { ErrorCode } from "./errors.ts";
import type { CallMedia, CallTarget, PersonId, ProviderId, Timestamp } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** What a provider can do beyond joining and leaving. */
export type ProviderFeature = "hold" | "transfer" | "dtmf" | "mute" | "remove" | "screen" | "e2ee" | "call-waiting";
/** One way to call, as a page may know it: it is switched on, and its connector runs. */
export interface ProviderInfo {
    id: ProviderId;
    connector: string;
    title: string;
    description: string;
    targets: CallTarget["type"][];
    media: CallMedia[];
    features: ProviderFeature[];
    /** `page`: the call takes place on a page elsewhere. */
    grant: "session" | "page";
    /** What of the call's surface its browser half draws itself. */
    draws?: ("button" | "ring" | "window")[];
    /**
     * The caller must have an account of this type, and so must a single callee: `account-missing` where they know the caller, and
     * as if nobody was there where they do not. Members of a called space or room are rung without one.
     */
    account?: {
        type: string;
        title: string;
    };
    /** This person has none: the provider cannot be chosen yet. */
    lacksAccount?: true;
    /** Pages send what its loggers say to the server. */
    log: boolean;
}
/** Who turned a switch: an administrator, whose choice stands over the configuration, and that over the default. */
export type SwitchSource = "stored" | "configured" | "default";
export interface SwitchSources {
    isOn: SwitchSource;
    log: SwitchSource;
}
/** A provider, as administrators see it. */
export interface ProviderState extends ProviderInfo {
    /** Of its connector. */
    version: string;
    /** Switched on. */
    isOn: boolean;
    /** Of `isOn` and `log`. */
    sources: SwitchSources;
    /** As its connector says now; with `ok: false` calls may fail. */
    health: {
        ok: boolean;
        detail?: string;
    };
    /** The last time that its connector did not do its part. */
    failure?: ConnectorFailure;
}
/** A step that a connector did not do. */
export interface ConnectorFailure {
    at: Timestamp;
    /** What it was asked: `settings`, `start`, `open`, `admit`, `health` …; of its browser half `load`, `init`, `join`, `button` … */
    step: string;
    code: ErrorCode;
    /** In its own words, of untrusted origin: without secrets and control characters, at most 300 bytes. */
    reason: string;
    /** Finds the log line. */
    reference: string;
}
/** A step that its browser half did not do, as a page of this person says. */
export interface PageFailure extends ConnectorFailure {
    person: PersonId;
}
/** A connector, as administrators see it, whether it runs and offers something or not. */
export interface ConnectorState {
    id: string;
    version: string;
    /** It started. One that did not is tried again every half minute, and with new settings. */
    isRunning: boolean;
    /** What it offers with the settings that it has, which may be nothing; of one that does not run, what its manifest names. */
    providers: ProviderId[];
    /** As it says now; with `ok: false` calls may fail. */
    health: {
        ok: boolean;
        detail?: string;
    };
    /** The last step that its server half did not do since this process started. */
    failure?: ConnectorFailure;
    /** The last one of its browser half that a page told this process of. */
    pageFailure?: PageFailure;
}
/** Where a setting comes from; each stands over those after it. */
export type SettingSource = "stored" | "environment" | "file" | "default";
/** A connector's settings, as the administration shows them. */
export interface ConnectorSettings {
    connector: string;
    version: string;
    /** What a form is drawn from: the subset of JSON Schema that `SettingsSchema` of the connector SPI names. */
    schema: Record<string, unknown>;
    /** As they apply. A secret that is set is the text `kept:` with its JSON pointer: sent back, it stays what it is. */
    values: Record<string, unknown>;
    /** By the name of the setting. */
    sources: Record<string, SettingSource>;
    /** Whether an administrator stored some; the configuration applies to the others. */
    isStored: boolean;
    /** Whether settings can be tried out before they are stored (`providers.test`). */
    hasTest: boolean;
    /** Why it does not run, or last failed. */
    failure?: ConnectorFailure;
}
export interface ProviderOperations {
    /** The providers that this person may choose, in the order in which they are offered; they come with the welcome too. */
    "providers.offered": {
        input: Record<string, never>;
        result: {
            providers: ProviderInfo[];
        };
    };
    /** All providers of all connectors at work. Administrators only. */
    "providers.list": {
        input: Record<string, never>;
        result: {
            providers: ProviderState[];
        };
    };
    /** All connectors of this server, those that offer nothing now too. Administrators only. */
    "connectors.list": {
        input: Record<string, never>;
        result: {
            connectors: ConnectorState[];
        };
    };
    /**
     * Switches a provider on or off for everybody: new calls by one that is off are refused, those under way go on. Kept over
     * restarts; pages hear of it within two seconds. Administrators only.
     */
    "providers.switch": {
        input: {
            provider: ProviderId;
            isOn: boolean;
        };
        result: Record<string, never>;
    };
    /** A connector's settings, without secrets. Administrators only. */
    "providers.settings": {
        input: {
            connector: string;
        };
        result: ConnectorSettings;
    };
    /**
     * Stores a connector's settings, all of them anew, and starts it with them; calls under way end on the old ones. Those that
     * are as the configuration says are not stored, and follow it. `null` forgets what was stored. Settings that the connector does not take, or does not start with, change nothing. Kept over
     * restarts, and over the configuration. Administrators only.
     */
    "providers.configure": {
        input: {
            connector: string;
            settings: Record<string, unknown> | null;
        };
        result: ConnectorSettings;
    };
    /** Switches the sending of a provider's log lines from pages. Administrators only. */
    "providers.log": {
        input: {
            provider: ProviderId;
            isOn: boolean;
        };
        result: Record<string, never>;
    };
}
export declare const PROVIDER_OPERATIONS: {
    readonly [Name in keyof ProviderOperations]: OperationEntry;
};

// quality.d.ts
import type { CallId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** What people notice of a call's sound and picture, worst first. */
export declare const QUALITY_PROBLEMS: readonly ["sound-missing", "not-heard", "picture-frozen", "weak-receiving", "weak-sending"];
export type QualityProblem = (typeof QUALITY_PROBLEMS)[number];
export interface QualityOperations {
    /** A call page says what its person begins to notice: counted in the metrics, kept nowhere. */
    "calls.report": {
        input: {
            call: CallId;
            problem: QualityProblem;
        };
        result: Record<string, never>;
    };
}
export declare const QUALITY_OPERATIONS: {
    readonly [Name in keyof QualityOperations]: OperationEntry;
};

// schemas/accounts.d.ts
import { z } from "zod";
import type { AccountOperations } from "../accounts.ts";
export declare const ACCOUNT_SCHEMAS: {
    readonly [Name in keyof AccountOperations]: z.ZodType<AccountOperations[Name]["input"]>;
};

// schemas/administration.d.ts
import { z } from "zod";
import type { AdministrationOperations } from "../administration.ts";
export declare const ADMINISTRATION_SCHEMAS: {
    readonly [Name in keyof AdministrationOperations]: z.ZodType<AdministrationOperations[Name]["input"]>;
};

// schemas/channel.d.ts
import { z } from "zod";
import type { ChannelOperations } from "../channel.ts";
export declare const CHANNEL_SCHEMAS: {
    readonly [Name in keyof ChannelOperations]: z.ZodType<ChannelOperations[Name]["input"]>;
};

// schemas/frames.d.ts
import { z } from "zod";
/** The first frame: a device's or a seat's. */
export declare const helloFrame: z.ZodUnion<readonly [z.ZodObject<{
    token: z.ZodString;
    device: z.ZodObject<{
        id: z.ZodString;
        label: z.ZodString;
    }, z.core.$strict>;
    type: z.ZodLiteral<"hello">;
    version: z.ZodNumber;
    page: z.ZodString;
    holds: z.ZodRecord<z.ZodString, z.ZodNumber>;
}, z.core.$strict>, z.ZodObject<{
    seatSecret: z.ZodString;
    relaySeen: z.ZodNumber;
    type: z.ZodLiteral<"hello">;
    version: z.ZodNumber;
    page: z.ZodString;
    holds: z.ZodRecord<z.ZodString, z.ZodNumber>;
}, z.core.$strict>]>;
/** Every frame after hello; the input of a request is checked by its operation's schema. */
export declare const clientFrame: z.ZodDiscriminatedUnion<[z.ZodObject<{
    type: z.ZodLiteral<"request">;
    id: z.ZodNumber;
    operation: z.ZodString;
    input: z.ZodUnknown;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"token">;
    token: z.ZodString;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"relay">;
    call: z.ZodString;
    n: z.ZodNumber;
    to: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodLiteral<"connector">]>>;
    body: z.ZodUnknown;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"relay-seen">;
    call: z.ZodString;
    seq: z.ZodNumber;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"media-flows">;
    call: z.ZodString;
    from: z.ZodArray<z.ZodString>;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"pong">;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"bye">;
}, z.core.$strict>], "type">;

// schemas/groups.d.ts
import { z } from "zod";
import type { GroupOperations } from "../groups.ts";
export declare const GROUP_SCHEMAS: {
    readonly [Name in keyof GroupOperations]: z.ZodType<GroupOperations[Name]["input"]>;
};

// schemas/history.d.ts
import { z } from "zod";
import type { HistoryOperations } from "../history.ts";
/** Where a list goes on. */
export declare const cursor: z.ZodString;
/** How many rows of a list. */
export declare const pageSize: z.ZodNumber;
export declare const HISTORY_SCHEMAS: {
    readonly [Name in keyof HistoryOperations]: z.ZodType<HistoryOperations[Name]["input"]>;
};

// schemas/ids.d.ts
import { z } from "zod";
/** A restartable id of an older product: 1 to 255 bytes of printable Unicode, left as it is. */
export declare const callKey: z.ZodString;
/** A person's, space's or room's id: NFC, 1 to 255 bytes of printable Unicode. */
export declare const siteId: z.ZodString;
/** 128 random bits, base64url. */
export declare const callId: z.ZodString;
/** A client's own random name for a device, page or placing: 8 to 64 characters of base64url. */
export declare const clientId: z.ZodString;
export declare const participantId: z.ZodString;
export declare const providerId: z.ZodString;
/** base64url SHA-256. */
export declare const secretHash: z.ZodString;
/** 256 random bits, base64url. */
export declare const secret: z.ZodString;
/** What a person typed or a site says: any text; shown as text and cut by `cleanText`. */
export declare const text: z.ZodString;
export declare const url: z.ZodString;

// schemas/index.d.ts
export { clientFrame, helloFrame } from "./frames.ts";
export { callId, participantId, providerId, siteId, text, url } from "./ids.ts";
export { callTarget, INPUT_SCHEMAS } from "./operations.ts";
export { tokenClaims } from "./token.ts";

// schemas/logs.d.ts
import { z } from "zod";
import type { LogOperations } from "../logs.ts";
export declare const LOG_SCHEMAS: {
    readonly [Name in keyof LogOperations]: z.ZodType<LogOperations[Name]["input"]>;
};

// schemas/operations.d.ts
import { z } from "zod";
import type { Input, OperationName } from "../operations.ts";
export declare const callTarget: z.ZodDiscriminatedUnion<[z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
    type: z.ZodLiteral<"user">;
}, z.core.$strict>, z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
    type: z.ZodLiteral<"space">;
}, z.core.$strict>, z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
    type: z.ZodLiteral<"room">;
}, z.core.$strict>, z.ZodObject<{
    type: z.ZodLiteral<"address">;
    address: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
}, z.core.$strict>], "type">;
/** The input schema of every operation: unknown fields are refused. */
export declare const INPUT_SCHEMAS: {
    readonly [Name in OperationName]: z.ZodType<Input<Name>>;
};

// schemas/providers.d.ts
import { z } from "zod";
import type { ProviderOperations } from "../providers.ts";
export declare const PROVIDER_SCHEMAS: {
    readonly [Name in keyof ProviderOperations]: z.ZodType<ProviderOperations[Name]["input"]>;
};

// schemas/quality.d.ts
import { z } from "zod";
import { type QualityOperations } from "../quality.ts";
export declare const QUALITY_SCHEMAS: {
    readonly [Name in keyof QualityOperations]: z.ZodType<QualityOperations[Name]["input"]>;
};

// schemas/token.d.ts
import { z } from "zod";
/** The claims that the server reads; others are ignored, as RFC 7519 asks. */
export declare const tokenClaims: z.ZodObject<{
    sub: z.ZodString;
    exp: z.ZodNumber;
    iat: z.ZodOptional<z.ZodNumber>;
    name: z.ZodString;
    picture: z.ZodOptional<z.ZodString>;
    profile: z.ZodOptional<z.ZodString>;
    accounts: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
    spaces: z.ZodOptional<z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        title: z.ZodString;
    }, z.core.$strip>>>;
    rooms: z.ZodOptional<z.ZodArray<z.ZodObject<{
        id: z.ZodString;
        title: z.ZodString;
    }, z.core.$strip>>>;
    roles: z.ZodOptional<z.ZodArray<z.ZodString>>;
    guest: z.ZodOptional<z.ZodBoolean>;
    targets: z.ZodOptional<z.ZodArray<z.ZodString>>;
}, z.core.$strip>;

// schemas/webhooks.d.ts
import { z } from "zod";
import { type WebhookOperations } from "../webhooks.ts";
export declare const WEBHOOK_SCHEMAS: {
    readonly [Name in keyof WebhookOperations]: z.ZodType<WebhookOperations[Name]["input"]>;
};

// token.d.ts
/** `typ` of the JWT that a site signs for its signed-in person. */
export declare const TOKEN_TYPE = "ringline+jwt";
/** Longest life of a token, seconds. */
export declare const TOKEN_MAX_SECONDS = 900;
/** The claims of a token (RFC 7519); `aud` is the call server's public URL. */
export interface TokenClaims {
    sub: string;
    aud: string;
    iat?: number;
    exp: number;
    name: string;
    picture?: string;
    /** The person's profile page on the site. */
    profile?: string;
    /** Account names by account type. */
    accounts?: Record<string, string>;
    spaces?: {
        id: string;
        title: string;
    }[];
    rooms?: {
        id: string;
        title: string;
    }[];
    roles?: string[];
    /** An anonymous visitor: may call only `targets`. */
    guest?: boolean;
    targets?: string[];
}

// webhooks.d.ts
import type { ErrorCode } from "./errors.ts";
import type { Cursor } from "./history.ts";
import type { CallId, CallMedia, CallSubject, CallTarget, EndReason, ParticipantRole, ParticipantState, PersonId, ProviderId, Timestamp } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
/** What a site's server may be told of. */
export declare const WEBHOOK_EVENTS: readonly ["call.ringing", "call.answered", "call.declined", "call.missed", "call.busy", "call.ended", "person.erased"];
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
/** Who is in a call, by id alone. */
export type WebhookParty = {
    type: "user" | "guest";
    id: PersonId;
} | {
    type: "address";
    address: string;
};
/** A call as a webhook tells it: thin, without names, pictures, devices or secrets. */
export interface WebhookCall {
    id: CallId;
    key?: string;
    phase: "ringing" | "active" | "ended";
    provider: ProviderId;
    media: CallMedia;
    target: CallTarget;
    about?: CallSubject;
    participants: {
        party: WebhookParty;
        role: ParticipantRole;
        state: ParticipantState;
    }[];
    createdAt: Timestamp;
    startedAt?: Timestamp;
    endedAt?: Timestamp;
    endReason?: EndReason;
    problem?: ErrorCode;
}
/** The body of a webhook. The id, time of sending and signature are in its headers. @see https://www.standardwebhooks.com */
export type WebhookBody = {
    type: Exclude<WebhookEvent, "person.erased">;
    /** When it happened. */
    timestamp: Timestamp;
    data: {
        call: WebhookCall;
        /** Whom `call.declined`, `call.missed` and `call.busy` are about; with `call.answered`, who answered first. */
        party?: WebhookParty;
    };
} | {
    type: "person.erased";
    timestamp: Timestamp;
    data: {
        person: PersonId;
    };
} | {
    type: "webhook.test";
    timestamp: Timestamp;
    data: Record<string, never>;
};
/** Where webhooks go. Its secrets are never told again. */
export interface WebhookEndpoint {
    id: string;
    url: string;
    /** Of these only; empty: of everything. */
    events: WebhookEvent[];
    isOn: boolean;
    /** Why the server itself switched it off: it answered 410. */
    problem?: "gone";
    /** `configuration`: from the settings; `stored`: an administrator made or changed it. */
    from: "configuration" | "stored";
    /** The settings name it: removed, it is again as these say. */
    isConfigured: boolean;
    /** How many secrets sign now: two for a day after a new one was made. */
    secrets: number;
    /** Messages that wait for it, and those that were given up. */
    waiting: number;
    dead: number;
}
/** One message to one endpoint. */
export interface WebhookDelivery {
    /** Its `webhook-id`: the same however often it is sent. */
    id: string;
    endpoint: string;
    type: WebhookEvent | "webhook.test";
    /** The call's or person's id. */
    subject: string;
    state: "waiting" | "delivered" | "dead";
    /** How often it was sent. */
    attempts: number;
    createdAt: Timestamp;
    /** While `waiting`: not sent again before. */
    nextAt?: Timestamp;
    deliveredAt?: Timestamp;
    /** The last answer's status, if there was one. */
    status?: number;
    /** Why the last try failed, in one line. */
    problem?: string;
}
export interface WebhookOperations {
    "webhooks.list": {
        input: Record<string, never>;
        result: {
            endpoints: WebhookEndpoint[];
        };
    };
    /**
     * Makes an endpoint, or changes the fields that are given. A new one without `secret` gets one: told in this answer, once.
     * `secret` or `newSecret` on one that has a secret: both sign for a day, then the newer alone.
     */
    "webhooks.put": {
        input: {
            endpoint: string;
            url?: string;
            events?: WebhookEvent[];
            isOn?: boolean;
            /** Only as a new one: where there is one of this name, nothing changes (`invalid-input`). */
            isNew?: true;
            /** `whsec_` and base64 of 24 to 64 random bytes. */
            secret?: string;
            newSecret?: true;
        };
        result: {
            endpoint: WebhookEndpoint;
            secret?: string;
        };
    };
    /** With what waits for it. One from the settings comes back as these say. */
    "webhooks.remove": {
        input: {
            endpoint: string;
        };
        result: Record<string, never>;
    };
    /** Sends `webhook.test` now and tells what came back. */
    "webhooks.test": {
        input: {
            endpoint: string;
        };
        result: {
            isDelivered: boolean;
            ms: number;
            status?: number;
            problem?: string;
        };
    };
    /** Messages, newest first. `limit` 1 to 100, default 30. */
    "webhooks.deliveries": {
        input: {
            endpoint?: string;
            state?: WebhookDelivery["state"];
            before?: Cursor;
            limit?: number;
        };
        result: {
            deliveries: WebhookDelivery[];
            next?: Cursor;
        };
    };
    /** Sends a message again or, without `id`, all dead ones of the endpoint: with their own ids, in their own order. */
    "webhooks.replay": {
        input: {
            endpoint: string;
            id?: string;
        };
        result: {
            count: number;
        };
    };
}
export declare const WEBHOOK_OPERATIONS: {
    readonly [Name in keyof WebhookOperations]: OperationEntry;
};
