import { CallError, type CallId, type ProviderId } from "@ringline/protocol";
import type { CallEvent } from "../calls/call-machine.ts";
import type { CallRecord } from "../calls/call-record.ts";
import type { ConnectorSetup, Connectors } from "../connectors/connectors.ts";
import type { Store } from "../store/store.ts";

/** What becomes of what there is of a connector when it goes. */
export interface ConnectorFate {
  connector: string;
  /** Nobody can choose them any more. */
  providers: ProviderId[];
  /** They end as `failed`, with `provider-off`; their places are closed. */
  liveCalls: CallId[];
  /** People keep their accounts of these types; they count again when the connector comes back. */
  accountTypes: string[];
  /** Settings that administrators stored, and keys of its storage: kept for its return, or erased. */
  settings: "none" | "kept" | "erased";
  storedKeys: number;
}

/** The connectors of a server, for the program that runs it. With many processes, each adds and removes them. */
export interface ServerConnectors {
  /**
   * One more connector, from now on; pages hear of its providers within two seconds. Settings that administrators stored for it
   * stand over these.
   * @throws {CallError} invalid-input for settings that it does not take, or ids that are there; connector-failed
   */
  add(setup: ConnectorSetup): Promise<void>;
  /** What `remove` would do; does nothing. @throws {CallError} not-found, storage-unavailable */
  fateOf(connector: string, options?: { erase?: boolean }): Promise<ConnectorFate>;
  /** Takes a connector away, ends its calls, and with `erase` what is stored of it. @throws {CallError} not-found, storage-unavailable */
  remove(connector: string, options?: { erase?: boolean }): Promise<ConnectorFate>;
}

export interface ConnectorsApiParts {
  connectors: Connectors;
  store: Pick<Store, "calls" | "connectors">;
  move(call: CallId, event: CallEvent): Promise<CallRecord>;
}

export function connectorsApi({ connectors, store, move }: ConnectorsApiParts): ServerConnectors {
  const api: ServerConnectors = {
    add: (setup) => connectors.add(setup),
    fateOf: async (connector, { erase = false } = {}) => {
      const { isStored } = connectors.settingsOf(connector);
      const keys = await store.connectors.keys(connector, "");
      const providers = connectors.providersOf(connector);
      const ids = providers.map(({ id }) => id);
      const isKept = isStored || keys.length > 0;
      return {
        connector,
        providers: ids,
        liveCalls: await liveOf(ids),
        accountTypes: providers.flatMap(({ account }) => (account ? [account.type] : [])),
        settings: isKept ? (erase ? "erased" : "kept") : "none",
        storedKeys: keys.length,
      };
    },
    remove: async (connector, { erase = false } = {}) => {
      const foreseen = await api.fateOf(connector, { erase });
      await connectors.remove(connector);
      // Looked at again: some were placed while it went. What is placed from now on ends itself.
      const liveCalls = await liveOf(foreseen.providers);
      await Promise.all(liveCalls.map((call) => endOf(call)));
      if (erase) await store.connectors.erase(connector);
      return { ...foreseen, liveCalls };
    },
  };
  return api;

  async function liveOf(providers: readonly ProviderId[]): Promise<CallId[]> {
    const live = await store.calls.live();
    return live.filter(({ provider }) => providers.includes(provider)).map(({ id }) => id);
  }

  /** One that is over meanwhile is as it should be. */
  async function endOf(call: CallId): Promise<void> {
    try {
      await move(call, { type: "failed", problem: "provider-off" });
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== "call-not-found") throw error;
    }
  }
}
