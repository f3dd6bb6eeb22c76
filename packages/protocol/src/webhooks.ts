import type { ErrorCode } from "./errors.ts";
import type { Cursor } from "./history.ts";
import type {
  CallId,
  CallMedia,
  CallSubject,
  CallTarget,
  EndReason,
  ParticipantRole,
  ParticipantState,
  PersonId,
  ProviderId,
  Timestamp,
} from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** What a site's server may be told of. */
export const WEBHOOK_EVENTS = [
  "call.ringing",
  "call.answered",
  "call.declined",
  "call.missed",
  "call.busy",
  "call.ended",
  "person.erased",
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Who is in a call, by id alone. */
export type WebhookParty =
  | { type: "user" | "guest"; id: PersonId }
  | { type: "address"; address: string };

/** A call as a webhook tells it: thin, without names, pictures, devices or secrets. */
export interface WebhookCall {
  id: CallId;
  key?: string;
  phase: "ringing" | "active" | "ended";
  provider: ProviderId;
  media: CallMedia;
  target: CallTarget;
  about?: CallSubject;
  participants: { party: WebhookParty; role: ParticipantRole; state: ParticipantState }[];
  createdAt: Timestamp;
  startedAt?: Timestamp;
  endedAt?: Timestamp;
  endReason?: EndReason;
  problem?: ErrorCode;
}

/** The body of a webhook. The id, time of sending and signature are in its headers. @see https://www.standardwebhooks.com */
export type WebhookBody =
  | {
      type: Exclude<WebhookEvent, "person.erased">;
      /** When it happened. */
      timestamp: Timestamp;
      data: {
        call: WebhookCall;
        /** Whom `call.declined`, `call.missed` and `call.busy` are about; with `call.answered`, who answered first. */
        party?: WebhookParty;
      };
    }
  | { type: "person.erased"; timestamp: Timestamp; data: { person: PersonId } }
  | { type: "webhook.test"; timestamp: Timestamp; data: Record<string, never> };

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
  "webhooks.list": { input: Record<string, never>; result: { endpoints: WebhookEndpoint[] } };
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
    result: { endpoint: WebhookEndpoint; secret?: string };
  };
  /** With what waits for it. One from the settings comes back as these say. */
  "webhooks.remove": { input: { endpoint: string }; result: Record<string, never> };
  /** Sends `webhook.test` now and tells what came back. */
  "webhooks.test": {
    input: { endpoint: string };
    result: { isDelivered: boolean; ms: number; status?: number; problem?: string };
  };
  /** Messages, newest first. `limit` 1 to 100, default 30. */
  "webhooks.deliveries": {
    input: {
      endpoint?: string;
      state?: WebhookDelivery["state"];
      before?: Cursor;
      limit?: number;
    };
    result: { deliveries: WebhookDelivery[]; next?: Cursor };
  };
  /** Sends a message again or, without `id`, all dead ones of the endpoint: with their own ids, in their own order. */
  "webhooks.replay": { input: { endpoint: string; id?: string }; result: { count: number } };
}

const path = "/v1/webhooks/{endpoint}";

export const WEBHOOK_OPERATIONS: {
  readonly [Name in keyof WebhookOperations]: OperationEntry;
} = {
  "webhooks.list": { rest: { method: "GET", path: "/v1/webhooks" }, who: ["admin"], codes: [] },
  "webhooks.put": { rest: { method: "PUT", path }, who: ["admin"], codes: ["url-not-allowed"] },
  "webhooks.remove": { rest: { method: "DELETE", path }, who: ["admin"], codes: ["not-found"] },
  "webhooks.test": {
    rest: { method: "POST", path: `${path}/test` },
    who: ["admin"],
    codes: ["not-found"],
  },
  "webhooks.deliveries": {
    rest: { method: "GET", path: "/v1/webhook-deliveries" },
    who: ["admin"],
    codes: [],
  },
  "webhooks.replay": {
    rest: { method: "POST", path: `${path}/replay` },
    who: ["admin"],
    codes: ["not-found"],
  },
};
