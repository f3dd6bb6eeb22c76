import type { ServerConnector, SettingsTest } from "@ringline/connector-spi/server";
import { CallError } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import { Fence } from "./fence.ts";

interface SettingsTestsOptions {
  find(connector: string): ServerConnector | undefined;
  /** With what an administrator did not send: the configuration, and secrets that stay as they are. */
  whole(connector: string, settings: unknown): unknown;
  clock: Clock;
  logger: Logger;
  mostMs: number;
}

/** Tries settings of connectors out before they are stored. */
export class SettingsTests {
  readonly #options: SettingsTestsOptions;

  constructor(options: SettingsTestsOptions) {
    this.#options = options;
  }

  /** @throws {CallError} not-found, invalid-input with the connector's own lines, connector-failed */
  async run(id: string, settings: unknown): Promise<SettingsTest> {
    const connector = this.#options.find(id);
    if (!connector?.test) throw new CallError("not-found", { detail: "this has no test" });
    const parsed = parse(connector, this.#options.whole(id, settings));
    const fence = new Fence({ connector: id, ...this.#options });
    const test = await fence.run("test", async () => connector.test?.(parsed));
    return test ?? { checks: [] };
  }
}

/** A connector says itself what is wrong, a line each. */
function parse(connector: ServerConnector, settings: unknown): unknown {
  try {
    return connector.manifest.parseSettings(settings);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 1_000) : "not accepted";
    throw new CallError("invalid-input", { detail, cause });
  }
}
