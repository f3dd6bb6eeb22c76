import type { AuditEntry, KeyScope, PersonId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";

/** A session of the administration page. `hash` is of its token, which is kept nowhere. */
export interface AdminSessionRecord {
  hash: string;
  person: PersonId;
  name: string;
  beganAt: Millis;
  expiresAt: Millis;
  /** No renewal goes beyond. */
  endsAt: Millis;
}

/** Who is signed in to the administration page, and what they signed in with. */
export interface AdminSessionStore {
  /** A set-up link that may be taken until then. */
  offer(hash: string, expiresAt: Millis): Promise<void>;
  /** Takes an offered link. Of many at once, one is told `true`. */
  takeOffer(hash: string, now: Millis): Promise<boolean>;
  /** Takes what nobody offered here, such as a token of the site, once. `expiresAt`: when it is worth nothing anyway. */
  takeOnce(hash: string, now: Millis, expiresAt: Millis): Promise<boolean>;
  /** Whether anybody ever signed in. */
  wasEverUsed(): Promise<boolean>;
  begin(session: AdminSessionRecord): Promise<void>;
  /** A session that lives now. */
  get(hash: string, now: Millis): Promise<AdminSessionRecord | undefined>;
  /** Lets a session that lives now live on; `undefined` when it does not. */
  renew(hash: string, now: Millis, expiresAt: Millis): Promise<Millis | undefined>;
  end(hash: string): Promise<void>;
  tidy(now: Millis): Promise<void>;
}

export interface ApiKeyRecord {
  id: string;
  name: string;
  scopes: readonly KeyScope[];
  hash: string;
  createdAt: Millis;
  createdBy: string;
  lastUsedAt?: Millis;
  expiresAt?: Millis;
  revokedAt?: Millis;
}

export interface ApiKeyStore {
  create(key: ApiKeyRecord): Promise<void>;
  get(id: string): Promise<ApiKeyRecord | undefined>;
  /** The newest first. */
  list(): Promise<ApiKeyRecord[]>;
  /** Nothing where it was revoked before. */
  revoke(id: string, at: Millis): Promise<void>;
  /** Writes only where the last use lies before `before`. */
  used(id: string, at: Millis, before: Millis): Promise<void>;
  /** Deletes what was revoked or ran out before this time. */
  deleteBefore(time: Millis): Promise<void>;
}

export type AuditRecord = Omit<AuditEntry, "at"> & { seq: number; at: Millis };

export interface AuditQuery {
  /** An operation's name, or what stands before its dot. */
  action?: string;
  by?: string;
  target?: string;
  /** Only rows before this one. */
  before?: number;
  limit: number;
}

/** What administrators did: rows are added, told their outcome once, and deleted by age alone. */
export interface AuditStore {
  /** Answers the row's number. */
  begin(entry: Omit<AuditRecord, "seq">): Promise<number>;
  finish(seq: number, end: { outcome: string; reference?: string; after?: unknown }): Promise<void>;
  /** Newest first. */
  find(query: AuditQuery): Promise<AuditRecord[]>;
  deleteBefore(time: Millis): Promise<void>;
}
