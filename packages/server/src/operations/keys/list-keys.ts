import type { Operation } from "../operation.ts";
import { apiKey } from "./api-key.ts";

/** All keys, without their secrets. Who may: administrators; no key. */
export const listKeys: Operation<"keys.list"> = async (_input, _asker, { store }) => ({
  keys: (await store.keys.list()).map(apiKey),
});
