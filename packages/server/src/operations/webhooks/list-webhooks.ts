import type { Operation } from "../operation.ts";
import { shownEndpoint } from "./shown-endpoint.ts";

/** All endpoints, by id. Who may: administrators. */
export const listWebhooks: Operation<"webhooks.list"> = async (_input, _asker, parts) => {
  const { webhooks, store, clock } = parts;
  await webhooks.endpoints.load();
  const counts = await store.webhooks.counts();
  const now = clock.now();
  const endpoints = webhooks.endpoints.all().map((endpoint) => {
    const own = counts.get(endpoint.id);
    return shownEndpoint(endpoint, { now, ...(own && { counts: own }) });
  });
  return { endpoints };
};
