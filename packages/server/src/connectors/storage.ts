import type { ConnectorStorage } from "@ringline/connector-spi/server";
import { CallError } from "@ringline/protocol";
import type { ConnectorStore } from "../store/connector-store.ts";

const MOST_KEYS = 1_000;
const MOST_KEY_CHARACTERS = 255;
const MOST_VALUE_BYTES = 65_536;

/** What one connector keeps: bounded, and apart from what others keep. */
export function connectorStorage(connector: string, store: ConnectorStore): ConnectorStorage {
  return {
    get: async (key) => {
      const value = await store.get(connector, checkedKey(key));
      return value === undefined ? undefined : JSON.parse(value);
    },
    put: async (key, value) => {
      const entry = { connector, key: checkedKey(key), value: textOf(value) };
      if (await store.put(entry, MOST_KEYS)) return;
      throw new CallError("too-big", { detail: `more than ${MOST_KEYS} keys` });
    },
    remove: async (key) => store.remove(connector, checkedKey(key)),
    keys: async (start = "") => store.keys(connector, String(start)),
  };
}

function checkedKey(key: unknown): string {
  const isKey = typeof key === "string" && key.length > 0 && key.length <= MOST_KEY_CHARACTERS;
  if (isKey && !key.includes("\u0000")) return key;
  throw new CallError("invalid-input", { detail: "a key has 1 to 255 characters" });
}

function textOf(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new CallError("invalid-input", { detail: "the value is no JSON" });
  if (Buffer.byteLength(text) <= MOST_VALUE_BYTES) return text;
  throw new CallError("too-big", { detail: `a value of more than ${MOST_VALUE_BYTES} bytes` });
}
