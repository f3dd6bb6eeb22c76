// browser/connector.d.ts
import type { BrowserContext, CallContext, Messages } from "./context.ts";
import type { JoinContext, MediaSession, SessionGrant } from "./media.ts";
/**
 * A connector's browser half: an ES module that exports one of these as `connector`. The call server serves it at
 * `/connectors/<id>/browser.js`. It runs in call pages; in host pages only for a provider that draws its own button, and
 * only where the site names the connector in `data-connectors`. A connector whose grants are pages needs none.
 *
 * Each function runs behind a fence: what throws, rejects or does not settle in time is left out, with a reason that
 * administrators see, and disturbs nobody else. No fence can stop an endless loop: it is told of at the next load.
 */
export interface BrowserConnector {
    /** The same as in the server half's manifest. */
    id: string;
    /** Texts by language, `en` always. */
    messages?: Readonly<Record<string, Messages>> & {
        readonly en: Messages;
    };
    /** CSS for the connector's own button, beside it in a shadow tree; `prefers-color-scheme` tells light from dark. */
    styles?: string;
    /**
     * Once per page, before anything else, within 5 s. With load policy `page` it runs as the page opens, before it is known
     * what carries the call: wake what the browser needs, ask the person nothing, open nothing.
     */
    init?(context: BrowserContext): void | Promise<void>;
    /**
     * For grants of type `session`, within 15 s. Called while it still rings, too: prepare, but send and gather nothing before
     * `call.phase` is `active`. Called again after a reload of the page, with a new grant.
     */
    join?(grant: SessionGrant, context: JoinContext): Promise<MediaSession>;
    /**
     * For a provider that draws `button`: the element, within 3 s; `undefined`: no button here. It gets a shadow tree of its
     * own with `styles`. It has an accessible name and is at least 44 px wide and high.
     */
    button?(context: CallContext): HTMLElement | undefined | Promise<HTMLElement | undefined>;
    /** Opens the person's own settings. */
    showSettings?(context: BrowserContext): void | Promise<void>;
}

// browser/context.d.ts
import type { CallMedia, CallTarget, Party, ProviderId } from "@ringline/protocol";
import type { Dialogs } from "./dialogs.ts";
/** Texts by key; `{name}` in a text is filled in. Every language has the keys of `en`. */
export type Messages = Readonly<Record<string, string>>;
/** A connector's own log, under its name. Where an administrator switched that on, the server keeps it too. */
export interface BrowserLogger {
    /** Stays in this browser. */
    trace(message: string, fields?: object): void;
    debug(message: string, fields?: object): void;
    info(message: string, fields?: object): void;
    warn(message: string, fields?: object): void;
    /** Answers the reference that finds this entry; show it to the person. */
    error(message: string, error?: unknown): string;
    /** Another log beside this one, `acme.call`: what tells the parts of a connector apart. */
    prefix(name: string): BrowserLogger;
}
/** What every part of a browser half gets. */
export interface BrowserContext {
    /** `call-page`: the window in which media lives, of our origin. `host-page`: a page of the site. */
    readonly where: "call-page" | "host-page";
    /** Where this connector's `request` and files answer, with a slash at the end: `https://calls.example.org/connectors/<id>/`. */
    readonly url: string;
    /** BCP 47, as the page is written. */
    readonly language: string;
    /** The connector's own text in the page's language, else in English; a key without a text stands for itself. */
    text(key: string, values?: Readonly<Record<string, string | number>>): string;
    readonly log: BrowserLogger;
    /** Tells the person of an error, with its reference, as the page tells its own; logs it too. Answers the reference. */
    showError(text: string, error?: unknown): string;
    /** Asks and tells in words, in the look of the page around it. */
    readonly dialogs: Dialogs;
}
/** A place for a call button in a host page. */
export interface CallContext extends BrowserContext {
    readonly provider: ProviderId;
    /** Who is signed in. */
    readonly me: Party;
    readonly target: CallTarget;
    /** As the page names the target; empty where it does not. Untrusted: set it as text. */
    readonly name: string;
    /** More than two people. */
    readonly isGroup: boolean;
    /** Calls, as the core's own button does. Must run inside the press: it opens the call page. */
    place(options?: {
        media?: CallMedia;
    }): void;
    /** Aborts when the button's place has gone, or the provider was switched off. */
    readonly signal: AbortSignal;
}

// browser/dialogs.d.ts
/** `cancel`: also by Escape, and where it could not be shown. */
export type DialogAnswer = "ok" | "cancel";
export interface DialogOptions {
    /** Of an error: shown with a button that copies it. */
    reference?: string;
    /** Stands below the text until the dialog goes: the caller's own element, in the page's own styles. */
    details?: HTMLElement;
}
/** One after the other, above the page; with ten waiting, a further one answers `cancel` at once. Never rejects. */
export type ShowDialog = (title: string, text: string, options?: DialogOptions) => Promise<DialogAnswer>;
/** A notice, shown or still waiting. */
export interface NoticeHandle {
    /** Takes it off the page; idempotent. */
    close(): void;
}
export interface NoticeOptions {
    /** Once it stands on the page; never, where too many wait. */
    onShow?(notice: NoticeHandle): void;
}
export type ShowNotice = (title: string, text: string, options?: NoticeOptions) => NoticeHandle;
/** Tells and asks the person in words, as the page does. Titles and texts are text: up to 200 and 2,000 characters. */
export interface Dialogs {
    readonly info: ShowDialog;
    /** OK or Cancel. */
    readonly confirm: ShowDialog;
    readonly warn: ShowDialog;
    readonly error: ShowDialog;
    /** Beside the page's own work: information goes after 8 s, a warning after 30 s, an error when it is put away. */
    readonly notice: {
        readonly info: ShowNotice;
        readonly warn: ShowNotice;
        readonly error: ShowNotice;
    };
}

// browser/index.d.ts
export * from "./connector.ts";
export * from "./context.ts";
export * from "./dialogs.ts";
export * from "./media.ts";

// browser/media.d.ts
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
    onMessage(listener: (message: {
        from: ParticipantId;
        body: unknown;
    }) => void): () => void;
    /** Messages were lost: negotiate anew. */
    onGap(listener: () => void): () => void;
}
/** A grant of the connector's own server half; `data` is what its `admit` answered: parse it. */
export type SessionGrant = Extract<JoinGrant, {
    type: "session";
}>;
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
    on<Name extends keyof MediaSessionEvents>(name: Name, listener: (event: MediaSessionEvents[Name]) => void): () => void;
    /** Feature `hold`. */
    hold?(isOn: boolean): Promise<void>;
    /** Feature `dtmf`: `0-9*#A-D` and `,` for a pause. */
    sendDtmf?(tones: string): void;
    /** Feature `transfer`. */
    transfer?(to: Party): Promise<void>;
    /** Stops sending at once; idempotent. Does not stop local tracks. */
    leave(): Promise<void>;
}

// conformance/button-checks.d.ts
import type { BrowserConnector } from "../browser/index.ts";
import { type Check } from "./check.ts";
/** What a button of a connector's own keeps. */
export declare function buttonChecks(connector: BrowserConnector, drawsButton: boolean): Check[];

// conformance/check.d.ts
/** One rule that every connector keeps; `run` throws when this one does not. */
export interface Check {
    /** As in SPEC.md, e.g. `SPI3`. */
    rule: string;
    /** Begins with the rule: the title of a test. */
    title: string;
    /** @throws {Error} saying what is wrong; `SkippedCheck` where the rule says nothing about this connector */
    run(): Promise<void>;
}
/** What became of a check. */
export interface Outcome {
    rule: string;
    title: string;
    result: "pass" | "fail" | "skipped";
    /** Why it failed or was skipped. */
    reason?: string;
}
/** The rule says nothing about this connector: it does not have what the rule is about. */
export declare class SkippedCheck extends Error {
    name: string;
}
/** A check with its title. */
export declare function check(title: string, run: () => void | Promise<void>): Check;
/** Runs all of them, one after the other; never throws. */
export declare function runChecks(checks: readonly Check[]): Promise<Outcome[]>;
/** As Vitest's and other runners' `it`. */
type RegisterTest = (title: string, run: (context: {
    skip(reason?: string): void;
}) => Promise<void>) => void;
/** Makes a test of each check: `testEach(it, serverChecks({ connector }))` is a connector's own test. */
export declare function testEach(it: RegisterTest, checks: readonly Check[]): void;
/** What was not kept: rule and reason. */
export declare function failures(outcomes: readonly Outcome[]): string[];
/** A line per rule, aligned, with a count at the end. */
export declare function matrix(outcomes: readonly Outcome[]): string;
/** @throws {Error} when it is not so */
export declare function expect(isSo: boolean, what: string): void;
/** @throws {Error} when it takes longer */
export declare function within<Answer>(ms: number, what: string, work: () => Answer | Promise<Answer>): Promise<Answer>;
export {};

// conformance/grant-checks.d.ts
import { type Check } from "./check.ts";
import { type ServerChecksOptions } from "./server-context.ts";
/** How a connector runs, lets people in, and answers. */
export declare function grantChecks(options: ServerChecksOptions): Check[];

// conformance/in-page.d.ts
import type { JoinGrant } from "@ringline/protocol";
import { type Outcome } from "./check.ts";
/** What the server half says of the browser half, for the page that checks it. */
export interface HalfInPage {
    id: string;
    module: string;
    drawsButton: boolean;
    /** Only these; absent: all. */
    rules?: readonly string[];
    /** For two participants of one call; absent: it has no provider with such grants. */
    grants?: Readonly<Record<"p1" | "p2", JoinGrant>>;
}
/**
 * Checks the module and all that it exports.
 * @public The page is told its name.
 */
export declare function checkHalf(half: HalfInPage): Promise<Outcome[]>;

// conformance/index.d.ts
export { type Check, failures, matrix, type Outcome, runChecks, testEach } from "./check.ts";
export { type BrowserHalfOptions, checkBrowserHalf, type LaunchedBrowser } from "./page.ts";
export { quietContext } from "./quiet-context.ts";
export { type ServerChecksOptions, serverChecks } from "./server-checks.ts";

// conformance/laboratory.d.ts
import type { Call, JoinGrant, ParticipantId } from "@ringline/protocol";
import type { BrowserConnector, BrowserContext, LocalMedia, MediaSession } from "../browser/index.ts";
type Message = {
    from: ParticipantId;
    body: unknown;
};
/** The call, as both sides' pages see it, and what they say to each other. */
export declare class Laboratory {
    #private;
    readonly sent: Message[];
    readonly sides: Side[];
    constructor(connector: BrowserConnector, grants: Readonly<Record<"p1" | "p2", JoinGrant>>);
    get call(): Call;
    /** Both pages are there, and it rings. */
    join(): Promise<void>;
    answer(): void;
    say(message: Message): void;
    leave(): Promise<void>;
}
interface SideOptions {
    me: "p1" | "p2";
    connector: BrowserConnector;
    grant: JoinGrant;
}
/** One document of one side. */
export declare class Side {
    #private;
    readonly me: "p1" | "p2";
    readonly local: PaintedMedia;
    readonly failures: string[];
    readonly end: AbortController;
    session: MediaSession | undefined;
    constructor(laboratory: Laboratory, options: SideOptions);
    join(): Promise<void>;
    tell(call: Call): void;
    /** As from the wire: JSON, and later. */
    hear({ from, body }: Message): void;
}
/** A picture and a tone that need no devices. */
declare class PaintedMedia implements LocalMedia {
    #private;
    audio: MediaStreamTrack | undefined;
    video: MediaStreamTrack | undefined;
    readonly isMuted = false;
    constructor();
    onChange(): () => void;
    stop(): void;
}
/** A page that a browser half runs in. */
export declare function browserContext({ id, messages }: BrowserConnector, where?: BrowserContext["where"]): BrowserContext;
export {};

// conformance/manifest-checks.d.ts
import { type Check } from "./check.ts";
import { type ServerChecksOptions } from "./server-context.ts";
/** What a connector says of itself. */
export declare function manifestChecks(options: ServerChecksOptions): Check[];

// conformance/page-watch.d.ts
/** The functions that ask the person, or open something before them, that were called while `work` ran; then as before. */
export declare function countAsked(work: () => unknown): Promise<string[]>;
/** All connections that the page opens from now on. */
export declare function watchConnections(): RTCPeerConnection[];

// conformance/page.d.ts
import type { Outcome } from "./check.ts";
import { type ServerChecksOptions } from "./server-context.ts";
/** What is needed of a browser; Playwright's `Browser` is one. */
export interface LaunchedBrowser {
    newPage(): Promise<{
        goto(url: string): Promise<unknown>;
        evaluate(expression: string): Promise<unknown>;
        close(): Promise<void>;
    }>;
    close(): Promise<void>;
}
/** A connector with a browser half. */
export interface BrowserHalfOptions extends ServerChecksOptions {
    /** Chromium with `--allow-loopback-in-peer-connection`. */
    launch(): Promise<LaunchedBrowser>;
    /** Only these, e.g. `["SPI17"]`. Default: all. */
    rules?: readonly string[];
}
/** Runs the rules of browser halves in a real browser; a connector without one has none to keep. */
export declare function checkBrowserHalf(options: BrowserHalfOptions): Promise<Outcome[]>;

// conformance/quiet-context.d.ts
import type { ConnectorContext } from "../server/index.ts";
/** A context in which nothing is heard, nobody has an account, and what is stored is forgotten with it. */
export declare function quietContext(id: string): Omit<ConnectorContext, "settings">;

// conformance/server-checks.d.ts
import type { Check } from "./check.ts";
import type { ServerChecksOptions } from "./server-context.ts";
export type { ServerChecksOptions } from "./server-context.ts";
/** The rules that a server half keeps. */
export declare function serverChecks(options: ServerChecksOptions): Check[];

// conformance/server-context.d.ts
import type { Entry, Provider, RunningConnector, ServerConnector } from "../server/index.ts";
/** A connector to be checked. */
export interface ServerChecksOptions {
    connector: ServerConnector;
    /** Settings with which it works, as an administrator writes them. Default: none. */
    settings?: unknown;
}
/** Settings with all secrets filled in, where the schema names some at its top. */
export declare function exampleSettings({ connector, settings }: ServerChecksOptions): unknown;
/** Key and value of each secret that the schema names at its top. */
export declare function secretsOf({ connector, }: Pick<ServerChecksOptions, "connector">): [string, string][];
/** The connector at work, with what it told. */
export interface Started {
    running: RunningConnector;
    providers: readonly Provider[];
}
export declare function startConnector(options: ServerChecksOptions): Promise<Started>;
/** Starts it, does something with it, and stops it. */
export declare function withConnector(options: ServerChecksOptions, act: (started: Started) => void | Promise<void>): Promise<void>;
/** Anna calls Bob. */
export declare function entryOf(provider: Provider, of?: {
    participant?: "p1" | "p2";
    call?: string;
    name?: string;
    place?: unknown;
}): Entry;

// conformance/session-checks.d.ts
import type { JoinGrant } from "@ringline/protocol";
import type { BrowserConnector } from "../browser/index.ts";
import { type Check } from "./check.ts";
type Grants = Readonly<Record<"p1" | "p2", JoinGrant>>;
/** What a media session keeps. */
export declare function sessionChecks(connector: BrowserConnector, grants: Grants | undefined): Check[];
export {};

// server/call-reports.d.ts
import type { CallId, CallMedia, EndReason, ParticipantId, Party, PersonId, ProviderId } from "@ringline/protocol";
/** A call that comes from outside. */
export interface IncomingCall {
    /** The call's name outside, up to 255 characters: the same report again, on any node, is the same call for 24 h. */
    key: string;
    provider: ProviderId;
    from: Party;
    to: PersonId;
    media: CallMedia;
}
/** How a participant's part of a call elsewhere stands. */
export type LegState = "ringing" | "answered" | "busy" | "declined" | "unreachable" | "left" | "failed";
/**
 * Facts from outside about the connector's own calls. Idempotent; the call machine decides what they mean, and of a call that
 * is over, or of another connector, they change nothing. A report may be refused: `invalid-input`, `rate-limited` (100 a
 * second), `storage-unavailable`.
 */
export interface CallReports {
    /**
     * Rings at a person's devices, by their status and devices. The caller is in the call already, without a seat.
     * @throws {CallError} provider-off; not-found for a person whom nobody knows; in-other-call while the two are in another call
     */
    incoming(call: IncomingCall): Promise<CallId>;
    leg(call: CallId, participant: ParticipantId, state: LegState): Promise<void>;
    /** Somebody else goes on in a participant's place, as after a transfer. */
    replaced(call: CallId, participant: ParticipantId, by: Party): Promise<void>;
    /** The media system says that the call is over. */
    ended(call: CallId, reason: EndReason): Promise<void>;
    /** To the seats of an active call, or to one of them; up to 60,000 bytes of JSON. They hear it from `connector`. */
    relay(call: CallId, body: unknown, to?: ParticipantId): Promise<void>;
    /** Hears what seats send to all, or to `connector`, beginning with what is kept, until the call is over. Answers how to stop. */
    onRelay(call: CallId, listener: (message: RelayedMessage) => void): () => void;
}
export interface RelayedMessage {
    from: ParticipantId;
    body: unknown;
}

// server/connector.d.ts
import type { AccountType, CallId, CallMedia, JoinGrant, ParticipantId, Party, Person, PersonId, ProviderFeature, ProviderId, SettingsCheck } from "@ringline/protocol";
import type { CallReports } from "./call-reports.ts";
import type { SettingsSchema } from "./settings-schema.ts";
import type { ConnectorStorage } from "./storage.ts";
export type { AccountField, AccountType, ProviderFeature } from "@ringline/protocol";
/** One way to call: what people choose and administrators switch. */
export interface Provider {
    /** `^[a-z][a-z0-9_]*$` */
    id: ProviderId;
    title: string;
    description: string;
    targets: readonly ("user" | "space" | "room" | "address")[];
    media: readonly CallMedia[];
    /** So many people may be in one call at once: whoever comes later is refused. Absent: any number. */
    maxParticipants?: number;
    /** When the place is made: at once, or when somebody answers. */
    opens: "on-place" | "on-answer";
    /** `session`: our call page joins with a browser half; `page`: the person is sent to a page elsewhere. */
    grant: "session" | "page";
    features: readonly ProviderFeature[];
    /** Who has none cannot choose this provider: the menu says so, and `calls.place` refuses. */
    account?: AccountType;
    /** It may report calls that come from outside. */
    incoming?: boolean;
    /** What it shows in place of the core's own. Who draws the window draws button and ring too, as ours lead to our own window. */
    draws?: readonly ("button" | "ring" | "window")[];
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
export interface ConnectorLogger {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
}
/** What a connector gets when it starts. */
export interface ConnectorContext<Settings = unknown> {
    settings: Settings;
    /** Where its `request` and its files answer, with a slash at the end: `https://calls.example.org/connectors/<id>/`. */
    url: string;
    logger: ConnectorLogger;
    /** Milliseconds since 1970, monotonic in the process. */
    clock: {
        now(): number;
    };
    calls: CallReports;
    storage: ConnectorStorage;
    /** Whether administrators have this provider switched on. */
    isActive(provider: ProviderId): boolean;
    /** `name` and the other fields of this person's account of a type; nothing where they have none. */
    account(person: PersonId, type: string): Promise<Readonly<Record<string, string>> | undefined>;
}
/** Where a connector's browser half is, and when pages load it. */
export interface BrowserHalf {
    /**
     * `file:` URL of the ES module that exports `connector`: a bundle, or a source of its own folder that imports only relative
     * paths: `.js`, or where that is not there the `.ts` of the same name, whose types can be stripped. Files beside and below it
     * are served too, except tests.
     */
    module: string;
    /** `page`: as a call page opens, for what shall be quick. `use`: when a call or a button needs it. */
    load: "page" | "use";
}
/** A connector's server half, before it runs. */
export interface ServerConnector<Settings = unknown> {
    manifest: {
        id: string;
        version: string;
        providers: readonly Provider[];
        /** Absent where all grants are pages and the core draws the buttons. */
        browser?: BrowserHalf;
        /** What the administration's form is drawn from; absent: there is nothing to set. */
        settings?: SettingsSchema;
        /** Parses what the configuration says; throws with a sentence for the administrator. Secrets stay on the server. */
        parseSettings(input: unknown): Settings;
    };
    start(context: ConnectorContext<Settings>): Promise<RunningConnector>;
    /** Tries settings out before they are stored, within ten seconds and without changing anything. */
    test?(settings: Settings): Promise<SettingsTest>;
}
/** What a try of settings showed. */
export interface SettingsTest {
    checks: SettingsCheck[];
    /** For the connector's own form: what the administrator's browser tries itself. JSON, never a secret. */
    browser?: unknown;
}
/** A connector's server half at work. Each call into it is bounded in time and size (`connector-failed`). */
export interface RunningConnector {
    /** What its settings make of the manifest's providers: stands in for those. */
    providers?: readonly Provider[];
    /** Makes the place where media meets; JSON kept with the call. Idempotent per generation. */
    open?(call: ConnectorCall, generation: number, signal: AbortSignal): Promise<unknown>;
    /** Gives one seat its grant; repeatable. */
    admit(entry: Entry, signal: AbortSignal): Promise<JoinGrant>;
    /**
     * Feature `remove`: throws somebody out of the place, after the call let them go; they may be out already. Their grants shall
     * open nothing any more.
     */
    remove?(entry: Omit<Entry, "seat">): Promise<void>;
    /** Frees the place; retried until done, by any node. */
    close?(call: CallId, place: unknown): Promise<void>;
    /**
     * Answers below `/connectors/<id>/`, where no file of the browser half is: its own pages, webhooks, questions of its browser
     * half. `person` is who shows a token; nobody: check yourself who asks. The request carries neither token nor cookies and
     * up to 256 KiB; the answer up to 1 MiB and no cookies, under `default-src 'none'` unless it has a policy of its own.
     */
    request?(request: Request, person?: Person): Promise<Response>;
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
export * from "./call-reports.ts";
export * from "./connector.ts";
export * from "./settings-schema.ts";
export * from "./storage.ts";

// server/settings-schema.d.ts
/** What every value of a setting may say of itself: for the administration's form. */
interface Described {
    /** In the administration's form; default: the key. */
    title?: string;
    description?: string;
}
/** A text; `writeOnly` marks a secret, which never reaches a browser. */
export interface StringSchema extends Described {
    type: "string";
    enum?: readonly string[];
    default?: string;
    format?: "uri" | "hostname" | "email";
    pattern?: string;
    minLength?: number;
    maxLength?: number;
    writeOnly?: boolean;
}
export interface NumberSchema extends Described {
    type: "number" | "integer";
    default?: number;
    minimum?: number;
    maximum?: number;
}
export interface BooleanSchema extends Described {
    type: "boolean";
    default?: boolean;
}
export interface ArraySchema extends Described {
    type: "array";
    items: SettingSchema;
    default?: readonly unknown[];
    minItems?: number;
    maxItems?: number;
}
/** Keys that are not named are refused. */
export interface ObjectSchema extends Described {
    type: "object";
    properties: Readonly<Record<string, SettingSchema>>;
    required?: readonly string[];
    additionalProperties: false;
}
export type SettingSchema = StringSchema | NumberSchema | BooleanSchema | ArraySchema | ObjectSchema;
/**
 * A connector's settings, as the subset of JSON Schema (2020-12) that the administration can draw a form from. What it cannot
 * say (one setting needs another) is left to `parseSettings`.
 */
export type SettingsSchema = ObjectSchema;
export {};

// server/storage.d.ts
/**
 * What a connector keeps, by keys of up to 255 characters: JSON of up to 64 KiB each, 1,000 keys. Shared by all nodes, and there
 * after a restart. More is refused with an error.
 */
export interface ConnectorStorage {
    get(key: string): Promise<unknown>;
    put(key: string, value: unknown): Promise<void>;
    remove(key: string): Promise<void>;
    /** Those that begin so, sorted. */
    keys(start?: string): Promise<string[]>;
}
