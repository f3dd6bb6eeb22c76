import type { ServerConnector } from "@ringline/connector-spi/server";
import {
  CallError,
  type ConnectorFailure,
  type ConnectorSettings,
  type SettingSource,
} from "@ringline/protocol";
import { Fence } from "./fence.ts";
import { Running, type RunningParts } from "./running.ts";
import { type RawSettings, shownSettings, sourcesOf, withKeptSecrets } from "./settings.ts";

/** A connector with what the configuration says about it. */
export interface ConnectorSetup {
  connector: ServerConnector;
  settings: unknown;
  /** Where each setting is from; default: the configuration file. */
  from?: Readonly<Record<string, Extract<SettingSource, "environment" | "file">>>;
}

/** How long until one that did not start is started again. */
const START_AGAIN_MS = 30_000;
const MOST_CHARACTERS = 49_152;
const NO_SCHEMA = { type: "object", properties: {}, additionalProperties: false } as const;

export interface InstalledParts extends RunningParts {
  mostMs: number;
}

/** A connector of this server, whether it runs or not, and its settings. */
export class Installed {
  readonly setup: ConnectorSetup;
  readonly #parts: InstalledParts;
  readonly #fence: Fence;
  running: Running | undefined;
  /** JSON of what administrators stored, with which it runs or was to run. */
  stored: string | undefined;
  #againAt = 0;

  constructor(setup: ConnectorSetup, parts: InstalledParts) {
    this.setup = setup;
    this.#parts = parts;
    const { clock, logger, mostMs } = parts;
    this.#fence = new Fence({ connector: this.id, clock, logger, mostMs });
  }

  get id(): string {
    return this.setup.connector.manifest.id;
  }

  get failure(): ConnectorFailure | undefined {
    return this.#fence.lastFailure;
  }

  /** Why it did not start; what its fence told of already is not told twice. */
  noteNotStarted(error: unknown): void {
    if (error instanceof CallError && error.code === "invalid-input")
      this.#fence.failed("settings", error);
  }

  /** @throws {CallError} invalid-input with the connector's own words */
  parse(stored: string | undefined): unknown {
    try {
      return this.setup.connector.manifest.parseSettings(this.#merged(stored));
    } catch (error) {
      const detail = error instanceof Error ? error.message : "the settings are not accepted";
      throw new CallError("invalid-input", { detail: detail.slice(0, 2_000), cause: error });
    }
  }

  /** One more at work, beside the one that runs. @throws {CallError} invalid-input, connector-failed */
  async start(stored: string | undefined): Promise<Running> {
    const settings = this.parse(stored);
    this.#againAt = this.#parts.clock.now() + START_AGAIN_MS;
    const { connector } = this.setup;
    return Running.start(connector, settings, { fence: this.#fence, parts: this.#parts });
  }

  /** Whether it did not start, and it is time to try again. */
  get shallStart(): boolean {
    return this.running === undefined && this.#parts.clock.now() >= this.#againAt;
  }

  shown(): ConnectorSettings {
    const { manifest } = this.setup.connector;
    const schema = manifest.settings ?? NO_SCHEMA;
    const stored = this.stored === undefined ? undefined : recordOf(JSON.parse(this.stored));
    const sources = { stored, configured: this.#configured(), from: this.setup.from ?? {} };
    return {
      connector: this.id,
      version: manifest.version,
      schema: schema as unknown as Record<string, unknown>,
      values: { ...shownSettings(schema, this.#merged(this.stored)) },
      sources: sourcesOf(schema, sources),
      isStored: stored !== undefined,
      ...(this.failure && { failure: this.failure }),
    };
  }

  /** What was sent, over the configuration, with the secrets that are kept. @throws {CallError} invalid-input */
  whole(sent: unknown): RawSettings {
    const schema = this.setup.connector.manifest.settings ?? NO_SCHEMA;
    const kept = withKeptSecrets(schema, recordOf(sent), this.#merged(this.stored));
    return { ...this.#configured(), ...kept };
  }

  /** As they are stored: whole, with the secrets that were left as they are. @throws {CallError} invalid-input, too-big */
  toStore(sent: RawSettings): string {
    const schema = this.setup.connector.manifest.settings ?? NO_SCHEMA;
    const text = JSON.stringify(withKeptSecrets(schema, sent, this.#merged(this.stored)));
    if (text.length > MOST_CHARACTERS) throw new CallError("too-big");
    return text;
  }

  /** What an administrator stored stands over the configuration, setting by setting. */
  #merged(stored: string | undefined): RawSettings {
    return { ...this.#configured(), ...(stored !== undefined && recordOf(JSON.parse(stored))) };
  }

  #configured(): RawSettings {
    return recordOf(this.setup.settings);
  }
}

function recordOf(value: unknown): RawSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as RawSettings)
    : {};
}
