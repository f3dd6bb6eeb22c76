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
  database: { type: "sqlite" | "postgres"; isWell: boolean; probeMs: number };
  /** Connectors that are not well now, each with its own words. */
  ailing: { connector: string; detail?: string }[];
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
  result:
    | "works"
    | "no-answer"
    | "refused"
    | "no-such-name"
    | "wrong-account"
    | "wrong-certificate"
    | "open-relay";
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
  "admin.sign-in": { input: Record<string, never>; result: { session: AdminSession } };
  /** Lets the session live on for 30 minutes, within its 12 hours. */
  "admin.renew": { input: Record<string, never>; result: { expiresAt: Timestamp } };
  /** Ends the session at once. */
  "admin.sign-out": { input: Record<string, never>; result: Record<string, never> };
  /** Live calls of everybody, newest first; `text`: part of a participant's name, of an id or of the title. `limit` 1 to 100, default 50. */
  "calls.live": {
    input: { text?: string; person?: PersonId; limit?: number };
    result: { calls: Call[]; count: number };
  };
  /** People whose id or name begins with `text`, any case, by id. `after`: the id to go on behind. `limit` 1 to 100, default 50. */
  "people.find": {
    input: { text?: string; after?: PersonId; limit?: number };
    result: { people: PersonFound[]; next?: PersonId };
  };
  /** How this server does. */
  "server.status": { input: Record<string, never>; result: { status: ServerStatus } };
  /**
   * Writes a backup of an SQLite database while everything goes on, to a file beside it that replaces the backup before. The calls
   * that are live now are over in it. Answers when the file is complete. @throws invalid-input for another database
   */
  "server.backup": { input: Record<string, never>; result: { backup: BackupFile } };
  /**
   * Tries settings of a connector out from where the server is, without storing them; `browser` is what the page tries itself.
   * @throws invalid-input with the connector's own lines
   */
  "providers.test": {
    input: { connector: string; settings: unknown };
    result: { checks: SettingsCheck[]; browser?: unknown };
  };
  /** All keys, the newest first; those that were revoked or ran out are kept for 90 days. */
  "keys.list": { input: Record<string, never>; result: { keys: ApiKey[] } };
  /** Makes a key. `secret` is the bearer token of a program; it is told here and never again. */
  "keys.create": {
    input: {
      name: string;
      scopes: KeyScope[] /** 1 to 366; absent: does not run out. */;
      days?: number;
    };
    result: { key: ApiKey; secret: string };
  };
  /** The key is refused from now on. Twice is once. */
  "keys.revoke": { input: { key: string }; result: { key: ApiKey } };
  /** What administrators did, newest first; `action`: an operation's name or its area. `limit` 1 to 100, default 50. */
  "audit.list": {
    input: { action?: string; by?: string; target?: string; before?: string; limit?: number };
    result: { entries: AuditEntry[]; next?: string };
  };
}

const admin = ["admin"] as const;

export const ADMINISTRATION_OPERATIONS: {
  readonly [Name in keyof AdministrationOperations]: OperationEntry;
} = {
  "admin.sign-in": {
    rest: { method: "POST", path: "/v1/admin/session" },
    who: ["admin", "setup"],
    codes: ["link-used"],
  },
  "admin.renew": {
    rest: { method: "PUT", path: "/v1/admin/session" },
    who: ["session"],
    codes: [],
  },
  "admin.sign-out": {
    rest: { method: "DELETE", path: "/v1/admin/session" },
    who: ["session"],
    codes: [],
  },
  "calls.live": { rest: { method: "GET", path: "/v1/admin/calls" }, who: admin, codes: [] },
  "people.find": { rest: { method: "GET", path: "/v1/admin/people" }, who: admin, codes: [] },
  "server.status": { rest: { method: "GET", path: "/v1/admin/status" }, who: admin, codes: [] },
  "server.backup": {
    rest: { method: "POST", path: "/v1/admin/backup" },
    who: admin,
    codes: [],
  },
  "providers.test": {
    rest: { method: "POST", path: "/v1/providers/test" },
    who: admin,
    codes: ["not-found", "connector-failed"],
  },
  "keys.list": { rest: { method: "GET", path: "/v1/admin/keys" }, who: admin, codes: [] },
  "keys.create": { rest: { method: "POST", path: "/v1/admin/keys" }, who: admin, codes: [] },
  "keys.revoke": {
    rest: { method: "DELETE", path: "/v1/admin/keys/{key}" },
    who: admin,
    codes: ["not-found"],
  },
  "audit.list": { rest: { method: "GET", path: "/v1/admin/audit" }, who: admin, codes: [] },
};
