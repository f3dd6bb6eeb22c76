/** What the older API answers and tells; every value of an update is a string. @see SPEC EXO */

export type ExoErrorCode = "CLIENT_ERROR" | "NOT_FOUND_ERROR" | "ACCESS_ERROR" | "SERVER_ERROR";

/** What a promise of the older API rejects with. */
export interface ExoError {
  code: ExoErrorCode;
  message: string;
  error: true;
}

export interface ExoParticipant {
  id: string;
  title: string;
  type: "user" | "guest";
  firstName: string;
  lastName: string;
  avatarLink?: string;
  profileLink?: string;
  state: "joined" | "leaved" | null;
}

export interface ExoOwner {
  id: string;
  title: string;
  type: "user" | "space" | "chat_room";
  group: boolean;
  avatarLink?: string;
  profileLink?: string;
}

export interface ExoCall {
  id: string;
  title: string;
  state: "started" | "stopped";
  providerType: string;
  /** ISO 8601, UTC. */
  lastDate: string;
  owner: ExoOwner;
  participants: ExoParticipant[];
}

/** What `addCall` is given. `participants` are ids between semicolons: of a one-to-one call the two people; of a group ignored, as its members are the site's. */
export interface ExoCallInfo {
  owner: string;
  ownerType: "user" | "space" | "chat_room";
  provider: string;
  title?: string | null;
  participants: string;
}

export type UserUpdate =
  | {
      eventType: "call_state";
      callId: string;
      providerType: string;
      callState: "started" | "stopped";
      owner: { id: string; type: string };
    }
  | {
      eventType: "call_joined" | "call_leaved";
      callId: string;
      providerType: string;
      part: { id: string };
      owner: { id: string; type: string };
    };
