import { cleanText } from "../../clean-text.ts";
import type { Operation } from "../operation.ts";
import { apiKey } from "./api-key.ts";

const DAY_MS = 86_400_000;

/** Makes a key; its secret is told here alone. Who may: administrators; no key. */
export const createKey: Operation<"keys.create"> = async (input, asker, parts) => {
  const { name, scopes, days } = input;
  const expiresAt = days === undefined ? undefined : parts.clock.now() + days * DAY_MS;
  const wanted = { name: cleanText(name) || "key", scopes };
  const { key, secret } = await parts.administration.createKey(
    { ...wanted, ...(expiresAt !== undefined && { expiresAt }) },
    asker.person.id,
  );
  return { key: apiKey(key), secret };
};
