import type { WebhookBody } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";
import { Endpoints, type WebhookSetting } from "./endpoints.ts";
import { WebhookSender } from "./sender.ts";
import { WebhookUrls } from "./webhook-url.ts";

export interface WebhookOptions {
  /** Those that an administrator cannot take away. */
  endpoints?: readonly WebhookSetting[];
  /**
   * Origins that are no public https addresses, and where webhooks may go nevertheless, such as `http://127.0.0.1:4999`.
   * Only who runs the server can say so.
   */
  allow?: readonly string[];
}

/** Webhooks at work. */
export interface WebhookParts {
  readonly endpoints: Endpoints;
  readonly urls: WebhookUrls;
  readonly sender: WebhookSender;
}

/** @throws {CallError} url-not-allowed, when the settings name such a URL */
export async function openWebhooks(
  { endpoints: settings = [], allow = [] }: WebhookOptions,
  { store, clock, logger }: { store: Store; clock: Clock; logger: Logger },
): Promise<WebhookParts> {
  const urls = new WebhookUrls(allow);
  for (const { url } of settings) urls.parse(url);
  const endpoints = new Endpoints(settings, store.webhooks);
  await endpoints.load();
  const sender = new WebhookSender({ store: store.webhooks, endpoints, urls, clock, logger });
  return { endpoints, urls, sender };
}

/** Bodies are made only where somebody wants them. */
export function messagesIfAny(endpoints: Endpoints, events: () => readonly WebhookBody[]) {
  return endpoints.isAnyOn ? endpoints.messagesOf(events()) : [];
}
