import type { ServerConnector } from "@ringline/connector-spi/server";
import { plainConnector } from "./plain-connector.ts";

/** The plain connector with a provider that draws its own window: its calls have a channel for devices. */
export function windowConnector(plain = plainConnector()): ServerConnector {
  const { manifest, start } = plain;
  const providers = manifest.providers.map((provider) => ({
    ...provider,
    draws: ["button", "ring", "window"] as const,
  }));
  return { manifest: { ...manifest, providers }, start };
}
