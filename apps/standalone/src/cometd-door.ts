import { type Cometd, createCometd } from "@ringline/cometd/server";
import { createOrigins, type Logger } from "@ringline/server";
import type { Settings } from "./settings/settings.ts";

/** Addresses that stand for all of this machine's; one reaches oneself by another. */
const EVERYWHERE: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

/** The Bayeux door, where the settings want one: a client of this same server, over its own port. */
export function cometdDoor(settings: Settings, logger: Logger): Cometd | undefined {
  const { cometd, host, port, publicUrl, origins } = settings;
  if (!cometd) return undefined;
  const own = EVERYWHERE[host] ?? (host.includes(":") ? `[${host}]` : host);
  return createCometd({
    server: () => `http://${own}:${port}`,
    allows: createOrigins(publicUrl, origins).allows,
    logger,
  });
}
