import { ACCOUNT_OPERATIONS, type AccountOperations } from "./accounts.ts";
import { ADMINISTRATION_OPERATIONS, type AdministrationOperations } from "./administration.ts";
import { CHANNEL_OPERATIONS, type ChannelOperations } from "./channel.ts";
import type { ErrorCode } from "./errors.ts";
import { GROUP_OPERATIONS, type GroupOperations } from "./groups.ts";
import { HISTORY_OPERATIONS, type HistoryOperations } from "./history.ts";
import { LOG_OPERATIONS, type LogOperations } from "./logs.ts";
import type {
  Call,
  CallId,
  CallMedia,
  CallSubject,
  CallTarget,
  ChosenStatus,
  EndReason,
  ParticipantId,
  Person,
  PersonId,
  PresenceStatus,
  ProviderId,
  WhileInCall,
} from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";
import { PROVIDER_OPERATIONS, type ProviderOperations } from "./providers.ts";
import { QUALITY_OPERATIONS, type QualityOperations } from "./quality.ts";
import { WEBHOOK_OPERATIONS, type WebhookOperations } from "./webhooks.ts";

export type { Audience, OperationEntry } from "./operation-entry.ts";

/** What a seat needs to enter a call; opaque to everybody but the connector's browser half. */
export type JoinGrant =
  | { type: "session"; connector: string; data: unknown; expiresAt?: string }
  | { type: "page"; connector: string; url: string; frame: boolean; expiresAt?: string };

/** Every command and question, with its input and its result. */
export interface Operations
  extends AccountOperations,
    ChannelOperations,
    GroupOperations,
    HistoryOperations,
    LogOperations,
    ProviderOperations,
    QualityOperations,
    AdministrationOperations,
    WebhookOperations {
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
    result: { call: Call };
  };
  /** Takes a ringing call on this device. One device wins; repeated with the same `seat` it answers the same. */
  "calls.answer": {
    input: { call: CallId; seat: string /** End this call first. */; leave?: CallId };
    result: { call: Call };
  };
  /** Takes this person's seat in a running call to a new call page, as a second press does: the page before is stale. */
  "calls.reseat": { input: { call: CallId; seat: string }; result: { call: Call } };
  /** Gives the seat its grant; repeatable, never stored. Only on a seat's socket. */
  "calls.join": { input: { call: CallId }; result: { call: Call; grant: JoinGrant } };
  "calls.decline": { input: { call: CallId }; result: { call: Call } };
  /** The caller gives up before an answer. */
  "calls.cancel": { input: { call: CallId }; result: { call: Call } };
  /** Hangs up for this person. With `epoch` only if that seat still holds. */
  "calls.leave": {
    input: { call: CallId; epoch?: number; reason?: "hung-up" | "failed"; problem?: ErrorCode };
    result: { call: Call };
  };
  /** Ends the call for everybody: a participant of a one-to-one call, the caller of a group call, or an administrator. */
  "calls.end": { input: { call: CallId }; result: { call: Call } };
  /**
   * Takes somebody out of a call, or off the list of whom it rings. Of one who is out already, it asks the connector again. A
   * member of the called space or room may come back: take them out of the group first.
   */
  "calls.remove": {
    input: { call: CallId; participant: ParticipantId };
    result: { call: Call };
  };
  "calls.get": { input: { call: CallId }; result: { call: Call } };
  /** This person's live calls, and of the named ones those that ended within ten minutes. */
  "calls.list": { input: { named?: CallId[] }; result: { calls: Call[]; gone: CallId[] } };
  /**
   * The call with this `Call.key`: that this person is in, else that rings for them or lives in a space or room of theirs, else
   * the last one in which they had a part, within 24 h.
   */
  "calls.find": { input: { key: string }; result: { call: Call } };
  /** Of each `Call.key` the newest call in which this person has or had a part, newest first, at most 100. */
  "calls.keyed": { input: Record<string, never>; result: { calls: Call[] } };
  /** A device says that it rings (or shows the quiet card). */
  "calls.ringing": { input: { call: CallId }; result: Record<string, never> };
  /** Adds to what this connection is told; answers the present statuses. People who may not be seen are `offline`. */
  "presence.subscribe": {
    input: { people: PersonId[] };
    result: { people: Record<PersonId, PresenceStatus> };
  };
  "presence.unsubscribe": { input: { people: PersonId[] }; result: Record<string, never> };
  "presence.get": {
    input: { people: PersonId[] };
    result: { people: Record<PersonId, PresenceStatus> };
  };
  /** Chooses this person's status; kept until changed. */
  "presence.set": {
    input: { status?: ChosenStatus; whileInCall?: WhileInCall };
    result: { status?: ChosenStatus; whileInCall?: WhileInCall };
  };
  /** Names and pictures of people; unknown and forbidden ones are left out alike. */
  "people.get": { input: { people: PersonId[] }; result: { people: Person[] } };
  /** Adds or changes people of the site's directory. Administrators only. */
  "people.put": { input: { people: Person[] }; result: { count: number } };
  /** Calls of that person do not reach this one any more; they look unanswered. */
  "people.block": { input: { person: PersonId }; result: { blocked: PersonId[] } };
  "people.unblock": { input: { person: PersonId }; result: { blocked: PersonId[] } };
  "people.blocked": { input: Record<string, never>; result: { blocked: PersonId[] } };
  /** Signs a person out everywhere: tokens signed before now are refused, open sockets end. Administrators only. */
  "people.revoke": { input: { person: PersonId }; result: Record<string, never> };
  /**
   * Forgets a person: name, picture, status, devices, block lists and history; they leave their calls and are signed out.
   * What stays: that they were in other people's calls, in those people's own rows. Administrators only.
   */
  "people.erase": { input: { person: PersonId }; result: Record<string, never> };
}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]["input"];
export type Result<Name extends OperationName> = Operations[Name]["result"];

/** What any operation may answer. */
export const COMMON_CODES = [
  "not-authenticated",
  "token-expired",
  "invalid-input",
  "unknown-field",
  "not-allowed",
  "rate-limited",
  "internal-error",
  "storage-unavailable",
  "storage-full",
  "draining",
] as const satisfies readonly ErrorCode[];

const everyone = ["user", "seat"] as const;

/** How each operation is reached over REST, and who may ask. Path parameters are fields of the input. */
export const OPERATIONS: { readonly [Name in OperationName]: OperationEntry } = {
  "calls.place": {
    rest: { method: "POST", path: "/v1/calls" },
    who: ["user"],
    codes: [
      "request-id-reused",
      "ring-limit",
      "in-other-call",
      "provider-off",
      "account-missing",
      "too-many-invitees",
      "connector-failed",
      "not-found",
    ],
  },
  "calls.answer": {
    rest: { method: "POST", path: "/v1/calls/{call}/answer" },
    who: ["user"],
    codes: [
      "call-not-found",
      "answered-elsewhere",
      "not-ringing",
      "call-ended",
      "in-other-call",
      "too-many-invitees",
    ],
  },
  "calls.reseat": {
    rest: { method: "POST", path: "/v1/calls/{call}/reseat" },
    who: ["user"],
    codes: ["call-not-found", "call-ended"],
  },
  "calls.join": {
    rest: { method: "POST", path: "/v1/calls/{call}/join" },
    who: ["seat"],
    codes: ["call-not-found", "not-winner", "stale-session", "call-ended", "connector-failed"],
  },
  "calls.decline": {
    rest: { method: "POST", path: "/v1/calls/{call}/decline" },
    who: everyone,
    codes: ["call-not-found", "not-ringing", "call-ended"],
  },
  "calls.cancel": {
    rest: { method: "POST", path: "/v1/calls/{call}/cancel" },
    who: everyone,
    codes: ["call-not-found", "not-ringing", "stale-session", "call-ended"],
  },
  "calls.leave": {
    rest: { method: "POST", path: "/v1/calls/{call}/leave" },
    who: everyone,
    codes: ["call-not-found", "stale-session", "call-ended"],
  },
  "calls.end": {
    rest: { method: "POST", path: "/v1/calls/{call}/end" },
    who: ["user", "seat", "admin"],
    codes: ["call-not-found", "stale-session", "call-ended"],
  },
  "calls.remove": {
    rest: { method: "DELETE", path: "/v1/calls/{call}/participants/{participant}" },
    who: ["user", "admin"],
    codes: ["call-not-found", "not-found", "connector-failed"],
  },
  "calls.get": {
    rest: { method: "GET", path: "/v1/calls/{call}" },
    who: everyone,
    codes: ["call-not-found"],
  },
  "calls.list": { rest: { method: "GET", path: "/v1/calls" }, who: everyone, codes: [] },
  "calls.find": {
    rest: { method: "GET", path: "/v1/keyed-calls/{key}" },
    who: ["user"],
    codes: ["call-not-found"],
  },
  "calls.keyed": { rest: { method: "GET", path: "/v1/keyed-calls" }, who: ["user"], codes: [] },
  "calls.ringing": {
    rest: { method: "POST", path: "/v1/calls/{call}/ringing" },
    who: ["user"],
    codes: ["call-not-found"],
  },
  "presence.subscribe": {
    rest: { method: "POST", path: "/v1/presence/subscribe" },
    who: ["user"],
    codes: [],
  },
  "presence.unsubscribe": {
    rest: { method: "POST", path: "/v1/presence/unsubscribe" },
    who: ["user"],
    codes: [],
  },
  "presence.get": { rest: { method: "GET", path: "/v1/presence" }, who: everyone, codes: [] },
  "presence.set": { rest: { method: "PUT", path: "/v1/presence" }, who: ["user"], codes: [] },
  "people.get": { rest: { method: "GET", path: "/v1/people" }, who: everyone, codes: [] },
  "people.put": { rest: { method: "PUT", path: "/v1/people" }, who: ["admin"], codes: [] },
  "people.block": {
    rest: { method: "PUT", path: "/v1/people/{person}/block" },
    who: ["user"],
    codes: [],
  },
  "people.unblock": {
    rest: { method: "DELETE", path: "/v1/people/{person}/block" },
    who: ["user"],
    codes: [],
  },
  "people.blocked": { rest: { method: "GET", path: "/v1/blocked" }, who: ["user"], codes: [] },
  "people.revoke": {
    rest: { method: "POST", path: "/v1/people/{person}/revoke" },
    who: ["admin"],
    codes: [],
  },
  "people.erase": {
    rest: { method: "DELETE", path: "/v1/people/{person}" },
    who: ["admin"],
    codes: [],
  },
  ...ACCOUNT_OPERATIONS,
  ...CHANNEL_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...HISTORY_OPERATIONS,
  ...LOG_OPERATIONS,
  ...PROVIDER_OPERATIONS,
  ...QUALITY_OPERATIONS,
  ...ADMINISTRATION_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
};

/** Reasons a call's end may be told with, in the order of `EndReason`. */
export const END_REASONS = [
  "hung-up",
  "cancelled",
  "declined",
  "no-answer",
  "busy",
  "unreachable",
  "transferred",
  "failed",
  "expired",
] as const satisfies readonly EndReason[];
