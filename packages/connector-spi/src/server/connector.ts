import type {
  AccountType,
  CallId,
  CallMedia,
  JoinGrant,
  ParticipantId,
  Party,
  Person,
  PersonId,
  ProviderFeature,
  ProviderId,
  SettingsCheck,
} from "@ringline/protocol";
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
  participants: readonly { id: ParticipantId; party: Party }[];
}

/** Who asks to enter. */
export interface Entry {
  call: ConnectorCall;
  place?: unknown;
  participant: { id: ParticipantId; party: Party };
  seat: { epoch: number };
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
  clock: { now(): number };
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
  csp?(): { connect?: string[]; frame?: string[] };
  health(): Promise<{ ok: boolean; detail?: string }>;
  stop(): Promise<void>;
}
