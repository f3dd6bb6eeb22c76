import type {
  Call,
  CallError,
  CallId,
  CallMedia,
  CallSubject,
  CallTarget,
  ChosenStatus,
  DeviceId,
  Input,
  JoinGrant,
  Me,
  OperationName,
  ParticipantId,
  PersonId,
  PresenceStatus,
  ProviderId,
  ProviderInfo,
  Result,
} from "@ringline/protocol";

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
  connection: { state: ConnectionState; code?: number };
  /** After `calls` has the newer record; every change of every call of this person, live or ended, once per revision. */
  callChanged: { call: Call; previous: Call | undefined };
  /** A call that this device should take as an incoming ring appeared. Fires on every page of the browser profile. */
  incomingCall: { call: Call };
  /**
   * A page of this browser profile answered or declined this call: fires on every page at once, before the server's word.
   * With `taken: false` that came to nothing, and the call may ring on.
   */
  ringTaken: { call: CallId; taken: boolean };
  /** This person cannot see the call any more. */
  callGone: { call: CallId };
  /** After `me` was told: with each welcome, and when something of it changed, such as the number of missed calls. */
  meChanged: { me: Me };
  presenceChanged: { person: PersonId; status: PresenceStatus };
  /** After `providers` changed: an administrator switched one, or somebody signed in. */
  providersChanged: { providers: readonly ProviderInfo[] };
  /** This page became, or ceased to be, the one that sounds. */
  soundChanged: { sounds: boolean };
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
  answerCall(call: CallId, options?: { leave?: CallId }): SeatClaim;
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
  watchPresence(
    people: readonly PersonId[],
    listener: (person: PersonId, status: PresenceStatus) => void,
  ): () => void;
  presence(person: PersonId): PresenceStatus | undefined;
  /** Any operation by name. Without an answer after `patienceMs` (default: 10 s) it is not sent again: `connection-lost`. */
  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs?: number,
  ): Promise<Result<Name>>;
  on<Name extends keyof ClientEvents>(
    name: Name,
    listener: (event: ClientEvents[Name]) => void,
  ): () => void;
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
  connection: { state: ConnectionState; code?: number };
  /** After `call` changed; the first one after the welcome too. */
  callChanged: { call: Call; previous: Call | undefined };
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
  leave(
    reason?: Input<"calls.leave">["reason"],
    problem?: Input<"calls.leave">["problem"],
  ): Promise<void>;
  cancel(): Promise<void>;
  /** Any operation by name, as far as a seat may; as of a page's client. */
  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs?: number,
  ): Promise<Result<Name>>;
  readonly relay: {
    send(body: unknown, to?: ParticipantId): void;
    onMessage(listener: (message: { from: ParticipantId; body: unknown }) => void): () => void;
    onGap(listener: () => void): () => void;
  };
  /** Sound or picture of these arrives, though their connection is lost: their seats are kept. Nothing without a connection. */
  tellFlow(from: ParticipantId[]): void;
  on<Name extends keyof SeatEvents>(
    name: Name,
    listener: (event: SeatEvents[Name]) => void,
  ): () => void;
  close(): void;
}
