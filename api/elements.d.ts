// accounts/account-texts.d.ts
import { type Texts } from "../localise.ts";
declare const en: {
    accounts: string;
    save: string;
    remove: string;
    saved: string;
    removed: string;
    "from-site": string;
    shared: string;
    "not-saved": string;
};
export type AccountMessage = keyof typeof en;
/** The words of the editor; English where a language has none. */
export declare function accountTexts(language: string): Texts<AccountMessage>;
export {};

// accounts/profile-accounts.d.ts
import type { AccountType } from "@ringline/protocol";
import { LitElement, nothing, type TemplateResult } from "lit";
import { type AccountMessage } from "./account-texts.ts";
/**
 * `<ringline-profile-accounts>` lets the signed-in person edit the accounts that providers ask for; nothing where none does.
 * What the site's token names is shown and cannot be changed. Parts: `account`.
 */
export declare class ProfileAccountsElement extends LitElement {
    #private;
    static properties: {
        types: {
            state: boolean;
        };
        said: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    types: readonly AccountType[];
    /** The last outcome, told to whoever does not see the form change. */
    said: AccountMessage | "";
    constructor();
    protected render(): TemplateResult | typeof nothing;
    private get texts();
}

// avatar/avatar.d.ts
import type { Party } from "@ringline/protocol";
import { LitElement, type TemplateResult } from "lit";
/**
 * `<ringline-avatar>` with the property `party`: the portrait, or initials on a colour where there is none or it does not
 * load. Only for the eye: the name always stands beside it. `--ringline-avatar-size` sets its size.
 */
export declare class AvatarElement extends LitElement {
    static properties: {
        party: {
            attribute: boolean;
        };
        hasFailed: {
            state: boolean;
        };
    };
    party: Party | undefined;
    hasFailed: boolean;
    static styles: import("lit").CSSResult;
    constructor();
    connectedCallback(): void;
    protected willUpdate(changed: Map<PropertyKey, unknown>): void;
    protected render(): TemplateResult;
}

// avatar/initials.d.ts
import type { Party } from "@ringline/protocol";
/** How many backgrounds there are for initials. */
export declare const AVATAR_TONES = 8;
/** The first letters of the first and the last word, in capitals where the script has them; a phone number has none. */
export declare function initials(name: string): string;
/** Always the same tone for the same party, 0 to 7. */
export declare function avatarTone(party: Party): number;
/**
 * The portrait of a party if it may be shown: https, or plain http where the page itself came so (the server lets through
 * the site's own origins alone); nothing that could run.
 * @see GUARANTEES S41
 */
export declare function portraitUrl(party: Party, pageUrl: string): string | undefined;
export declare function avatarText(party: Party): string;

// button/button-state.d.ts
import type { CallClient } from "@ringline/client";
import type { CallId, CallTarget, PresenceStatus } from "@ringline/protocol";
import type { ButtonMessage } from "../locales/en.ts";
/** What a call button can do now, and the words that say why. */
export interface ButtonState {
    /**
     * `hidden`: oneself, and what no provider can call. `words`: no button but words. `join`: into the live call of the space or
     * room. `return`: leads back to the call that runs.
     */
    act: "hidden" | "words" | "wait" | "call" | "join" | "return";
    /** Absent where there is nothing to say about the target. */
    description?: ButtonMessage;
    /** With `return`: the call that runs. */
    call?: CallId;
    /** Of a user, while it is known. */
    presence?: PresenceStatus | undefined;
}
/** Reads off the client what the button for `target` is. */
export declare function buttonState(client: Pick<CallClient, "state" | "me" | "calls" | "presence" | "providers">, target: CallTarget, canCall: boolean): ButtonState;

// button/call-button.css.d.ts
/** Drawn from the page's own text colour, so that it fits a light page and a dark one alike. */
export declare const CALL_BUTTON_CSS = "\n:host { display: inline-block; vertical-align: middle; max-inline-size: 100%; }\n:host([hidden]) { display: none; }\nbutton {\n  display: inline-flex;\n  align-items: center;\n  gap: 0.55em;\n  box-sizing: border-box;\n  min-block-size: 44px;\n  max-inline-size: 100%;\n  padding: 5px 14px;\n  padding-inline-start: 6px;\n  border: 1px solid var(--ringline-button-line, color-mix(in srgb, currentcolor 22%, transparent));\n  border-radius: var(--ringline-button-radius, 99px);\n  background: var(--ringline-button-surface, transparent);\n  color: var(--ringline-button-text, inherit);\n  font: inherit;\n  font-weight: 600;\n  cursor: pointer;\n}\nbutton[hidden] { display: none; }\nbutton:hover { background: var(--ringline-button-hover, color-mix(in srgb, currentcolor 9%, transparent)); }\nbutton:focus-visible { outline: 3px solid var(--ringline-focus, #2f6fed); outline-offset: 2px; }\nbutton[aria-disabled=\"true\"] { cursor: default; }\nbutton[aria-disabled=\"true\"] .icon { background: var(--ringline-offline, #6b7280); }\n.icon {\n  display: grid;\n  place-items: center;\n  flex: none;\n  inline-size: 32px;\n  block-size: 32px;\n  border-radius: 50%;\n  background: var(--ringline-answer, #15803d);\n}\nsvg { inline-size: 17px; fill: #fff; }\n.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }\n.dot:not([data-status]) { display: none; }\n.words { font-size: 0.875em; }\n\n.dot {\n  --size: var(--ringline-dot-size, 0.75rem);\n  position: relative;\n  display: inline-block;\n  flex: none;\n  box-sizing: border-box;\n  inline-size: var(--size);\n  block-size: var(--size);\n  border-radius: 50%;\n  forced-color-adjust: none;\n  border: calc(var(--size) * 0.2) solid var(--ringline-offline, #7d8696);\n}\n.dot::after {\n  position: absolute;\n  content: \"\";\n  border-radius: 1px;\n}\n.dot[data-status=\"available\"] {\n  border: 0;\n  background: var(--ringline-available, #1f9d55);\n}\n.dot[data-status=\"away\"] {\n  border: 0;\n  box-shadow: inset calc(var(--size) * 0.3) calc(var(--size) * -0.22) 0 0 var(--ringline-away, #c47d0a);\n}\n.dot[data-status=\"do-not-disturb\"] {\n  border: 0;\n  background: var(--ringline-do-not-disturb, #d93848);\n}\n.dot[data-status=\"do-not-disturb\"]::after {\n  inset: 41% 22%;\n  background: #fff;\n}\n.dot[data-status=\"in-call\"] {\n  border-color: var(--ringline-in-call, #8b5cf6);\n}\n.dot[data-status=\"in-call\"]::after {\n  inset: 22%;\n  border-radius: 50%;\n  background: var(--ringline-in-call, #8b5cf6);\n}\n\n";

// button/call-button.d.ts
import type { CallTarget, ProviderId } from "@ringline/protocol";
/**
 * `<ringline-call-button user="bob" name="Bob Meyer">` calls somebody; `space`, `room` or `address` instead of `user`
 * calls those. `media` (`video`, `audio`), `about` and `provider` say how. Fires `ringline-call-placed`.
 * Parts: `button`, `icon`, `label`, `dot`, `words`.
 */
export declare class CallButtonElement extends HTMLElement {
    #private;
    static readonly observedAttributes: readonly ["user", "space", "room", "address", "name", "media", "about", "provider"];
    /** By which a press calls; absent: the server takes the first. The `provider` attribute stands above it. */
    provider: ProviderId | undefined;
    /** Whom it calls. */
    target: CallTarget | undefined;
    /** A press would place a call. */
    isCalling: boolean;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    attributeChangedCallback(): void;
    /** As a press does; must run inside one. */
    call(): void;
}

// button/phone-icon.d.ts
/** A telephone receiver, 24 by 24; its colour is the `fill` of its style. */
export declare const PHONE_PATH = "M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1Z";
/** Made by hand: no markup, no style attribute. */
export declare function phoneIcon(): SVGElement;

// button/target-attributes.d.ts
import type { PlaceOptions } from "@ringline/client";
import type { CallSubject, CallTarget } from "@ringline/protocol";
/** Attributes that name whom to call. */
export declare const TARGET_TYPES: readonly ["user", "space", "room", "address"];
/** The attributes of `<ringline-call-button>`: whom (one of the first four), and how. */
export declare const BUTTON_ATTRIBUTES: readonly ["user", "space", "room", "address", "name", "media", "about", "provider"];
export type ButtonAttribute = (typeof BUTTON_ATTRIBUTES)[number];
/** Reads one attribute; undefined where it is absent. */
export type ReadAttribute = (name: ButtonAttribute) => string | undefined;
/** Whom the attributes name; undefined where they name nobody. */
export declare function readTarget(read: ReadAttribute): CallTarget | undefined;
/** How to call: `media` is video unless it says audio; without `about` the call is about this page. */
export declare function readPlaceOptions(read: ReadAttribute, page: CallSubject): PlaceOptions;
/** This page as the subject of a call: without its fragment, which may hold more than an address. */
export declare function pageSubject(): CallSubject;

// card/calling-words.d.ts
import type { Call } from "@ringline/protocol";
import type { LayerMessage } from "../locales/en.ts";
import type { MessageValues } from "../localise.ts";
/** Who is calling, and of a call to a space or room what they call: a message and its values. */
export declare function callingWords({ caller, target, title, }: Pick<Call, "caller" | "target" | "title">): [LayerMessage, MessageValues];

// card/incoming-call.css.d.ts
export declare const incomingCallStyles: import("lit").CSSResult;

// card/incoming-call.d.ts
import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import { type CallDesk } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { ShownRing } from "./rings.ts";
/**
 * `<ringline-incoming-call>`: the card of a call that rings for the person of this page. Enter answers and Escape
 * declines while it has the focus; to close it is to decline. Parts: `card`, `title`, `answer`, `decline`, `close`.
 */
export declare class IncomingCallElement extends LitElement {
    #private;
    static properties: {
        call: {
            attribute: boolean;
        };
        desk: {
            attribute: boolean;
        };
        localiser: {
            attribute: boolean;
        };
        isSoundBlocked: {
            attribute: boolean;
        };
        isStill: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    call: ShownRing;
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    isSoundBlocked: boolean;
    isStill: boolean;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    /** Gives the focus back to where it was; whoever removes the card calls it before. */
    giveFocusBack(): void;
    protected firstUpdated(): void;
    protected willUpdate(changed: PropertyValues<this>): void;
    protected updated(changed: PropertyValues<this>): void;
    protected render(): TemplateResult;
}

// card/move-guard.d.ts
/**
 * Watches where an element stands, as long as it is shown, and tells when it has stood still for 300 ms: a press that was
 * meant for what was there before must not answer a call. A page that comes to the front counts as a move.
 */
export declare class MoveGuard {
    #private;
    constructor(element: () => Element | undefined, onChange: (isStill: boolean) => void);
    get isStill(): boolean;
    start(): void;
    stop(): void;
    /** What the button does has changed: that counts as a move. */
    hold(): void;
}

// card/polite-focus.d.ts
/**
 * Gives an element the focus unless the person is writing somewhere or is not on this page, and gives it back afterwards.
 */
export declare class PoliteFocus {
    #private;
    constructor(element: HTMLElement);
    /** Takes the focus now, or, on a page in the background, when the person comes to it. */
    take(): void;
    /** Gives it back if it is still ours to give. Call it before the element is taken out of the page. */
    giveBack(): void;
}

// card/rings.d.ts
import type { CallClient } from "@ringline/client";
import type { ActiveCall, Call, CallId, Me, RingingCall } from "@ringline/protocol";
/** A call that asks to be answered; one to a space or room is active already. */
export type IncomingCall = RingingCall | ActiveCall;
/** A call that has a card; its `ring` is how it rings now. */
export type ShownRing = IncomingCall & {
    /** The person is in this call, which an answer ends. */
    ends?: CallId;
};
/** Whether this call asks the person of this page to answer. */
export declare function isRingingFor(call: Call, me: Me | undefined): call is IncomingCall;
/** Whether it may be noticed away from the page: a knock too, since the person looks at the window of the other call. */
export declare function asksAloud({ ring }: IncomingCall): boolean;
/** Whether the ring of this call is drawn by its provider's own code: then a card and a tone of ours would be a second one. */
export declare function isRingDrawnElsewhere({ provider }: Call, { providers }: Pick<CallClient, "providers">): boolean;
/**
 * The calls that have a card here, oldest first. Loud ones and knocks always; quiet ones only on a page that is seen.
 * `taken` are those that were answered or declined in this browser while the server has not spoken yet. `isAway`: the
 * connection has been lost for so long that nobody knows what still rings.
 */
export declare function ringsToShow(client: Pick<CallClient, "calls" | "me" | "providers">, page: {
    isVisible: boolean;
    isAway: boolean;
    taken: ReadonlySet<CallId>;
}): ShownRing[];

// choice/accounts-place.d.ts
/** Where people edit their accounts: the editor on this page, else the page that the site's script tag names. */
export interface AccountsPlace {
    go(): void;
}
export declare function accountsPlace(page: Document, server: string): AccountsPlace | undefined;

// choice/call-choice.css.d.ts
export declare const callChoiceStyles: import("lit").CSSResult;

// choice/call-choice.d.ts
import { LitElement, nothing, type TemplateResult } from "lit";
/**
 * `<ringline-call-choice>` stands in each call button: where there is more than one way to call, it lets people choose, calls
 * so, and makes that the plain press. Loaded later than the button, which calls by the first way until then.
 */
export declare class CallChoiceElement extends LitElement {
    #private;
    static properties: {
        isOpen: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    isOpen: boolean;
    constructor();
    /** The button around it says that its attributes or its state changed. */
    refresh(): void;
    protected willUpdate(): void;
    protected render(): TemplateResult | typeof nothing;
    protected updated(changed: Map<PropertyKey, unknown>): void;
    private get button();
    private get target();
    private get own();
}

// choice/choice-memory.d.ts
import type { CallTarget, PersonId, ProviderId } from "@ringline/protocol";
/** On the document: what a press would do may be another thing now. */
export declare const CHOICE_CHANGED = "ringline-choice-changed";
/** How this person called last, overall and per target; kept in this browser, the same for all its pages of the site. */
export declare class ChoiceMemory {
    #private;
    constructor(person: PersonId);
    /** What was chosen for this target, then what was chosen last, newest knowledge first. */
    preferred(target: CallTarget): ProviderId[];
    remember(target: CallTarget, provider: ProviderId): void;
    /** After a choice on this page or another one; returns what ends it. */
    onChange(listener: () => void): () => void;
}

// choice/choice-texts.d.ts
import { type Texts } from "../localise.ts";
declare const en: {
    "choose-way": string;
    "needs-account": string;
    "add-account": string;
    "no-way": string;
    "way-off": string;
};
export type ChoiceMessage = keyof typeof en;
/** The words of the menu; English where a language has none. */
export declare function choiceTexts(language: string): Texts<ChoiceMessage>;
export {};

// choice/drawn-button.d.ts
import type { ProviderInfo } from "@ringline/protocol";
import type { ButtonPlace, HostConnectors } from "../connectors/host-connectors.ts";
/** What is to be drawn now. */
export interface WantedButton {
    hosts: HostConnectors;
    provider: ProviderInfo;
    at: Omit<ButtonPlace, "signal">;
}
/** A connector's own button in one place: asked for once per provider and target, and let go of when either is another. */
export declare class DrawnButton {
    #private;
    constructor(onDrawn: () => void);
    /** Absent while it does not come, and where it never does. */
    get element(): HTMLElement | undefined;
    follow(wanted: WantedButton | undefined): void;
}

// choice/menu-keys.d.ts
/** Where a key leads to: arrows go round, a letter goes to the next item that begins with it. */
export declare function itemFor(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined;

// choice/not-started.d.ts
import type { CallClient } from "@ringline/client";
/** Which connectors did not start, for administrators: the call server tells them the reason, and nobody else. */
export declare class NotStarted {
    #private;
    constructor(onKnown: () => void);
    /** A line for each, as far as it is known by now; the first call asks. */
    lines(client: CallClient): readonly string[];
}

// choice/obstacle.d.ts
/**
 * Why a press on the core's button would come to nothing: it is not pressed then, says so in its description, and
 * stays where it is, so that the focus does too.
 */
export declare class Obstacle {
    #private;
    constructor();
    /** `words` empty: nothing is in the way. Called after each time that the button may have been drawn anew. */
    show(own: HTMLElement, words: string): void;
    clear(): void;
}

// choice/ways.d.ts
import type { CallMedia, CallTarget, ProviderId, ProviderInfo } from "@ringline/protocol";
/**
 * The providers that call such a target by such media, those that lack an account too. One that draws its own window has no call
 * page of ours, and so no press of ours: its calls begin at its own button.
 */
export declare function waysTo(target: CallTarget, media: CallMedia, providers: readonly ProviderInfo[]): ProviderInfo[];
/** The one that a plain press takes: the first preferred one that can be chosen, else the first of all. */
export declare function wayOf(ways: readonly ProviderInfo[], preferred: readonly ProviderId[]): ProviderInfo | undefined;

// connectors/browser-fence.d.ts
import type { Logs } from "@ringline/client";
import type { StepMarks } from "./step-marks.ts";
/** What is asked of a browser half, and waited for. */
type AskedStep = "load" | "init" | "join" | "button" | "settings";
/** What a browser half does in a page; `listener`: what it does when its button is pressed, or its call has news. */
export type ConnectorStep = AskedStep | "listener";
/** A browser half that did not do what it should: for the log and for administrators, not for the person. */
export interface ConnectorFault {
    connector: string;
    step: ConnectorStep;
    /** In words, of untrusted origin; cut to 300 characters. */
    reason: string;
}
export interface BrowserFenceOptions {
    onFault(fault: ConnectorFault): void;
    marks: StepMarks;
    /** For tests; default as promised to connectors. */
    mostMs?: Partial<Record<AskedStep, number>>;
}
/** Every call into a browser half goes through it: bounded in time, and whatever is thrown becomes `connector-failed`. */
export declare class BrowserFence {
    #private;
    constructor(options: BrowserFenceOptions);
    /** @throws {CallError} connector-failed, after it was reported */
    run<Answer>(connector: string, step: AskedStep, work: () => Answer | Promise<Answer>): Promise<Awaited<Answer>>;
    report({ connector, step, reason }: ConnectorFault): void;
}
/** Writes a fault down where the administration finds it: its table shows the newest of each connector. */
export declare function logFault(logs: Pick<Logs, "getLog">, { connector, step, reason }: ConnectorFault): void;
export {};

// connectors/browser-halves.d.ts
import type { BrowserConnector, BrowserContext, BrowserLogger, Dialogs } from "@ringline/connector-spi/browser";
import type { BrowserFence } from "./browser-fence.ts";
export interface BrowserHalvesOptions {
    where: BrowserContext["where"];
    /** The call server's URL. */
    server: string;
    language: string;
    fence: BrowserFence;
    /** The module of a connector, where the page knows a better address than `/connectors/<id>/browser.js`. */
    urlOf?(id: string): string | undefined;
    log(id: string): BrowserLogger;
    showError(text: string, reference: string): void;
    dialogs: Dialogs;
    /** For tests; default: the browser's own. */
    load?(url: string): Promise<unknown>;
}
/** The browser halves of connectors in this page: each is loaded and begun once, when it is first asked for. */
export declare class BrowserHalves {
    #private;
    constructor(options: BrowserHalvesOptions);
    /** Loads it and runs its `init`. A failure is remembered for the life of the page. @throws {CallError} connector-failed */
    load(id: string): Promise<BrowserConnector>;
    contextOf({ id, messages }: BrowserConnector): BrowserContext;
}

// connectors/host-connectors.d.ts
import type { BrowserLogger, CallContext, Dialogs } from "@ringline/connector-spi/browser";
import type { ProviderInfo } from "@ringline/protocol";
import { type BrowserFenceOptions, type ConnectorFault } from "./browser-fence.ts";
export interface HostConnectorsOptions {
    /** The call server's URL. */
    server: string;
    language: string;
    /** Whose code the site lets into its pages: `data-connectors` of the script tag. */
    allowed: readonly string[];
    log(connector: string): BrowserLogger;
    showError(text: string, reference: string): void;
    dialogs: Dialogs;
    onFault(fault: ConnectorFault): void;
    /** Remembers in what a page hung; absent where the browser refuses it. */
    storage?: Storage | undefined;
    /** For tests; default: the browser's own, and as promised to connectors. */
    load?(url: string): Promise<unknown>;
    mostMs?: BrowserFenceOptions["mostMs"];
    withinMs?: number;
}
/** What a button is for; the rest of its context is the connector's own. */
export type ButtonPlace = Pick<CallContext, "me" | "target" | "name" | "isGroup" | "place" | "signal">;
/** The connectors that draw their own button in a page of the site; only those that the site lets in. */
export declare class HostConnectors {
    #private;
    constructor(options: HostConnectorsOptions);
    /** Whether this provider's button is its connector's own here; where not, the core draws it. */
    draws({ connector, draws }: ProviderInfo): boolean;
    /** Why a connector is left out of this page, for administrators. */
    faultOf(connector: string): ConnectorFault | undefined;
    /**
     * The connector's own button, in a shadow tree with its styles; nothing where it has none for this target, is not let in, or
     * does not do its part: then the core's own button stands there.
     */
    button(provider: ProviderInfo, at: ButtonPlace): Promise<HTMLElement | undefined>;
    /** Opens the connector's own settings. @throws {CallError} connector-failed */
    showSettings(id: string): Promise<void>;
}
/** The connectors that the site lets into this page, as its script tag names them; read late, to keep the first load small. */
export declare function allowedConnectors(page: Document, server: string): string[];

// connectors/step-marks.d.ts
import type { ConnectorFault, ConnectorStep } from "./browser-fence.ts";
export interface StepMarksOptions {
    /** Without it (a browser that refuses it) nothing is remembered. */
    storage: Storage | undefined;
    /** Default: the browser's, which only secure pages have. Without it, marks are judged by their age alone. */
    locks?: LockManager | undefined;
    now?(): number;
}
/**
 * Remembers what a connector is being asked, for as long as it is asked. A page that hangs in an endless loop can tell
 * nobody; its mark stays, and the next page finds it: at once where the page is gone, after half a minute where it is still
 * open.
 */
export declare class StepMarks {
    #private;
    constructor({ storage, locks, now }: StepMarksOptions);
    /** Returns the function that takes the mark away. */
    set(connector: string, step: ConnectorStep): () => void;
    /** Marked for as long as it runs: a listener of a connector is over when it returns. */
    listener<Event>(connector: string, listener: (event: Event) => void): (event: Event) => void;
    /** What hung in other pages; each is told once. */
    takeOrphans(): Promise<ConnectorFault[]>;
}

// create-part.d.ts
/** An empty `span` that a site styles by `::part()`, and the element itself by the class of that name. */
export declare function createPart(part: string): HTMLSpanElement;

// define-accounts.d.ts
/** Defines the editor of accounts: for pages that have it. Twice is once. */
export declare function defineAccountElements(): void;

// define-element.d.ts
/** Defines a custom element. Twice is once. */
export declare function defineElement(name: string, element: CustomElementConstructor): void;

// define-history.d.ts
/** Defines the call history and its badge: for pages that have them. Twice is once. */
export declare function defineHistoryElements(): void;

// define.d.ts
/** Defines the call button, which needs nothing but the browser. Twice is once. */
export declare function defineCallButton(): void;
/** Defines what floats above a page and what stands in many. Twice is once. */
export declare function defineLayerElements(): void;

// desk/call-desk.d.ts
import type { CallClient, PlaceOptions } from "@ringline/client";
import type { Call, CallId, CallTarget } from "@ringline/protocol";
import type { HostConnectors } from "../connectors/host-connectors.ts";
import type { ButtonMessage } from "../locales/en.ts";
import type { Texts } from "../localise.ts";
import type { CallPage } from "./call-pages.ts";
/** What a person chose on the incoming card. */
export interface AnswerChoice {
    /** Absent: as the camera was last time. */
    camera?: boolean;
    /** End this call first. */
    leave?: CallId;
}
/** A refused press, to be told in words. */
export interface Refusal {
    act: "place" | "answer" | "open" | "return" | "leave" | "decline" | "status";
    /** A `CallError`; anything else is a fault of ours. */
    error: unknown;
    /** The same press again, ending the call that this person is in. */
    endAndRetry?: () => void;
    /** Calls anew, in a panel. */
    again?: () => void;
}
/** What all elements of one page share: the connection, the words, and the acts that open a call page. */
export interface CallDesk {
    readonly client: CallClient;
    readonly texts: Texts<ButtonMessage>;
    /** This browser has WebRTC. */
    readonly canCall: boolean;
    /** Connectors that draw their own buttons here; put there by the layer. */
    hosts?: HostConnectors | undefined;
    /** A window that was opened did not come: the next calls stand in a panel. */
    prefersPanel?: boolean;
    /** Must run inside the click: it opens the call page. `from` is where the DOM event starts. */
    place(target: CallTarget, options: PlaceOptions, from: EventTarget): void;
    /** Must run inside the click: it opens the call page. */
    answer(call: Call, choice: AnswerChoice): void;
    /** Whom a press on this page calls while the server has not spoken; a further press is the same one. */
    readonly placing?: CallTarget | undefined;
    /** Answer was pressed for these on this page. */
    readonly answered: ReadonlySet<CallId>;
    /** The call pages that this page has opened; they may be out of reach by now. */
    readonly pages: Map<CallId, CallPage>;
    /**
     * Brings the call page to the front; where this page has not opened it, takes the running call to a new one. Must run inside
     * the click.
     */
    showCallPage(call: CallId): void;
    /** Tells a refused press in words, with its reference, and by `ringline-error`. */
    tell(refusal: Refusal): void;
}
/** Of a press that ends something: that it is over already is what was asked for. */
export declare function tellUnlessOver(desk: Pick<CallDesk, "tell">, refusal: Refusal): void;

// desk/call-pages.d.ts
import type { CallMedia } from "@ringline/protocol";
/** A call page that this page has opened: a window or a panel. */
export interface CallPage {
    /** As far as can be known: a window that cut the tie to us looks closed. */
    readonly isReachable: boolean;
    /** Absent for a panel: that one stands below the cards of its page. */
    readonly opened?: Window;
    show(): void;
    close(): void;
}
export interface CallPageOptions {
    /** The call server's URL. */
    server: string;
    language: string;
    /** Draws a panel; may load what draws it first. */
    openPanel(url: string): Promise<CallPage>;
}
export interface CallPageRequest {
    secret: string;
    /** Absent: as it was last time. */
    camera?: boolean | undefined;
    /** Of the call; absent: as its provider has it. */
    media?: CallMedia | undefined;
    /** The call takes place on another page: ours needs neither microphone nor camera. */
    isElsewhere?: boolean;
    /** Windows do not come here. */
    isPanel?: boolean | undefined;
}
/**
 * Opens the call page inside a click: a window of its own, or a panel on phones and where windows are blocked. Blocked
 * means that `window.open` answered null; a window that reports itself closed may only have cut the tie (COOP).
 */
export declare function openCallPage(options: CallPageOptions, request: CallPageRequest): CallPage;
/** The secret stands in the fragment, which no request carries and the call page wipes at once. */
export declare function callPageUrl({ server, language }: Pick<CallPageOptions, "server" | "language">, { secret, camera, media, isElsewhere }: CallPageRequest): string;

// desk/create-desk.d.ts
import type { CallClient } from "@ringline/client";
import type { ButtonMessage } from "../locales/en.ts";
import type { Texts } from "../localise.ts";
import type { CallDesk, Refusal } from "./call-desk.ts";
import { type CallPage } from "./call-pages.ts";
/** What is drawn above the page; loaded later than the buttons. */
export interface DeskLayer {
    openPanel(url: string, name: string): CallPage;
    /** Tells it in words, and by `ringline-error`. */
    tellRefusal(refusal: Refusal): void;
}
export interface DeskOptions {
    client: CallClient;
    texts: Texts<ButtonMessage>;
    /** Loads the layer, once. */
    layer(): Promise<DeskLayer>;
}
/** The desk of one page. */
export declare function createDesk(options: DeskOptions): CallDesk;

// desk/desk-link.d.ts
import type { CallDesk } from "./call-desk.ts";
/** Offers `desk` to every element of the document, present and future; returns what takes the offer back. */
export declare function offerDesk(desk: CallDesk): () => void;
/**
 * An element's link to the desk of its page, found by an event that bubbles: no global variable, and elements that
 * stand in the page before anybody has signed in get theirs later. Fits Lit's controllers.
 */
export declare class DeskLink {
    #private;
    /** `onDesk` is called with each desk, or with undefined when there is none; what it returns ends its use. */
    constructor(element: Element, onDesk: (desk: CallDesk | undefined) => (() => void) | undefined);
    hostConnected(): void;
    hostDisconnected(): void;
}

// desk/page-events.d.ts
import type { CallClient } from "@ringline/client";
import type { Call, ErrorCode, PersonId, PresenceStatus } from "@ringline/protocol";
/**
 * The DOM events of a page and their `detail`. They bubble and are composed; each fires after the state has changed, on
 * every page of the browser profile, on the document's root element if no element of ours is nearer.
 */
export interface PageEvents {
    /** This page has placed a call and the server has made it. From the pressed button. */
    "ringline-call-placed": {
        call: Call;
    };
    /** A call rings here. */
    "ringline-call-ringing": {
        call: Call;
    };
    /** A call of this person was answered, on whatever device; one to a space or room by the first who came. */
    "ringline-call-answered": {
        call: Call;
    };
    /** A call of this person has ended; `call.endReason` says why. */
    "ringline-call-ended": {
        call: Call;
    };
    /** Of somebody whom this page shows. */
    "ringline-presence-changed": {
        person: PersonId;
        status: PresenceStatus;
    };
    /** A press was refused. */
    "ringline-error": {
        code: ErrorCode;
        reference?: string;
    };
}
export declare function announce<Name extends keyof PageEvents>(name: Name, detail: PageEvents[Name], from?: EventTarget): void;
/** Turns what the client tells into DOM events; returns what ends that. */
export declare function announceClient(client: CallClient): () => void;

// desk/parties.d.ts
import type { CallClient } from "@ringline/client";
import type { Call, CallTarget, Me, Participant, Party } from "@ringline/protocol";
/** What to call somebody, or a target before the server has named it: the name, else the address or id. */
export declare function partyName(party: Party | CallTarget): string;
/** The participant that is the person of this page; undefined for an onlooker. */
export declare function ownParticipant(call: Call, me: {
    party: Pick<Me["party"], "id">;
} | undefined): Participant | undefined;
/** Whom the person of this page talks with: the other party, or the name of the space or room. */
export declare function partnerName(call: Call, me: Me | undefined): string;
/** A space or room: its members are called. */
export declare function isGroup({ type }: CallTarget): boolean;
/** The live call in which the person of this page sits, on whatever device. */
export declare function callInProgress({ calls, me }: Pick<CallClient, "calls" | "me">): Call | undefined;
/** Whether two targets are the same place to call, or a target is that party; names do not matter. */
export declare function isSameTarget(one: CallTarget, other: CallTarget | Party): boolean;

// dialogs/countdown.d.ts
/** A time that runs, stands still, and runs on. */
export declare class Countdown {
    #private;
    constructor(ms: number, onEnd: () => void);
    run(): void;
    pause(): void;
}

// dialogs/create-dialogs.d.ts
import type { Dialogs } from "@ringline/connector-spi/browser";
import type { PageDialogsElement } from "./page-dialogs.ts";
/** What shows them on a page. */
export type DialogPage = Pick<PageDialogsElement, "ask" | "tell">;
export interface DialogsOptions {
    /** BCP 47; English where we do not speak it. */
    language: string;
    /** Loads what draws them, when the first one is wanted: a page that tells nothing need not load it. */
    load(): Promise<{
        pageDialogs(): DialogPage;
    }>;
}
/** Dialogs and notices of one owner. */
export interface OwnDialogs extends Dialogs {
    /** Takes all that it has shown off the page; what is asked answers `cancel`. */
    close(): void;
}
/** Dialogs and notices in the site's look. Whoever makes some, one page has one row of them. */
export declare function createDialogs({ language, load }: DialogsOptions): OwnDialogs;

// dialogs/dialog-icons.d.ts
import { type TemplateResult } from "lit";
import type { DialogKind } from "./dialog-items.ts";
/** What kind of message it is, for the eye; `label` says it for who does not see it. */
export declare function kindIcon(kind: DialogKind, label: string): TemplateResult;

// dialogs/dialog-items.d.ts
import type { DialogAnswer, DialogOptions, NoticeOptions } from "@ringline/connector-spi/browser";
export type NoticeKind = "info" | "warn" | "error";
export type DialogKind = NoticeKind | "confirm";
interface Words {
    title: string;
    text: string;
    /** BCP 47: of the words around it. */
    language: string;
}
/** Words of the page's own, in place of ours; an empty one counts as none. */
export type DialogLabels = Partial<Record<DialogAnswer | "reference", string | undefined>>;
/** A dialog, shown or waiting. */
export interface DialogItem extends Words, DialogOptions {
    kind: DialogKind;
    labels?: DialogLabels;
    answer(answer: DialogAnswer): void;
}
/** A notice, shown or waiting. */
export interface NoticeItem extends Words, NoticeOptions {
    kind: NoticeKind;
    /** It is off the page again, or never came to stand there. */
    gone(): void;
}
/** How many wait behind what is shown. */
export declare const MOST_WAITING = 10;
/** Notices at once. */
export declare const MOST_NOTICES = 3;
/** How long a notice stays, milliseconds; an error until it is put away. */
export declare const NOTICE_MS: Readonly<Record<NoticeKind, number | undefined>>;
/** Words from wherever they come, as text of a bounded length. */
export declare function boundedWords(title: unknown, text: unknown): Pick<Words, "title" | "text">;
export {};

// dialogs/dialog-texts.d.ts
import { type Texts } from "../localise.ts";
declare const en: {
    ok: string;
    cancel: string;
    close: string;
    copy: string;
    copied: string;
    "not-copied": string;
    reference: string;
    notices: string;
    info: string;
    confirm: string;
    warn: string;
    error: string;
};
export type DialogMessage = keyof typeof en;
/** The words of dialogs and notices; English where a language has none. */
export declare function dialogTexts(language: string): Texts<DialogMessage>;
export {};

// dialogs/message.css.d.ts
/** What dialogs and notices look like alike. */
export declare const messageStyles: import("lit").CSSResult;

// dialogs/notice-stack.css.d.ts
export declare const noticeStackStyles: import("lit").CSSResult;

// dialogs/notice-stack.d.ts
import { LitElement, type TemplateResult } from "lit";
import { type NoticeItem } from "./dialog-items.ts";
/** `<ringline-notices>`: what stands at the upper end of the page for a while. */
export declare class NoticeStackElement extends LitElement {
    #private;
    static properties: {
        items: {
            attribute: boolean;
        };
        isHeld: {
            attribute: boolean;
        };
        shown: {
            state: boolean;
        };
        polite: {
            state: boolean;
        };
        assertive: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    /** Shown and waiting, oldest first. */
    items: readonly NoticeItem[];
    /** A dialog stands above the page: nobody could reach a notice, so no time runs and no new one comes. */
    isHeld: boolean;
    shown: readonly NoticeItem[];
    polite: string;
    assertive: string;
    putAway: (item: NoticeItem) => void;
    constructor();
    disconnectedCallback(): void;
    protected willUpdate(): void;
    protected render(): TemplateResult;
    protected updated(): void;
}

// dialogs/page-dialogs.css.d.ts
export declare const pageDialogsStyles: import("lit").CSSResult;

// dialogs/page-dialogs.d.ts
import type { NoticeHandle } from "@ringline/connector-spi/browser";
import { LitElement, type TemplateResult } from "lit";
import { type DialogItem, type NoticeItem } from "./dialog-items.ts";
import { type DialogMessage } from "./dialog-texts.ts";
/** The one element of the page that shows dialogs and notices, made where there is none; of whichever script came first. */
export declare function pageDialogs(): PageDialogsElement;
/**
 * `<ringline-dialogs>`: the dialogs of a page, one after the other, and its notices. A dialog blocks the page, except while a
 * call rings or runs on it: who is called must be able to answer. Parts: `dialog`, `title`, `text`, `reference`, `acts`.
 */
export declare class PageDialogsElement extends LitElement {
    #private;
    static properties: {
        dialogs: {
            state: boolean;
        };
        notices: {
            state: boolean;
        };
        copied: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    /** The first one is shown. */
    dialogs: readonly DialogItem[];
    notices: readonly NoticeItem[];
    copied: DialogMessage | "";
    constructor();
    /** Returns what takes it away again, answering `cancel`; a page that has too many of them answers so at once. */
    ask(item: DialogItem): () => void;
    tell(item: NoticeItem): NoticeHandle;
    connectedCallback(): void;
    /** Whoever clears the page has answered nothing. */
    disconnectedCallback(): void;
    protected render(): TemplateResult;
    protected updated(): void;
    private get dialog();
}

// history/call-history.css.d.ts
export declare const callHistoryStyles: import("lit").CSSResult;

// history/call-history.d.ts
import { LitElement, nothing, type TemplateResult } from "lit";
/**
 * `<ringline-call-history>` lists the signed-in person's calls, newest first, missed ones marked, with a button to call back,
 * to erase one or all, and to export them. While it is on the screen, missed calls count as looked at.
 * Parts: `list`, `row`, `tools`.
 */
export declare class CallHistoryElement extends LitElement {
    #private;
    static properties: {
        isAsking: {
            state: boolean;
        };
        isExporting: {
            state: boolean;
        };
        said: {
            state: boolean;
        };
        hasFailed: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    /** Whether "erase all" waits for its yes or no. */
    isAsking: boolean;
    isExporting: boolean;
    /** What is told to whoever does not see the list change. */
    said: string;
    /** It did not work: everybody sees what is said. */
    hasFailed: boolean;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    protected render(): TemplateResult | typeof nothing;
    protected updated(changed: Map<PropertyKey, unknown>): void;
}

// history/export-history.d.ts
import type { CallClient } from "@ringline/client";
import type { HistoryFormat } from "@ringline/protocol";
/** Fetches all of this person's rows and lets the browser save them. @throws {CallError} */
export declare function exportHistory(client: Pick<CallClient, "request">, format: HistoryFormat): Promise<void>;

// history/history-icons.d.ts
import { type TemplateResult } from "lit";
/** Arrows as phones draw them: out to the upper end, in to the lower start, and one that turns back. */
export declare const outgoingIcon: TemplateResult;
export declare const incomingIcon: TemplateResult;
export declare const missedIcon: TemplateResult;
export declare const eraseIcon: TemplateResult<2>;

// history/history-list.d.ts
import type { CallClient } from "@ringline/client";
import type { HistoryEntry } from "@ringline/protocol";
export type ListState = "loading" | "ready" | "failed";
/** The rows of this person, page by page, kept up with the calls that end. */
export declare class HistoryList {
    #private;
    entries: readonly HistoryEntry[];
    state: ListState;
    isMissedOnly: boolean;
    constructor(client: CallClient, onChange: () => void);
    get hasMore(): boolean;
    close(): void;
    /** Begins anew; what is shown stays until the answer. */
    load(): Promise<void>;
    /** The next page below what is shown. @throws {CallError} */
    more(): Promise<void>;
    show(isMissedOnly: boolean): Promise<void>;
    /** @throws {CallError} */
    erase(entry: HistoryEntry): Promise<void>;
    /** @throws {CallError} */
    eraseAll(): Promise<void>;
}

// history/history-row.d.ts
import type { HistoryEntry } from "@ringline/protocol";
import { type TemplateResult } from "lit";
import type { Texts } from "../localise.ts";
import type { HistoryMessage } from "./locales/en.ts";
interface RowContext {
    texts: Texts<HistoryMessage>;
    now: number;
    erase(entry: HistoryEntry): void;
}
/** One call: with whom, what kind, when, how long, what about; call back; erase. */
export declare function historyRow(entry: HistoryEntry, context: RowContext): TemplateResult;
export {};

// history/history-texts.d.ts
import { type Texts } from "../localise.ts";
import { type HistoryMessage } from "./locales/en.ts";
/** The history's words in the language of the page's other words. */
export declare function historyTexts(language: string): Texts<HistoryMessage>;

// history/history-words.d.ts
import type { HistoryEntry, Party } from "@ringline/protocol";
import { type Texts } from "../localise.ts";
import type { HistoryMessage } from "./locales/en.ts";
type HistoryTexts = Texts<HistoryMessage>;
/** Whom a call was with: a space or room by its title, people by their names. */
export declare function withWhom(entry: HistoryEntry, texts: HistoryTexts): string;
/** Whose portrait stands beside it. */
export declare function portraitOf({ others, caller }: HistoryEntry): Party;
/** Attributes for a button that calls back; nothing where there is nobody to call. */
export declare function callBackTarget(entry: HistoryEntry): {
    type: string;
    id: string;
} | undefined;
/** What kind of call it was, and how it ended where that is worth a word. */
export declare function kindOf({ isMissed, direction }: HistoryEntry): HistoryMessage;
/** Why there was no conversation, or none to its end; nothing where there was one, or where "missed" says it. */
export declare function outcomeOf(entry: HistoryEntry): HistoryMessage | undefined;
/** How long the conversation was; empty without one. */
export declare function durationOf({ durationMs }: HistoryEntry): string;
/** When the call was placed: today by the hour, this week by its day, else by its date; in the reader's language and zone. */
export declare function timeOf({ createdAt }: HistoryEntry, language: string, now: number): string;
/** The whole of it, for who points at it or hears it. */
export declare function fullTimeOf({ createdAt }: HistoryEntry, language: string): string;
export {};

// history/locales/ar.d.ts
import type { PluralMessage } from "../../localise.ts";
import type { HistoryMessage } from "./en.ts";
export declare const historyMessages: Record<HistoryMessage, string | PluralMessage>;

// history/locales/de.d.ts
import type { PluralMessage } from "../../localise.ts";
import type { HistoryMessage } from "./en.ts";
export declare const historyMessages: Record<HistoryMessage, string | PluralMessage>;

// history/locales/en.d.ts
/** Words of the call history. */
export declare const historyMessages: {
    readonly "all-calls": "All";
    readonly "missed-only": "Missed";
    readonly "show-calls": "Which calls to show";
    readonly "your-calls": "Your calls";
    readonly "no-calls": "No calls yet";
    readonly "no-calls-hint": "Calls that you make or get are listed here.";
    readonly "no-missed-calls": "No missed calls";
    readonly "missed-call": "Missed call";
    readonly "incoming-call": "Incoming call";
    readonly "outgoing-call": "Outgoing call";
    readonly unanswered: "Not answered";
    readonly "declined-call": "Declined";
    readonly "busy-call": "Busy";
    readonly "unreachable-call": "Not reached";
    readonly "cancelled-call": "Cancelled";
    readonly "failed-call": "Failed";
    readonly "lost-call": "Connection lost";
    readonly "with-video": "video";
    readonly "audio-only": "audio";
    readonly about: "About {title}";
    readonly new: "New";
    readonly "and-others": {
        readonly one: "{names} and {count} more";
        readonly other: "{names} and {count} more";
    };
    readonly "unseen-missed": {
        readonly one: "{count} missed call";
        readonly other: "{count} missed calls";
    };
    readonly "erase-one": "Erase the call with {name}, {time}";
    readonly "erase-all": "Erase all";
    readonly "erase-all-question": "Erase your whole call history? It cannot be brought back.";
    readonly "erase-all-yes": "Erase";
    readonly "erase-all-no": "Keep";
    readonly "one-erased": "The call was erased.";
    readonly "all-erased": "Your call history was erased.";
    readonly export: "Export";
    readonly "export-csv": "Table (CSV)";
    readonly "export-json": "Data (JSON)";
    readonly more: "More";
    readonly loading: "Loading…";
    readonly "not-loaded": "Your calls could not be loaded.";
    readonly "not-done": "That did not work. Try again in a moment.";
    readonly "try-again": "Try again";
};
export type HistoryMessage = keyof typeof historyMessages;

// history/locales/fr.d.ts
import type { PluralMessage } from "../../localise.ts";
import type { HistoryMessage } from "./en.ts";
export declare const historyMessages: Record<HistoryMessage, string | PluralMessage>;

// history/missed-calls.d.ts
/**
 * `<ringline-missed-calls>` shows how many missed calls the person has not looked at, on all their devices alike; nothing at 0.
 * In a link it is part of the link's name. Parts: `count`, `words`.
 */
export declare class MissedCallsElement extends HTMLElement {
    #private;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
}

// history/save-file.d.ts
/** Lets the browser save a text as a file. */
export declare function saveFile(name: string, type: string, text: string): void;

// index.d.ts
export { initials, portraitUrl } from "./avatar/initials.ts";
export { CallButtonElement } from "./button/call-button.ts";
export { BUTTON_ATTRIBUTES, TARGET_TYPES } from "./button/target-attributes.ts";
export { MoveGuard } from "./card/move-guard.ts";
export { BrowserFence, type BrowserFenceOptions, type ConnectorFault, type ConnectorStep, logFault, } from "./connectors/browser-fence.ts";
export { BrowserHalves, type BrowserHalvesOptions } from "./connectors/browser-halves.ts";
export { allowedConnectors, type ButtonPlace, HostConnectors, type HostConnectorsOptions, } from "./connectors/host-connectors.ts";
export { StepMarks } from "./connectors/step-marks.ts";
export { defineCallButton, defineLayerElements } from "./define.ts";
export { defineAccountElements } from "./define-accounts.ts";
export { defineHistoryElements } from "./define-history.ts";
export type { AnswerChoice, CallDesk, Refusal } from "./desk/call-desk.ts";
export type { CallPage } from "./desk/call-pages.ts";
export { createDesk, type DeskLayer, type DeskOptions } from "./desk/create-desk.ts";
export { offerDesk } from "./desk/desk-link.ts";
export { announce, announceClient, type PageEvents } from "./desk/page-events.ts";
export { partnerName, partyName } from "./desk/parties.ts";
export { createDialogs, type DialogPage, type DialogsOptions, type OwnDialogs, } from "./dialogs/create-dialogs.ts";
export type { DialogLabels } from "./dialogs/dialog-items.ts";
export { pageDialogs } from "./dialogs/page-dialogs.ts";
export { type CallLayer, createLayer, type LayerOptions } from "./layer/create-layer.ts";
export * as ar from "./locales/ar.ts";
export * as de from "./locales/de.ts";
export { type ButtonMessage, buttonMessages, type LayerMessage, layerMessages, } from "./locales/en.ts";
export * as fr from "./locales/fr.ts";
export { chooseLanguage, createLocaliser, createTexts, formatDuration, type Localiser, type Messages, type MessageValues, type PluralMessage, type TextPart, type Texts, } from "./localise.ts";
export { PresenceElement } from "./presence/presence.ts";
export type { KnockPress, KnocksMessage, SeatMessage } from "./ring/window-knock.ts";
export { createSounds, type Sound, type SoundName, type Sounds } from "./sounds.ts";

// layer/call-bar.d.ts
import type { Call } from "@ringline/protocol";
import { LitElement, type TemplateResult } from "lit";
import { type CallDesk } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import { type Localiser } from "../localise.ts";
/**
 * `<ringline-call-bar>`: stands on every page while a call of this person runs: with whom, how long, "Hang up", and "Return
 * to call": to its window, or to a new one where another page or device has it. Parts: `bar`, `hang-up`, `return`.
 */
export declare class CallBarElement extends LitElement {
    #private;
    static properties: {
        call: {
            attribute: boolean;
        };
        desk: {
            attribute: boolean;
        };
        localiser: {
            attribute: boolean;
        };
        now: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    call: Call;
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    now: number;
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    protected render(): TemplateResult;
}

// layer/call-layer.css.d.ts
/** The host is wider than what it shows by a margin in which shadows may fall; it lets clicks through. */
export declare const callLayerStyles: import("lit").CSSResult;

// layer/call-layer.d.ts
import type { Call } from "@ringline/protocol";
import { LitElement, type TemplateResult } from "lit";
import type { ShownRing } from "../card/rings.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { Notice } from "./notices.ts";
/** What the person can do on the layer beyond what each card does by itself. */
export interface LayerActs {
    putNoticeAway(notice: Notice): void;
    allowNotifications(): void;
}
/** `<ringline-call-layer>`: what floats over a page, at its lower end: cards, notices, the bar of the running call. */
export declare class CallLayerElement extends LitElement {
    #private;
    static properties: {
        desk: {
            attribute: boolean;
        };
        localiser: {
            attribute: boolean;
        };
        rings: {
            attribute: boolean;
        };
        running: {
            attribute: boolean;
        };
        notices: {
            attribute: boolean;
        };
        isSoundBlocked: {
            attribute: boolean;
        };
        offersNotifications: {
            attribute: boolean;
        };
        announcement: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    rings: readonly ShownRing[];
    /** The call in which this person sits, unless its panel stands on this page. */
    running: Call | undefined;
    notices: readonly Notice[];
    isSoundBlocked: boolean;
    offersNotifications: boolean;
    announcement: string;
    acts: LayerActs | undefined;
    constructor();
    connectedCallback(): void;
    protected willUpdate(changed: Map<PropertyKey, unknown>): void;
    protected render(): TemplateResult;
}

// layer/call-panel.css.d.ts
/** Dark in either scheme, as the call page in it is. `small`: a tile, in which the page is a picture and no more. */
export declare const callPanelStyles: import("lit").CSSResult;

// layer/call-panel.d.ts
import { LitElement, type TemplateResult } from "lit";
import type { CallPage } from "../desk/call-pages.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
/**
 * `<ringline-call-panel>`: the call page in a frame, where it has no window of its own; made small it is a tile that leaves the
 * site to be used. It goes when its own document says so, from the call server's origin: until then it stands, whatever
 * becomes of the connection of the page around it. Parts: `head`, `panel`, `size`, `hang-up`.
 */
export declare class CallPanelElement extends LitElement implements CallPage {
    #private;
    static properties: {
        label: {
            attribute: boolean;
        };
        origin: {
            attribute: boolean;
        };
        localiser: {
            attribute: boolean;
        };
        isSmall: {
            attribute: string;
            type: BooleanConstructor;
            reflect: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    /** With whom: the accessible name of the frame, and what the head says. */
    label: string;
    /** The call server's: named, because the frame has no `src` that could stand for it. */
    origin: string;
    localiser: Localiser<LayerMessage>;
    isSmall: boolean;
    /** It came, went, or has another size. */
    onChange: () => void;
    /** The person has hung up in the tile: its end needs not be read. */
    hasHungUp: boolean;
    constructor();
    get isReachable(): boolean;
    connectedCallback(): void;
    disconnectedCallback(): void;
    /** The address is never an attribute: its fragment is a secret. */
    load(address: URL): void;
    /** To be seen and used, large: who asks for it wants to be in the call. */
    show(): void;
    /** After it has waited: as it was on the page before. */
    appear(isSmall: boolean): void;
    close(): void;
    protected render(): TemplateResult;
    protected updated(changed: Map<PropertyKey, unknown>): void;
}
export interface CallPanelOptions {
    label: string;
    localiser: Localiser<LayerMessage>;
    onChange(): void;
    /** Nobody sees it until `show` is called: whether there is a call in it must turn out first. */
    isWaiting?: boolean;
}
/** Opens a panel over the page. */
export declare function openCallPanel(url: string, options: CallPanelOptions): CallPanelElement;
/** The one that stands on this page: it may be of an earlier connection. */
export declare function standingPanel(): CallPanelElement | undefined;

// layer/call-panels.d.ts
import type { CallDesk } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { type CallPanelElement } from "./call-panel.ts";
export interface CallPanelsOptions {
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    /** A panel came, went, or has another size. */
    onChange(): void;
}
/** The panel of this page: one at a time, gone when its call is, and back on the next page of the tab. */
export declare class CallPanels {
    #private;
    constructor(options: CallPanelsOptions);
    /** How it stands on the page, if it does. */
    get size(): "large" | "small" | undefined;
    /** `isWaiting`: nobody sees the panel until `show` is called. */
    open(url: string, name: string, isWaiting?: boolean): CallPanelElement;
    /** `keep`: an open panel goes on standing, for whoever comes next. */
    close(panel?: "keep"): void;
}

// layer/create-layer.d.ts
import { type Logger } from "@ringline/client";
import { CallError } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import type { DeskLayer } from "../desk/create-desk.ts";
import type { OwnDialogs } from "../dialogs/create-dialogs.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { Sounds } from "../sounds.ts";
export interface LayerOptions {
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    sounds: Sounds;
    /** The icon that flashes in the tab while it rings. */
    iconUrl: string;
    /** Connectors that may draw their own buttons here, as the site's script tag names them. */
    connectors?: readonly string[];
    /** Closed with the layer. */
    dialogs: OwnDialogs;
}
export interface CallLayer extends DeskLayer {
    /** The page's log of a provider, or its own: to the console and, where administrators want that, to the call server. */
    getLog(name?: string): Logger;
    /** Asks and tells in words above this page. */
    readonly dialogs: OwnDialogs;
    /**
     * The connection does not come back by itself: cards go, why is told by a lasting notice and by `ringline-error`, and an open
     * panel's call goes on. `again` is called by a press there, and when the page is looked at again.
     */
    end(error: CallError, again: () => void): void;
    /**
     * Takes everything off the page; `keep`: except an open panel, which the next layer takes over. The call of one that is
     * closed is left to its grace time.
     */
    close(panel?: "keep"): void;
}
/** Puts the layer on the page and lets it ring. The elements must be defined before. */
export declare function createLayer(options: LayerOptions): CallLayer;

// layer/foot.d.ts
/**
 * Tells the page how much of its foot is covered, as `--ringline-foot` on its root: what a site fixes there itself can stand
 * above that. 0 px while nothing floats.
 */
export declare class Foot {
    #private;
    constructor(element: HTMLElement);
    /** Again: a panel has become small or large. The browser lays the page out for it, so not more often than that. */
    tell(): void;
    close(): void;
}

// layer/notice.d.ts
import { LitElement, type TemplateResult } from "lit";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { type Notice } from "./notices.ts";
/** `<ringline-notice>`: one notice of the layer; leaves by itself where its kind says so, but not under the pointer. */
export declare class NoticeElement extends LitElement {
    #private;
    static properties: {
        notice: {
            attribute: boolean;
        };
        localiser: {
            attribute: boolean;
        };
        offersNotifications: {
            attribute: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    notice: Notice;
    localiser: Localiser<LayerMessage>;
    offersNotifications: boolean;
    putAway: () => void;
    allowNotifications: () => void;
    connectedCallback(): void;
    disconnectedCallback(): void;
    protected render(): TemplateResult;
}

// layer/notices.d.ts
import { type CallError, type ErrorCode, type Party } from "@ringline/protocol";
import type { Refusal } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
/** Something to be told in words, lower right. */
export type Notice = {
    type: "refusal";
    refusal: Refusal;
}
/** No call reaches this page any more. `again`: tries it anew. */
 | {
    type: "end";
    error: CallError;
    again: () => void;
} | {
    type: "missed";
    caller: Party;
    count: number;
} | {
    type: "elsewhere";
    device?: string;
};
/** How long a notice stays, milliseconds; all but one stay until they are put away. */
export declare function noticeLastsMs(notice: Notice): number | undefined;
/** Adds a notice; a further missed call of the same party counts up, a further refusal replaces the one before. */
export declare function addNotice(notices: readonly Notice[], added: Notice): Notice[];
/**
 * What an error says; anything but a `CallError` is a fault of ours. Known by its code, not by its class: it may come
 * from another script than this one.
 */
export declare function callErrorOf(error: unknown): Pick<CallError, "code" | "details">;
/** The words for a code that a press can meet. */
export declare function failureMessage(code: ErrorCode): LayerMessage;
/** The words for why no call reaches a page any more. */
export declare function endMessage(code: ErrorCode): LayerMessage;

// layer/panel-memory.d.ts
import type { CallId } from "@ringline/protocol";
/** A panel, as the next page of the tab needs to know it. */
export interface KeptPanel {
    call: CallId;
    isSmall: boolean;
}
/**
 * Remembers, over a navigation of this tab, that a call stands in a panel here. It holds the call's id and no
 * secret: the next page takes the seat anew, as its person may. Without storage a navigation ends the call after its grace
 * time.
 */
export declare const panelMemory: {
    keep({ call, isSmall }: KeptPanel): void;
    /** What was kept, once. */
    take(): KeptPanel | undefined;
};

// layer/unopened.d.ts
import type { CallDesk } from "../desk/call-desk.ts";
/** Tells when a call page that was opened here never came: its seat was not claimed in time, and the call ended with that. */
export declare class UnopenedPages {
    #private;
    constructor(desk: CallDesk);
    close(): void;
}

// locales/ar.d.ts
export declare const buttonMessages: {
    call: string;
    "call-person": string;
    join: string;
    "status-available": string;
    "status-in-call": string;
    "status-away": string;
    "status-do-not-disturb": string;
    "status-offline": string;
    connecting: string;
    calling: string;
    "in-this-call": string;
    "no-webrtc": string;
};
export declare const layerMessages: {
    "is-calling-you": string;
    "is-calling-group": string;
    answer: string;
    "answer-with-video": string;
    "answer-without-video": string;
    "end-and-answer": string;
    decline: string;
    close: string;
    "audio-call": string;
    "video-call": string;
    "about-page": string;
    "knock-hint": string;
    "keys-hint": string;
    "sound-blocked": string;
    "missed-calls": {
        zero: string;
        one: string;
        two: string;
        few: string;
        many: string;
        other: string;
    };
    "answered-on-device": string;
    "answered-in-other-window": string;
    "place-refused": string;
    "answer-refused": string;
    "open-refused": string;
    "call-again": string;
    "return-refused": string;
    "leave-refused": string;
    "decline-refused": string;
    "status-refused": string;
    reference: string;
    "retry-in": {
        zero: string;
        one: string;
        two: string;
        few: string;
        many: string;
        other: string;
    };
    "end-and-call": string;
    "call-with": string;
    "calling-person": string;
    reconnecting: string;
    "hang-up": string;
    "return-to-call": string;
    "make-small": string;
    "make-large": string;
    "no-calls-here": string;
    "try-again": string;
    reload: string;
    "notification-offer": string;
    "notification-allow": string;
    "failure-not-allowed": string;
    "failure-account-missing": string;
    "failure-provider-off": string;
    "failure-in-other-call": string;
    "failure-too-often": string;
    "failure-too-many": string;
    "failure-elsewhere": string;
    "failure-over": string;
    "failure-connector": string;
    "failure-away": string;
    "failure-sign-in": string;
    "failure-version": string;
    "failure-too-many-pages": string;
    "failure-no-webrtc": string;
    "failure-blocked": string;
    "failure-other": string;
};

// locales/de.d.ts
export declare const buttonMessages: {
    call: string;
    "call-person": string;
    join: string;
    "status-available": string;
    "status-in-call": string;
    "status-away": string;
    "status-do-not-disturb": string;
    "status-offline": string;
    connecting: string;
    calling: string;
    "in-this-call": string;
    "no-webrtc": string;
};
export declare const layerMessages: {
    "is-calling-you": string;
    "is-calling-group": string;
    answer: string;
    "answer-with-video": string;
    "answer-without-video": string;
    "end-and-answer": string;
    decline: string;
    close: string;
    "audio-call": string;
    "video-call": string;
    "about-page": string;
    "knock-hint": string;
    "keys-hint": string;
    "sound-blocked": string;
    "missed-calls": {
        one: string;
        other: string;
    };
    "answered-on-device": string;
    "answered-in-other-window": string;
    "place-refused": string;
    "answer-refused": string;
    "open-refused": string;
    "call-again": string;
    "return-refused": string;
    "leave-refused": string;
    "decline-refused": string;
    "status-refused": string;
    reference: string;
    "retry-in": {
        one: string;
        other: string;
    };
    "end-and-call": string;
    "call-with": string;
    "calling-person": string;
    reconnecting: string;
    "hang-up": string;
    "return-to-call": string;
    "make-small": string;
    "make-large": string;
    "no-calls-here": string;
    "try-again": string;
    reload: string;
    "notification-offer": string;
    "notification-allow": string;
    "failure-not-allowed": string;
    "failure-account-missing": string;
    "failure-provider-off": string;
    "failure-in-other-call": string;
    "failure-too-often": string;
    "failure-too-many": string;
    "failure-elsewhere": string;
    "failure-over": string;
    "failure-connector": string;
    "failure-away": string;
    "failure-sign-in": string;
    "failure-version": string;
    "failure-too-many-pages": string;
    "failure-no-webrtc": string;
    "failure-blocked": string;
    "failure-other": string;
};

// locales/en.d.ts
/** Words of the first load: buttons and presence. */
export declare const buttonMessages: {
    readonly call: "Call";
    readonly "call-person": "Call {name}";
    readonly join: "Join {name}";
    readonly "status-available": "Available";
    readonly "status-in-call": "In a call";
    readonly "status-away": "Away";
    readonly "status-do-not-disturb": "Do not disturb";
    readonly "status-offline": "Offline";
    readonly connecting: "Connecting…";
    readonly calling: "Calling…";
    readonly "in-this-call": "You are in this call";
    readonly "no-webrtc": "No calls in this browser";
};
/** Words of what is loaded when idle: card, notices, bar, panel, status menu. */
export declare const layerMessages: {
    readonly "is-calling-you": "{name} is calling you";
    readonly "is-calling-group": "{name} is calling {group}";
    readonly answer: "Answer";
    readonly "answer-with-video": "Answer with video";
    readonly "answer-without-video": "Answer without video";
    readonly "end-and-answer": "End and answer";
    readonly decline: "Decline";
    readonly close: "Close";
    readonly "audio-call": "Audio call";
    readonly "video-call": "Video call";
    readonly "about-page": "About {title}";
    readonly "knock-hint": "Answering ends the call you are in.";
    readonly "keys-hint": "Enter answers, Escape declines.";
    readonly "sound-blocked": "Click anywhere to hear it ring: your browser keeps this page silent until then.";
    readonly "missed-calls": {
        readonly one: "Missed call from {name}";
        readonly other: "{count} missed calls from {name}";
    };
    readonly "answered-on-device": "Answered on {device}";
    readonly "answered-in-other-window": "Answered in another window";
    readonly "place-refused": "The call was not placed";
    readonly "answer-refused": "The call was not answered";
    readonly "open-refused": "The call window did not come";
    readonly "call-again": "Call again";
    readonly "return-refused": "You could not return to the call";
    readonly "leave-refused": "The call was not ended";
    readonly "decline-refused": "The call was not declined";
    readonly "status-refused": "Your status was not changed";
    readonly reference: "Reference {reference}";
    readonly "retry-in": {
        readonly one: "Try again in {count} second.";
        readonly other: "Try again in {count} seconds.";
    };
    readonly "end-and-call": "End and call";
    readonly "call-with": "Call with {name}";
    readonly "calling-person": "Calling {name}…";
    readonly reconnecting: "Reconnecting…";
    readonly "hang-up": "Hang up";
    readonly "return-to-call": "Return to call";
    readonly "make-small": "Make small";
    readonly "make-large": "Make large";
    readonly "no-calls-here": "No calls reach this page now";
    readonly "try-again": "Try again";
    readonly reload: "Reload";
    readonly "notification-offer": "Be told of calls when this page is in the background.";
    readonly "notification-allow": "Allow notifications";
    readonly "failure-not-allowed": "You may not do that.";
    readonly "failure-account-missing": "This way to call needs an account, which one of you has not got yet.";
    readonly "failure-provider-off": "This way to call is switched off now.";
    readonly "failure-in-other-call": "You are in another call.";
    readonly "failure-too-often": "That was tried too often. Wait a little.";
    readonly "failure-too-many": "More people than one call may have.";
    readonly "failure-elsewhere": "You have answered it on another device.";
    readonly "failure-over": "The call is over.";
    readonly "failure-connector": "The system that carries the call does not answer.";
    readonly "failure-away": "The call server cannot be reached now. Try again in a moment.";
    readonly "failure-sign-in": "Your sign-in has run out. Reload the page, and sign in again if asked.";
    readonly "failure-version": "The call server is a newer one than this page. Reload the page.";
    readonly "failure-too-many-pages": "Calls are open on too many of your devices and windows. Close one of them.";
    readonly "failure-no-webrtc": "This browser cannot make calls. A current Chrome, Edge, Firefox or Safari can.";
    readonly "failure-blocked": "Your browser did not let the call window open.";
    readonly "failure-other": "Something went wrong. If it happens again, tell your administrator the reference.";
};
export type ButtonMessage = keyof typeof buttonMessages;
export type LayerMessage = keyof typeof layerMessages;

// locales/fr.d.ts
export declare const buttonMessages: {
    call: string;
    "call-person": string;
    join: string;
    "status-available": string;
    "status-in-call": string;
    "status-away": string;
    "status-do-not-disturb": string;
    "status-offline": string;
    connecting: string;
    calling: string;
    "in-this-call": string;
    "no-webrtc": string;
};
export declare const layerMessages: {
    "is-calling-you": string;
    "is-calling-group": string;
    answer: string;
    "answer-with-video": string;
    "answer-without-video": string;
    "end-and-answer": string;
    decline: string;
    close: string;
    "audio-call": string;
    "video-call": string;
    "about-page": string;
    "knock-hint": string;
    "keys-hint": string;
    "sound-blocked": string;
    "missed-calls": {
        one: string;
        other: string;
    };
    "answered-on-device": string;
    "answered-in-other-window": string;
    "place-refused": string;
    "answer-refused": string;
    "open-refused": string;
    "call-again": string;
    "return-refused": string;
    "leave-refused": string;
    "decline-refused": string;
    "status-refused": string;
    reference: string;
    "retry-in": {
        one: string;
        other: string;
    };
    "end-and-call": string;
    "call-with": string;
    "calling-person": string;
    reconnecting: string;
    "hang-up": string;
    "return-to-call": string;
    "make-small": string;
    "make-large": string;
    "no-calls-here": string;
    "try-again": string;
    reload: string;
    "notification-offer": string;
    "notification-allow": string;
    "failure-not-allowed": string;
    "failure-account-missing": string;
    "failure-provider-off": string;
    "failure-in-other-call": string;
    "failure-too-often": string;
    "failure-too-many": string;
    "failure-elsewhere": string;
    "failure-over": string;
    "failure-connector": string;
    "failure-away": string;
    "failure-sign-in": string;
    "failure-version": string;
    "failure-too-many-pages": string;
    "failure-no-webrtc": string;
    "failure-blocked": string;
    "failure-other": string;
};

// localise.d.ts
/** A message with one form per plural category of its language; `{count}` chooses. */
export type PluralMessage = Partial<Record<Intl.LDMLPluralRule, string>> & {
    other: string;
};
/** The words of one language: key → text with `{placeholders}`. */
export type Messages = Readonly<Record<string, string | PluralMessage>>;
export type MessageValues = Readonly<Record<string, string | number>>;
/** The words of one catalogue in one language, for attributes and plain text. */
export interface Texts<Key extends string = string> {
    /** BCP 47. */
    readonly language: string;
    readonly direction: "ltr" | "rtl";
    /** Values of the other direction are isolated by Unicode marks. */
    text(key: Key, values?: MessageValues): string;
}
/** A piece of a message: fixed words, or a value that belongs into a `<bdi>`. */
export interface TextPart {
    text: string;
    isValue: boolean;
}
/** The same for markup too. */
export interface Localiser<Key extends string = string> extends Texts<Key> {
    /** The caller puts each value into a `<bdi>`. */
    parts(key: Key, values?: MessageValues): TextPart[];
}
type Catalogue<Key extends string> = Readonly<Record<Key, string | PluralMessage>>;
/** Speaks `messages` as words of `language`. A missing key is shown as itself; a missing value as nothing. */
export declare function createTexts<Key extends string>(language: string, messages: Catalogue<Key>): Texts<Key>;
/** `createTexts`, and messages in pieces. */
export declare function createLocaliser<Key extends string>(language: string, messages: Catalogue<Key>): Localiser<Key>;
/** The first of `wanted` that is available, by language without region; else the first available one. */
export declare function chooseLanguage(available: readonly [string, ...string[]], wanted: readonly string[]): string;
/** `0:07`, `12:34`, `1:02:03`; never negative. */
export declare function formatDuration(ms: number): string;
export {};

// presence/presence.css.d.ts
export declare const PRESENCE_CSS = "\n:host { display: inline-flex; align-items: center; gap: 0.4em; vertical-align: middle; }\n:host([hidden]) { display: none; }\n\n.dot {\n  --size: var(--ringline-dot-size, 0.75rem);\n  position: relative;\n  display: inline-block;\n  flex: none;\n  box-sizing: border-box;\n  inline-size: var(--size);\n  block-size: var(--size);\n  border-radius: 50%;\n  forced-color-adjust: none;\n  border: calc(var(--size) * 0.2) solid var(--ringline-offline, #7d8696);\n}\n.dot::after {\n  position: absolute;\n  content: \"\";\n  border-radius: 1px;\n}\n.dot[data-status=\"available\"] {\n  border: 0;\n  background: var(--ringline-available, #1f9d55);\n}\n.dot[data-status=\"away\"] {\n  border: 0;\n  box-shadow: inset calc(var(--size) * 0.3) calc(var(--size) * -0.22) 0 0 var(--ringline-away, #c47d0a);\n}\n.dot[data-status=\"do-not-disturb\"] {\n  border: 0;\n  background: var(--ringline-do-not-disturb, #d93848);\n}\n.dot[data-status=\"do-not-disturb\"]::after {\n  inset: 41% 22%;\n  background: #fff;\n}\n.dot[data-status=\"in-call\"] {\n  border-color: var(--ringline-in-call, #8b5cf6);\n}\n.dot[data-status=\"in-call\"]::after {\n  inset: 22%;\n  border-radius: 50%;\n  background: var(--ringline-in-call, #8b5cf6);\n}\n\n";

// presence/presence.d.ts
/**
 * `<ringline-presence user="bob">` shows whether somebody can be called now, as a dot with an accessible name; with the
 * attribute `labelled` the words stand beside it. Parts: `dot`, `label`.
 */
export declare class PresenceElement extends HTMLElement {
    #private;
    static readonly observedAttributes: string[];
    constructor();
    connectedCallback(): void;
    disconnectedCallback(): void;
    attributeChangedCallback(): void;
}

// presence/status-dot.css.d.ts
/**
 * Each status has a shape of its own beside its colour: disc, disc with a bar, crescent, disc with a core, ring.
 * The colours reach 3:1 on white and on near-black.
 */
export declare const STATUS_DOT_CSS = "\n.dot {\n  --size: var(--ringline-dot-size, 0.75rem);\n  position: relative;\n  display: inline-block;\n  flex: none;\n  box-sizing: border-box;\n  inline-size: var(--size);\n  block-size: var(--size);\n  border-radius: 50%;\n  forced-color-adjust: none;\n  border: calc(var(--size) * 0.2) solid var(--ringline-offline, #7d8696);\n}\n.dot::after {\n  position: absolute;\n  content: \"\";\n  border-radius: 1px;\n}\n.dot[data-status=\"available\"] {\n  border: 0;\n  background: var(--ringline-available, #1f9d55);\n}\n.dot[data-status=\"away\"] {\n  border: 0;\n  box-shadow: inset calc(var(--size) * 0.3) calc(var(--size) * -0.22) 0 0 var(--ringline-away, #c47d0a);\n}\n.dot[data-status=\"do-not-disturb\"] {\n  border: 0;\n  background: var(--ringline-do-not-disturb, #d93848);\n}\n.dot[data-status=\"do-not-disturb\"]::after {\n  inset: 41% 22%;\n  background: #fff;\n}\n.dot[data-status=\"in-call\"] {\n  border-color: var(--ringline-in-call, #8b5cf6);\n}\n.dot[data-status=\"in-call\"]::after {\n  inset: 22%;\n  border-radius: 50%;\n  background: var(--ringline-in-call, #8b5cf6);\n}\n";

// presence/status-dot.d.ts
import type { PresenceStatus } from "@ringline/protocol";
/** A dot that shows a status to the eye; the words stand elsewhere. */
export declare function createStatusDot(): HTMLElement;
export declare function showStatus(dot: HTMLElement, status: PresenceStatus | undefined): void;

// ring/ring-end.d.ts
import type { Call, DeviceId, Me } from "@ringline/protocol";
import type { Notice } from "../layer/notices.ts";
/** What this page knows of itself when a ring ends. */
export interface RingPage {
    me: Me | undefined;
    deviceId: DeviceId;
    /** The call was answered on this very page. */
    hasAnswered: boolean;
}
/** What to tell the person when a call stops ringing here; undefined when they know it already. */
export declare function ringEndNotice(call: Call, previous: Call | undefined, page: RingPage): Notice | undefined;

// ring/ring-notification.d.ts
import type { CallId } from "@ringline/protocol";
export interface RingWords {
    title: string;
    body: string;
    picture?: string;
}
/** System notifications of rings, one per call, where the person has allowed them; they leave when the ring does. */
export declare class RingNotifications {
    #private;
    /** The browser would ask the person if we asked it; it has not been answered yet. */
    get canAsk(): boolean;
    /** Asks for leave; only ever after the person pressed a button that says so. */
    ask(): Promise<void>;
    /** Shows those of `rings` that are new and takes the others away. */
    show(rings: ReadonlyMap<CallId, RingWords>): void;
}

// ring/ringer.d.ts
import { type ShownRing } from "../card/rings.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import type { Notice } from "../layer/notices.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { Sounds } from "../sounds.ts";
import type { RingNotifications } from "./ring-notification.ts";
import type { TitleFlash } from "./title-flash.ts";
export interface RingerParts {
    desk: CallDesk;
    localiser: Localiser<LayerMessage>;
    sounds: Sounds;
    flash: TitleFlash;
    notifications: RingNotifications;
    /** Draws these cards and no others; resolves when they stand. */
    showRings(rings: ShownRing[]): Promise<unknown>;
    tell(notice: Notice): void;
    /** The answer to a knock was refused. */
    tellRefusal(error: unknown): void;
}
/** Takes incoming calls on one page: which cards stand, what sounds, flashes and notifies, and what is told at the end. */
export declare class Ringer {
    #private;
    constructor(parts: RingerParts);
    close(): void;
}

// ring/title-flash.d.ts
/** Flashes the title and the icon of the page's tab while somebody calls; puts both back as the page has them. */
export declare class TitleFlash {
    #private;
    /** `iconUrl` is of the call server, so that no inline image needs leave of the page's policy. */
    constructor(iconUrl: string);
    /** Called again it only changes the words. */
    start(words: string): void;
    stop(): void;
}

// ring/window-knock.d.ts
import type { CallId } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
/** What a call's window is told of who knocks: all of them each time. Names are untrusted text. */
export interface KnocksMessage {
    type: "ringline-knocks";
    knocks: {
        call: CallId;
        title: string;
    }[];
}
/** What was pressed there; never believed but from the window of the call that runs, on the call server's origin. */
export interface KnockPress {
    type: "ringline-knock-press";
    call: CallId;
    act: "answer" | "decline";
}
/** The key of the seat to which the window goes on. */
export interface SeatMessage {
    type: "ringline-seat";
    secret: string;
}
/**
 * Shows who knocks in the window of the call that runs, if this page has opened it: the person looks there, and not here.
 * Answered there, the window itself goes on to the other call. @see SPEC CARD22
 */
export declare class WindowKnock {
    #private;
    constructor(desk: CallDesk, onRefused: (error: unknown) => void);
    close(): void;
    /** Answered in that window, by way of this page. */
    hasAnswered(call: CallId): boolean;
    show(knocks: KnocksMessage["knocks"]): void;
}

// sounds.d.ts
import { type SoundName } from "./sounds/tunes.ts";
export type { SoundName } from "./sounds/tunes.ts";
/** One sound: `start` begins it anew unless it plays; `stop` ends it at once; both may be called at any time. */
export interface Sound {
    start(): void;
    stop(): void;
}
/** The sounds of one page, made by Web Audio when they are first needed: no file, no request. */
export interface Sounds extends Readonly<Record<SoundName, Sound>> {
    /** A sound is wanted, but the browser lets none out before the person touches the page; then it starts by itself. */
    readonly isBlocked: boolean;
    /** Called after `isBlocked` changed; returns what takes the listener off. */
    onBlockedChanged(listener: (isBlocked: boolean) => void): () => void;
    /** 0 (silent) to 1; kept for sounds that start later. */
    setVolume(volume: number): void;
    /** Stops everything and gives the audio device back. */
    close(): void;
}
/** Makes the sounds of a page. Where the browser has no Web Audio they are silent. */
export declare function createSounds(options?: {
    volume?: number;
}): Sounds;

// sounds/synthesis.d.ts
/** One struck or held tone of a tune. Times in seconds, frequencies in hertz, `level` 0 to 1. */
export interface Note {
    at: number;
    lasts: number;
    frequency: number;
    level: number;
    /** `struck`: like a mallet, dies away. `held`: like a telephone tone, even. */
    voice: "struck" | "held";
}
/** A tune of `lasts` seconds; a looped one begins again after that. */
export interface Tune {
    notes: readonly Note[];
    lasts: number;
    loops: boolean;
}
/** Renders a tune to samples between -1 and 1. */
export declare function renderTune(tune: Tune, sampleRate: number): Float32Array<ArrayBuffer>;

// sounds/tunes.d.ts
import type { Tune } from "./synthesis.ts";
/** Every sound of Ringline, of our own making. `ringtone` and `ringback` go on until they are stopped. */
export declare const TUNES: {
    readonly ringtone: Tune;
    readonly ringback: Tune;
    readonly knock: Tune;
    readonly answered: Tune;
    readonly ended: Tune;
    readonly declined: Tune;
    readonly busy: Tune;
};
export type SoundName = keyof typeof TUNES;

// status/status-menu.css.d.ts
export declare const statusMenuStyles: import("lit").CSSResult;

// status/status-menu.d.ts
import type { ChosenStatus } from "@ringline/protocol";
import { LitElement, nothing, type TemplateResult } from "lit";
/**
 * `<ringline-status-menu>` shows the signed-in person's own status and lets them choose it. Guests have none.
 * Parts: `button`, `menu`.
 */
export declare class StatusMenuElement extends LitElement {
    #private;
    static properties: {
        isOpen: {
            state: boolean;
        };
        status: {
            state: boolean;
        };
        isBusyInCall: {
            state: boolean;
        };
    };
    static styles: import("lit").CSSResult[];
    isOpen: boolean;
    status: ChosenStatus | undefined;
    isBusyInCall: boolean;
    constructor();
    protected render(): TemplateResult | typeof nothing;
    protected updated(changed: Map<PropertyKey, unknown>): void;
}

// status/status-texts.d.ts
import { type Texts } from "../localise.ts";
export type StatusMessage = "invisible" | "your-status" | "busy-in-call";
/** The menu's own words in the language of the page's other words. */
export declare function statusTexts(language: string): Texts<StatusMessage>;

// theme/icons.d.ts
import { type TemplateResult } from "lit";
export declare const phoneIcon: TemplateResult;
export declare const closeIcon: TemplateResult;
export declare const cameraIcon: TemplateResult;
export declare const cameraOffIcon: TemplateResult;
export declare const checkIcon: TemplateResult;

// theme/isolated.d.ts
import { type TemplateResult } from "lit";
import type { TextPart } from "../localise.ts";
/** Words with each value in a `<bdi>`, so that a name of the other direction does not turn the sentence round. */
export declare function isolated(parts: readonly TextPart[], draw?: (value: string) => unknown): TemplateResult;

// theme/theme.d.ts
/**
 * The look of what floats above a page. A site sets any `--ringline-…` on `:root`; without that it follows the system's
 * light or dark. Text reaches 4.5:1 on its surface in both.
 */
export declare const theme: import("lit").CSSResult;
/** Buttons of the floating surfaces: at least 44 px each way, with a focus ring that shows on every surface. */
export declare const buttonStyles: import("lit").CSSResult;
