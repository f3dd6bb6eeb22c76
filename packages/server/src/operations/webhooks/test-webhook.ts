import { CallError, type WebhookBody } from "@ringline/protocol";
import { newMessageId } from "../../webhooks/signature.ts";
import type { Operation } from "../operation.ts";

/** Sends `webhook.test`, also to one that is off, and tells what came back. Who may: administrators. @throws {CallError} not-found */
export const testWebhook: Operation<"webhooks.test"> = async (input, _asker, parts) => {
  const { endpoints, sender } = parts.webhooks;
  await endpoints.load();
  const endpoint = endpoints.get(input.endpoint);
  if (!endpoint) throw new CallError("not-found");
  const timestamp = new Date(parts.clock.now()).toISOString();
  const body: WebhookBody = { type: "webhook.test", timestamp, data: {} };
  const began = performance.now();
  const message = { id: newMessageId(), body: JSON.stringify(body) };
  const { isDelivered, status, problem } = await sender.send(endpoint, message);
  const ms = Math.round(performance.now() - began);
  return { isDelivered, ms, ...(status && { status }), ...(problem && { problem }) };
};
