import type { ApiKey } from "@ringline/protocol";
import type { ApiKeyRecord } from "../../store/administration-store.ts";
import { timestamp } from "../timestamp.ts";

/** A key as results show it: without its hash. */
export function apiKey(record: ApiKeyRecord): ApiKey {
  const { id, name, scopes, createdAt, createdBy, lastUsedAt, expiresAt, revokedAt } = record;
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: timestamp(createdAt),
    createdBy,
    ...(lastUsedAt !== undefined && { lastUsedAt: timestamp(lastUsedAt) }),
    ...(expiresAt !== undefined && { expiresAt: timestamp(expiresAt) }),
    ...(revokedAt !== undefined && { revokedAt: timestamp(revokedAt) }),
  };
}
