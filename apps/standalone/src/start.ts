import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ServerConnector } from "@ringline/connector-spi/server";
import {
  type CallServer,
  createServer,
  type Logger,
  type SideDoor,
  type SigningKeys,
} from "@ringline/server";
import { cometdDoor } from "./cometd-door.ts";
import { createDemo, type Demo } from "./demo/demo.ts";
import { startMetricsServer } from "./metrics-server.ts";
import type { Settings } from "./settings/settings.ts";

export interface StartOptions {
  settings: Settings;
  connectors: readonly ServerConnector[];
  logger: Logger;
}

/** What runs, until it is closed. */
export interface Running {
  /** Where to click. */
  url: string;
  /** Signs in to the administration page, once, within 15 minutes; absent where none is wanted. For eyes, not for logs. */
  setupUrl?: string;
  /** Sends everybody away to come back, finishes what is under way; idempotent. */
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** What `npm run build` makes. */
const BROWSER_FILES = fileURLToPath(new URL("../../../dist/browser", import.meta.url));

/** Starts everything that the settings ask for. @throws {Error} when the database, a connector or a port is not to be had */
export async function start(options: StartOptions): Promise<Running> {
  const { settings, logger } = options;
  const { port, host } = settings;
  const demo = settings.demo ? createDemo(settings) : undefined;
  const cometd = cometdDoor(settings, logger);
  const server = await openServer(options, { demo, doors: cometd ? [cometd] : [] });
  try {
    await demo?.tellDirectory(server);
    await server.listen({ port, host });
    const adminUrl = await listenForAdmin(server, settings);
    const metrics = await listenForMetrics(server, settings);
    const setupUrl = await setupUrlOf(server, settings, adminUrl);
    logger.info({ host, port, publicUrl: settings.publicUrl, demo: settings.demo }, "listening");
    return {
      url: demo?.url ?? settings.publicUrl,
      ...(setupUrl !== undefined && { setupUrl }),
      close: async () => {
        await server.close();
        metrics?.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Where the administration page is: a slash at the end. */
async function listenForAdmin(server: CallServer, settings: Settings): Promise<string> {
  const { adminPort, adminHost, publicUrl } = settings;
  if (adminPort === undefined) return `${publicUrl}/admin/`;
  const { url } = await server.listenForAdmin({ port: adminPort, host: adminHost });
  return `${url}/admin/`;
}

async function listenForMetrics(server: CallServer, { metricsPort, metricsHost }: Settings) {
  if (metricsPort === undefined) return undefined;
  const read = () => server.metrics();
  return startMetricsServer({ host: metricsHost, port: metricsPort, read });
}

/** In the fragment, which browsers send to nobody; the page wipes it. The demo is for trying things: it always has a link. */
async function setupUrlOf(server: CallServer, settings: Settings, adminUrl: string) {
  const when = settings.demo && settings.setupLink === "first" ? "always" : settings.setupLink;
  if (when === "never") return undefined;
  const secret = await server.offerSetup({ onlyFirst: when === "first" });
  return secret === undefined ? undefined : `${adminUrl}#setup=${secret}`;
}

function openServer(
  { settings, connectors, logger }: StartOptions,
  { demo, doors }: { demo: Demo | undefined; doors: readonly SideDoor[] },
): Promise<CallServer> {
  const {
    publicUrl,
    origins,
    redisUrl,
    trustedProxies,
    historyDays,
    logDays,
    logLines,
    groupInvitees,
    remoteLog,
    webhooks,
    webhookAllow,
  } = settings;
  const hasFiles = existsSync(BROWSER_FILES);
  if (!hasFiles) logger.warn({}, "there are no browser files: run npm run build");
  return createServer({
    publicUrl,
    origins,
    trustedProxies,
    database: settings.databaseUrl ?? `sqlite:${join(settings.data, "ringline.sqlite")}`,
    ...(redisUrl !== undefined && { redisUrl }),
    tokens: demo?.tokens ?? keysOf(settings),
    times: {
      historyKeptMs: historyDays * DAY_MS,
      logKeptMs: logDays * DAY_MS,
      drainDelayMs: drainDelayOf(settings),
    },
    limits: { logLinesKept: logLines, groupInvitees },
    remoteLog,
    webhooks: { endpoints: webhooks, allow: webhookAllow },
    connectors: connectors.map((connector) => {
      const { id } = connector.manifest;
      const told = settings.connectors.get(id) ?? { settings: {} };
      return {
        connector,
        ...told,
        settings: { ...demo?.connectorSettings[id], ...told.settings },
      };
    }),
    ...(hasFiles && { files: BROWSER_FILES }),
    logger,
    isAdminApart: settings.adminPort !== undefined,
    ...(demo && { front: demo.front }),
    doors,
  });
}

/** Nobody balances loads in front of the demo. */
export function drainDelayOf({ demo, drainSeconds }: Settings): number {
  return demo ? 0 : drainSeconds * 1_000;
}

/** Only the demo may be without. */
function keysOf({ keys }: Settings): SigningKeys {
  if (keys) return keys;
  throw new Error("no keys for tokens are configured");
}
