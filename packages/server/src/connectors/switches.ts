import type { ProviderId } from "@ringline/protocol";
import type { Logger } from "../logs/logger.ts";
import type { ProviderSwitch, SwitchStore } from "../store/switch-store.ts";

/** What administrators switched, as this process last read it. A provider that nobody switched is on, and its log is off. */
export class ProviderSwitches {
  readonly #store: SwitchStore;
  readonly #logger: Logger;
  #switches: ReadonlyMap<ProviderId, ProviderSwitch> = new Map();
  readonly #listeners = new Set<() => void>();

  constructor(store: SwitchStore, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  isOn(provider: ProviderId): boolean {
    return this.#switches.get(provider)?.isOn ?? true;
  }

  logs(provider: ProviderId): boolean {
    return this.#switches.get(provider)?.logs ?? false;
  }

  /** The listener hears after something was switched, here or by another process. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** @throws {CallError} storage-unavailable, storage-full */
  async set(provider: ProviderId, change: ProviderSwitch): Promise<void> {
    await this.#store.put(provider, change);
    await this.read();
  }

  /** @throws {CallError} storage-unavailable */
  async read(): Promise<void> {
    const before = textOf(this.#switches);
    this.#switches = await this.#store.all();
    if (textOf(this.#switches) === before) return;
    for (const listener of this.#listeners) listener();
  }

  /** The same, without a promise: what cannot be read now is read at the next look. */
  look(): void {
    this.read().catch((error: unknown) => {
      this.#logger.debug({ err: error }, "the providers' switches could not be read");
    });
  }
}

function textOf(switches: ReadonlyMap<ProviderId, ProviderSwitch>): string {
  return JSON.stringify([...switches].sort(([a], [b]) => (a < b ? -1 : 1)));
}
