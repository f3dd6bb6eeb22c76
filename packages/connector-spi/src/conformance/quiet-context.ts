import type { ConnectorContext } from "../server/index.ts";

/** A context in which nothing is heard, nobody has an account, and what is stored is forgotten with it. */
export function quietContext(id: string): Omit<ConnectorContext, "settings"> {
  const quiet = () => undefined;
  const nothing = async () => undefined;
  const kept = new Map<string, string>();
  return {
    url: `https://calls.example/connectors/${id}/`,
    logger: { info: quiet, warn: quiet, error: quiet },
    clock: { now: () => Date.now() },
    calls: {
      incoming: async () => "A".repeat(22),
      leg: nothing,
      replaced: nothing,
      ended: nothing,
      relay: nothing,
      onRelay: () => quiet,
    },
    storage: {
      get: async (key) => {
        const text = kept.get(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
      put: async (key, value) => {
        kept.set(key, JSON.stringify(value));
      },
      remove: async (key) => {
        kept.delete(key);
      },
      keys: async (start = "") => [...kept.keys()].filter((key) => key.startsWith(start)).sort(),
    },
    isActive: () => true,
    account: nothing,
  };
}
