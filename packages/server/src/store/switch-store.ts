import type { ProviderId } from "@ringline/protocol";

/** What an administrator switched of a provider; absent: nobody did. */
export interface ProviderSwitch {
  isOn?: boolean;
  logs?: boolean;
}

export interface SwitchStore {
  all(): Promise<Map<ProviderId, ProviderSwitch>>;
  /** Changes what is named, and leaves the rest. */
  put(provider: ProviderId, change: ProviderSwitch): Promise<void>;
}
