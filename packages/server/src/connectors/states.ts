import type { ConnectorState, ProviderState } from "@ringline/protocol";
import type { Installed } from "./installed.ts";
import type { PageFaults } from "./page-faults.ts";
import { infoOf } from "./provider-info.ts";
import type { ProviderSwitches } from "./switches.ts";

/** A connector as administrators see it, and each of its providers. */
export interface InstalledState {
  connector: ConnectorState;
  providers: ProviderState[];
}

export interface StateParts {
  switches: Pick<ProviderSwitches, "isOn" | "logs" | "sourcesOf">;
  pageFaults: Pick<PageFaults, "of">;
}

export async function stateOf(
  installed: Installed,
  { switches, pageFaults }: StateParts,
): Promise<InstalledState> {
  const { id, running, setup } = installed;
  const { manifest } = setup.connector;
  const health = await healthOf(installed);
  // Read after it was asked for its health: that may be what failed.
  const { failure } = installed;
  const pageFailure = pageFaults.of(id);
  const offered = running?.providers ?? manifest.providers;
  const { version } = manifest;
  return {
    connector: {
      id,
      version,
      isRunning: running !== undefined,
      providers: offered.map((provider) => provider.id),
      health,
      ...(failure && { failure }),
      ...(pageFailure && { pageFailure }),
    },
    providers: offered.map((provider) => ({
      ...infoOf(id, provider, switches),
      version,
      isOn: switches.isOn(provider.id),
      sources: switches.sourcesOf(provider.id),
      health,
      ...(failure && { failure }),
    })),
  };
}

export function healthOf({ running }: Installed): Promise<{ ok: boolean; detail?: string }> {
  return running?.health() ?? Promise.resolve({ ok: false, detail: "it did not start" });
}
