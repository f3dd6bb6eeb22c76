import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/**
 * Takes an endpoint away, with its messages; one of the settings is again as they say. Who may: administrators.
 * @throws {CallError} not-found
 */
export const removeWebhook: Operation<"webhooks.remove"> = async (input, _asker, parts) => {
  const { endpoints } = parts.webhooks;
  await endpoints.load();
  if (!endpoints.get(input.endpoint)) throw new CallError("not-found");
  await parts.store.webhooks.removeEndpoint(input.endpoint);
  await endpoints.load();
  return {};
};
