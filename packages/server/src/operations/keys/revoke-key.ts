import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { apiKey } from "./api-key.ts";

/** Refuses a key from now on. Who may: administrators; no key. @throws {CallError} not-found */
export const revokeKey: Operation<"keys.revoke"> = async ({ key: id }, _asker, parts) => {
  await parts.store.keys.revoke(id, parts.clock.now());
  const key = await parts.store.keys.get(id);
  if (!key) throw new CallError("not-found", { detail: "no such key" });
  return { key: apiKey(key) };
};
