import type { WebhookEndpoint } from "@ringline/protocol";
import { type Endpoint, secretsOf } from "../../webhooks/endpoints.ts";

const NONE = { waiting: 0, dead: 0 };

/** What an administrator may know of an endpoint: everything but its secrets. */
export function shownEndpoint(
  endpoint: Endpoint,
  { now, counts = NONE }: { now: number; counts?: { waiting: number; dead: number } },
): WebhookEndpoint {
  const { id, url, events, isOn, problem, from, isConfigured } = endpoint;
  return {
    id,
    url,
    events: [...events],
    isOn,
    ...(problem && { problem }),
    from,
    isConfigured,
    secrets: secretsOf(endpoint, now).length,
    ...counts,
  };
}
