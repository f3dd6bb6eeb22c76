import type {
  ConnectorContext,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import { type ExoProvider, type ExoSettings, parseExoSettings } from "./exo-settings.ts";
import { schema } from "./exo-settings-schema.ts";

/**
 * The providers of connectors that were written for the older API: they draw button, ring and window themselves, and their
 * calls are calls as any other: presence, busy, missed, history.
 */
export const exo: ServerConnector<ExoSettings> = {
  manifest: {
    id: "exo",
    version: "0.1.0",
    providers: [],
    settings: schema,
    parseSettings: parseExoSettings,
  },
  start: (context) => Promise.resolve(run(context)),
};

function run({ settings }: ConnectorContext<ExoSettings>): RunningConnector {
  return {
    providers: settings.providers.map(asProvider),
    // Whoever takes part does so in a window of the older connector; it needs nothing from here.
    admit: () => Promise.resolve({ type: "session", connector: "exo", data: {} }),
    health: () => Promise.resolve({ ok: true }),
    stop: () => Promise.resolve(),
  };
}

function asProvider(settings: ExoProvider): Provider {
  const { type, title, description, targets, account, accountPattern } = settings;
  // Connectors look at the account of whom they call, too: `imAccount(target, type)`.
  const asked = {
    type,
    title: account,
    ...(accountPattern !== "" && { pattern: accountPattern }),
    isShared: true,
  };
  return {
    id: type,
    title,
    description,
    targets,
    media: ["audio", "video"],
    opens: "on-place",
    grant: "session",
    features: ["call-waiting"],
    draws: ["button", "ring", "window"],
    ...(account !== "" && { account: asked }),
  };
}
