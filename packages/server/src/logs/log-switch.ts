import type { ProviderId } from "@ringline/protocol";

/** The call layer's own lines in pages of the site; on when any provider's log is on. */
const OWN = "ringline";

interface Offered {
  connector: string;
  provider: ProviderId;
}

export interface LogSwitchOptions {
  /** Every provider and the connector that offers it. */
  offered(): readonly Offered[];
  /** Whether this provider's remote log is on. */
  isOn(provider: ProviderId): boolean;
}

/** Whose lines pages hand over: off by default, switched for each provider (X14). */
export class LogSwitch {
  readonly #options: LogSwitchOptions;

  constructor(options: LogSwitchOptions) {
    this.#options = options;
  }

  /** Names of loggers that are on: providers, connectors that offer one of them, and the layer's own. */
  names(): string[] {
    const { offered, isOn } = this.#options;
    const on = offered().filter(({ provider }) => isOn(provider));
    const names = on.flatMap(({ connector, provider }) => [connector, provider]);
    return names.length === 0 ? [] : [...new Set([OWN, ...names])];
  }

  isOn(name: string = OWN): boolean {
    return this.names().includes(name);
  }
}
