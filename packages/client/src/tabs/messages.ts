import type {
  Call,
  CallId,
  DeviceId,
  ErrorCode,
  Me,
  PersonId,
  PresenceStatus,
  Problem,
  ProviderInfo,
  Request,
} from "@ringline/protocol";
import type { ConnectionState } from "../api.ts";
import type { ChannelFrame } from "../channel/page-channel.ts";

/** Rises when what pages tell each other changes: pages with an older script are then apart. */
export const TABS_VERSION = 2;

/** One tab, as the others know it: random per document. */
export type PageId = string;

/** What a page tells the leader. Repeated ones have no second effect. */
export type ToLeader =
  /** A page is here: answered by a snapshot. */
  | { type: "enter"; sight: Sight; people: PersonId[] }
  /** All people whom this page shows. */
  | { type: "watch"; people: PersonId[] }
  | { type: "sight"; sight: Sight }
  /** There is reason to look after the connection: the network is back, or the page is looked at. */
  | { type: "nudge" }
  | Request
  /** Answered by `here`: does the leader live? */
  | { type: "ask" }
  /** The page goes. */
  | { type: "exit" };

/** What decides which page sounds. */
export interface Sight {
  visible: boolean;
  maySound: boolean;
  /** When the page was last looked at or focused; `Date.now()`, equal for all pages of a browser. */
  seenAt: number;
}

/** What the leader tells one page or all. */
export type FromLeader =
  | { type: "lead" }
  | { type: "here" }
  | Snapshot
  | { type: "welcome"; me: Me; calls: Call[]; providers: readonly ProviderInfo[] }
  | { type: "providers"; providers: readonly ProviderInfo[] }
  | { type: "me"; me: Me }
  | { type: "call"; call: Call }
  | { type: "call-gone"; call: CallId }
  | { type: "presence"; people: Map<PersonId, PresenceStatus> }
  | { type: "connection"; state: ConnectionState; code?: number; end?: ErrorCode }
  /** Of the channels of all pages: each knows its own by its name. */
  | ChannelFrame
  | { type: "sound"; page: PageId | undefined }
  | { type: "response"; id: number; result?: unknown; problem?: Refusal };

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
export type Envelope =
  | { type: "to-leader"; from: PageId; message: ToLeader }
  /** To one page, or to all. */
  | { type: "from-leader"; to?: PageId; term: Term; message: FromLeader }
  /** From page to page, without the leader. */
  | { type: "taken"; call: CallId; taken: boolean };

/** Whether `a` is a later term than `b`. */
export function isLater(a: Term, b: Term): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.leader > b.leader);
}
