import type { ServerConnector, SettingsSchema } from "@ringline/connector-spi/server";
import {
  CallError,
  type ConnectorFailure,
  type ConnectorSettings,
  type SettingSource,
} from "@ringline/protocol";
import { Fence } from "./fence.ts";
import { Running, type RunningParts } from "./running.ts";
import { type RawSettings, shownSettings, sourcesOf } from "./settings.ts";
import { storedPart, withConfigured } from "./stored-settings.ts";

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
    const settings = withConfigured(this.#schema, recordIn(stored), this.#configured());
    try {
      return this.setup.connector.manifest.parseSettings(settings);
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
    const schema = this.#schema;
    const stored = this.stored === undefined ? undefined : recordIn(this.stored);
    const configured = this.#configured();
    const { manifest, test } = this.setup.connector;
    return {
      connector: this.id,
      version: manifest.version,
      schema: schema as unknown as Record<string, unknown>,
      values: { ...shownSettings(schema, { ...configured, ...stored }) },
      sources: sourcesOf(schema, { stored, configured, from: this.setup.from ?? {} }),
      isStored: stored !== undefined,
      hasTest: test !== undefined,
      ...(this.failure && { failure: this.failure }),
    };
  }

  /** What was sent, over the configuration, with the secrets that are kept. @throws {CallError} invalid-input */
  whole(sent: unknown): RawSettings {
    return withConfigured(this.#schema, this.#part(recordOf(sent)), this.#configured());
  }

  /**
   * As they are stored: what differs from the configuration; nothing where nothing does.
   * @throws {CallError} invalid-input, too-big
   */
  toStore(sent: RawSettings): string | undefined {
    const part = this.#part(sent);
    const text = JSON.stringify(part);
    if (text.length > MOST_CHARACTERS) throw new CallError("too-big");
    return Object.keys(part).length === 0 ? undefined : text;
  }

  #part(sent: RawSettings): RawSettings {
    const stored = recordIn(this.stored);
    return storedPart(this.#schema, sent, { stored, configured: this.#configured() });
  }

  get #schema(): SettingsSchema {
    return this.setup.connector.manifest.settings ?? NO_SCHEMA;
  }

  #configured(): RawSettings {
    return recordOf(this.setup.settings);
  }
}

function recordIn(text: string | undefined): RawSettings {
  return text === undefined ? {} : recordOf(JSON.parse(text));
}

function recordOf(value: unknown): RawSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as RawSettings)
    : {};
}
