import { CallError, type WebhookBody, type WebhookEvent } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { NewMessage, StoredEndpoint, WebhookStore } from "../store/store.ts";
import { newMessageId } from "./signature.ts";

/** So many others were faster. */
const MOST_TRIES = 20;

/** An endpoint as the settings name it. */
export interface WebhookSetting {
  id: string;
  url: string;
  /** `whsec_` and base64 of 24 to 64 random bytes. */
  secret: string;
  /** Absent or empty: of everything. */
  events?: readonly WebhookEvent[];
}

/** Where webhooks go: what an administrator stored stands over the settings, field by field. */
export interface Endpoint {
  id: string;
  url: string;
  events: readonly WebhookEvent[];
  isOn: boolean;
  problem?: "gone";
  /** Those that sign now, the newest first. */
  secrets: readonly { secret: string; until?: Millis }[];
  from: "configuration" | "stored";
  isConfigured: boolean;
}

/** The endpoints as this process last read them. */
export class Endpoints {
  readonly #settings: ReadonlyMap<string, WebhookSetting>;
  readonly #store: WebhookStore;
  #endpoints: readonly Endpoint[] = [];

  constructor(settings: readonly WebhookSetting[], store: WebhookStore) {
    this.#settings = new Map(settings.map((setting) => [setting.id, setting]));
    this.#store = store;
  }

  /** Reads them anew: another process may have changed them. */
  async load(): Promise<void> {
    const stored = new Map((await this.#store.endpoints()).map((one) => [one.id, one]));
    const ids = new Set([...this.#settings.keys(), ...stored.keys()]);
    this.#endpoints = [...ids].sort().flatMap((id) => {
      const endpoint = endpointOf(stored.get(id), this.#settings.get(id));
      return endpoint ? [endpoint] : [];
    });
  }

  /** By id. */
  all(): readonly Endpoint[] {
    return this.#endpoints;
  }

  get(id: string): Endpoint | undefined {
    return this.#endpoints.find((endpoint) => endpoint.id === id);
  }

  /**
   * Changes what is stored of an endpoint, made of what is stored now: when somebody else changes it meanwhile, once more. `change`
   * hears what is stored and what that and the settings make together. @throws {CallError} storage-unavailable
   */
  async change(
    id: string,
    change: (stored: StoredEndpoint | undefined, now: Endpoint | undefined) => StoredEndpoint,
  ): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = (await this.#store.endpoints()).find((endpoint) => endpoint.id === id);
      const now = endpointOf(stored, this.#settings.get(id));
      // What waited for one that was taken away is not for this one.
      if (!now) await this.#store.deleteMessages(id);
      if (await this.#store.putEndpoint(change(stored, now), stored)) return this.load();
    }
    throw new CallError("storage-unavailable", { retryAfterMs: 1_000 });
  }

  /** Whether anybody wants to be told of anything. */
  get isAnyOn(): boolean {
    return this.#endpoints.some(({ isOn }) => isOn);
  }

  /** A message for each endpoint that wants each of these, in their order. */
  messagesOf(events: readonly WebhookBody[]): NewMessage[] {
    return events.flatMap((event) => {
      const { type } = event;
      if (type === "webhook.test") return [];
      const body = JSON.stringify(event);
      return this.#endpoints
        .filter(({ isOn, events: wanted }) => isOn && wants(wanted, type))
        .map(({ id }) => ({ id: newMessageId(), endpoint: id, type, body }));
    });
  }
}

function wants(wanted: readonly WebhookEvent[], type: WebhookEvent): boolean {
  return wanted.length === 0 || wanted.includes(type);
}

function endpointOf(stored?: StoredEndpoint, setting?: WebhookSetting): Endpoint | undefined {
  const url = stored?.url ?? setting?.url;
  const id = stored?.id ?? setting?.id;
  if (url === undefined || id === undefined) return undefined;
  const configured = setting ? [{ secret: setting.secret }] : [];
  const secrets = stored && stored.secrets.length > 0 ? stored.secrets : configured;
  const isChanged = stored?.url !== undefined || stored?.events || stored?.secrets.length;
  return {
    id,
    url,
    events: stored?.events ?? setting?.events ?? [],
    isOn: stored?.isOn ?? true,
    ...(stored?.problem && { problem: stored.problem }),
    secrets,
    from: isChanged ? "stored" : "configuration",
    isConfigured: setting !== undefined,
  };
}

/** The secrets that sign at this time. */
export function secretsOf({ secrets }: Pick<Endpoint, "secrets">, now: Millis): string[] {
  return secrets
    .filter(({ until }) => until === undefined || until > now)
    .map(({ secret }) => secret);
}
