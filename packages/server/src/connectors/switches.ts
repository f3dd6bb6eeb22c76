import type { ProviderId, SwitchSource, SwitchSources } from "@ringline/protocol";
import type { Logger } from "../logs/logger.ts";
import type { ProviderSwitch, SwitchStore } from "../store/switch-store.ts";

interface ProviderSwitchesOptions {
  store: SwitchStore;
  logger: Logger;
  /** What the configuration says of a provider; what it leaves out has its default. */
  configured(provider: ProviderId): ProviderSwitch;
}

const DEFAULTS: Required<ProviderSwitch> = { isOn: true, logs: false };

/**
 * The switches of the providers: what administrators switched, as this process last read it, stands over the configuration,
 * and that over the default. A provider of which neither says anything is on, and its log is off.
 */
export class ProviderSwitches {
  readonly #options: ProviderSwitchesOptions;
  #switches: ReadonlyMap<ProviderId, ProviderSwitch> = new Map();
  readonly #listeners = new Set<() => void>();

  constructor(options: ProviderSwitchesOptions) {
    this.#options = options;
  }

  isOn(provider: ProviderId): boolean {
    return this.#valueOf(provider, "isOn");
  }

  logs(provider: ProviderId): boolean {
    return this.#valueOf(provider, "logs");
  }

  /** Who said what `isOn` and `logs` answer. */
  sourcesOf(provider: ProviderId): SwitchSources {
    return { isOn: this.#sourceOf(provider, "isOn"), log: this.#sourceOf(provider, "logs") };
  }

  /** The listener hears after something was switched, here or by another process. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** @throws {CallError} storage-unavailable, storage-full */
  async set(provider: ProviderId, change: ProviderSwitch): Promise<void> {
    await this.#options.store.put(provider, change);
    await this.read();
  }

  /** @throws {CallError} storage-unavailable */
  async read(): Promise<void> {
    const before = textOf(this.#switches);
    this.#switches = await this.#options.store.all();
    if (textOf(this.#switches) === before) return;
    for (const listener of this.#listeners) listener();
  }

  /** The same, without a promise: what cannot be read now is read at the next look. */
  look(): void {
    this.read().catch((error: unknown) => {
      this.#options.logger.debug({ err: error }, "the providers' switches could not be read");
    });
  }

  #valueOf(provider: ProviderId, name: keyof ProviderSwitch): boolean {
    const stored = this.#switches.get(provider)?.[name];
    return stored ?? this.#options.configured(provider)[name] ?? DEFAULTS[name];
  }

  #sourceOf(provider: ProviderId, name: keyof ProviderSwitch): SwitchSource {
    if (this.#switches.get(provider)?.[name] !== undefined) return "stored";
    return this.#options.configured(provider)[name] === undefined ? "default" : "configured";
  }
}

function textOf(switches: ReadonlyMap<ProviderId, ProviderSwitch>): string {
  return JSON.stringify([...switches].sort(([a], [b]) => (a < b ? -1 : 1)));
}
