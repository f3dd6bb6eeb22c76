import type { ErrorCode } from "./errors.ts";
import type { CallMedia, CallTarget, PersonId, ProviderId, Timestamp } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** What a provider can do beyond joining and leaving. */
export type ProviderFeature =
  | "hold"
  | "transfer"
  | "dtmf"
  | "mute"
  | "remove"
  | "screen"
  | "e2ee"
  | "call-waiting";

/** One way to call, as a page may know it: it is switched on, and its connector runs. */
export interface ProviderInfo {
  id: ProviderId;
  connector: string;
  title: string;
  description: string;
  targets: CallTarget["type"][];
  media: CallMedia[];
  features: ProviderFeature[];
  /** `page`: the call takes place on a page elsewhere. */
  grant: "session" | "page";
  /** What of the call's surface its browser half draws itself. */
  draws?: ("button" | "ring" | "window")[];
  /**
   * The caller must have an account of this type, and so must a single callee: `account-missing` where they know the caller, and
   * as if nobody was there where they do not. Members of a called space or room are rung without one.
   */
  account?: { type: string; title: string };
  /** This person has none: the provider cannot be chosen yet. */
  lacksAccount?: true;
  /** Pages send what its loggers say to the server. */
  log: boolean;
}

/** Who turned a switch: an administrator, whose choice stands over the configuration, and that over the default. */
export type SwitchSource = "stored" | "configured" | "default";

export interface SwitchSources {
  isOn: SwitchSource;
  log: SwitchSource;
}

/** A provider, as administrators see it. */
export interface ProviderState extends ProviderInfo {
  /** Of its connector. */
  version: string;
  /** Switched on. */
  isOn: boolean;
  /** Of `isOn` and `log`. */
  sources: SwitchSources;
  /** As its connector says now; with `ok: false` calls may fail. */
  health: { ok: boolean; detail?: string };
  /** The last time that its connector did not do its part. */
  failure?: ConnectorFailure;
}

/** A step that a connector did not do. */
export interface ConnectorFailure {
  at: Timestamp;
  /** What it was asked: `settings`, `start`, `open`, `admit`, `health` …; of its browser half `load`, `init`, `join`, `button` … */
  step: string;
  code: ErrorCode;
  /** In its own words, of untrusted origin: without secrets and control characters, at most 300 bytes. */
  reason: string;
  /** Finds the log line. */
  reference: string;
}

/** A step that its browser half did not do, as a page of this person says. */
export interface PageFailure extends ConnectorFailure {
  person: PersonId;
}

/** A connector, as administrators see it, whether it runs and offers something or not. */
export interface ConnectorState {
  id: string;
  version: string;
  /** It started. One that did not is tried again every half minute, and with new settings. */
  isRunning: boolean;
  /** What it offers with the settings that it has, which may be nothing; of one that does not run, what its manifest names. */
  providers: ProviderId[];
  /** As it says now; with `ok: false` calls may fail. */
  health: { ok: boolean; detail?: string };
  /** The last step that its server half did not do since this process started. */
  failure?: ConnectorFailure;
  /** The last one of its browser half that a page told this process of. */
  pageFailure?: PageFailure;
}

/** Where a setting comes from; each stands over those after it. */
export type SettingSource = "stored" | "environment" | "file" | "default";

/** A connector's settings, as the administration shows them. */
export interface ConnectorSettings {
  connector: string;
  version: string;
  /** What a form is drawn from: the subset of JSON Schema that `SettingsSchema` of the connector SPI names. */
  schema: Record<string, unknown>;
  /** As they apply. A secret that is set is the text `kept:` with its JSON pointer: sent back, it stays what it is. */
  values: Record<string, unknown>;
  /** By the name of the setting. */
  sources: Record<string, SettingSource>;
  /** Whether an administrator stored some; the configuration applies to the others. */
  isStored: boolean;
  /** Whether settings can be tried out before they are stored (`providers.test`). */
  hasTest: boolean;
  /** Why it does not run, or last failed. */
  failure?: ConnectorFailure;
}

export interface ProviderOperations {
  /** The providers that this person may choose, in the order in which they are offered; they come with the welcome too. */
  "providers.offered": {
    input: Record<string, never>;
    result: { providers: ProviderInfo[] };
  };
  /** All providers of all connectors at work. Administrators only. */
  "providers.list": { input: Record<string, never>; result: { providers: ProviderState[] } };
  /** All connectors of this server, those that offer nothing now too. Administrators only. */
  "connectors.list": { input: Record<string, never>; result: { connectors: ConnectorState[] } };
  /**
   * Switches a provider on or off for everybody: new calls by one that is off are refused, those under way go on. Kept over
   * restarts; pages hear of it within two seconds. Administrators only.
   */
  "providers.switch": {
    input: { provider: ProviderId; isOn: boolean };
    result: Record<string, never>;
  };
  /** A connector's settings, without secrets. Administrators only. */
  "providers.settings": { input: { connector: string }; result: ConnectorSettings };
  /**
   * Stores a connector's settings, all of them anew, and starts it with them; calls under way end on the old ones. Those that
   * are as the configuration says are not stored, and follow it. `null` forgets what was stored. Settings that the connector does not take, or does not start with, change nothing. Kept over
   * restarts, and over the configuration. Administrators only.
   */
  "providers.configure": {
    input: { connector: string; settings: Record<string, unknown> | null };
    result: ConnectorSettings;
  };
  /** Switches the sending of a provider's log lines from pages. Administrators only. */
  "providers.log": {
    input: { provider: ProviderId; isOn: boolean };
    result: Record<string, never>;
  };
}

export const PROVIDER_OPERATIONS: { readonly [Name in keyof ProviderOperations]: OperationEntry } =
  {
    "providers.offered": {
      rest: { method: "GET", path: "/v1/providers" },
      who: ["user"],
      codes: [],
    },
    "providers.list": {
      rest: { method: "GET", path: "/v1/providers/all" },
      who: ["admin"],
      codes: [],
    },
    "connectors.list": {
      rest: { method: "GET", path: "/v1/connectors" },
      who: ["admin"],
      codes: [],
    },
    "providers.switch": {
      rest: { method: "PUT", path: "/v1/providers/{provider}/switch" },
      who: ["admin"],
      codes: ["not-found"],
    },
    "providers.settings": {
      rest: { method: "GET", path: "/v1/connectors/{connector}/settings" },
      who: ["admin"],
      codes: ["not-found"],
    },
    "providers.configure": {
      rest: { method: "PUT", path: "/v1/connectors/{connector}/settings" },
      who: ["admin"],
      codes: ["not-found", "connector-failed", "too-big"],
    },
    "providers.log": {
      rest: { method: "PUT", path: "/v1/providers/{provider}/log" },
      who: ["admin"],
      codes: ["not-found"],
    },
  };
