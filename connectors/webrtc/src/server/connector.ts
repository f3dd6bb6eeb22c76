import type {
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type { JoinGrant } from "@ringline/protocol";
import { grantIceServers } from "./grant.ts";
import { isPublicServer } from "./ice-test/public-servers.ts";
import { testIce } from "./ice-test/test-ice.ts";
import { parseSettings, type WebrtcSettings } from "./settings.ts";
import { schema } from "./settings-schema.ts";

const provider: Provider = {
  id: "webrtc",
  title: "Call",
  description: "Sound and picture from browser to browser.",
  targets: ["user"],
  media: ["audio", "video"],
  maxParticipants: 2,
  opens: "on-place",
  grant: "session",
  features: ["mute", "call-waiting"],
};

/** Calls from browser to browser: the server only carries the negotiation, and hands out ICE servers. */
export const webrtc: ServerConnector<WebrtcSettings> = {
  manifest: {
    id: "webrtc",
    version: "0.1.0",
    providers: [provider],
    settings: schema,
    parseSettings,
    // The same from `src` and from `dist`. Loaded with the page: from the press to the first picture every turn counts.
    browser: {
      module: new URL("../../dist/bundle/browser.js", import.meta.url).href,
      load: "page",
    },
  },
  start: (context) => Promise.resolve(run(context)),
  test: (settings) => testIce(settings, Date.now()),
};

function run({ settings, clock, logger }: ConnectorContext<WebrtcSettings>): RunningConnector {
  const on = settings.iceServers.filter(({ enabled }) => enabled);
  for (const url of on.flatMap(({ urls }) => urls).filter(isPublicServer))
    logger.warn({ url }, "a public ICE server is not for production");
  return {
    admit: (entry) => Promise.resolve(grantFor(entry, settings, clock.now())),
    health: () => Promise.resolve({ ok: true }),
    stop: () => Promise.resolve(),
  };
}

/** The part of a credential's life after which the page asks for the next one. */
const RENEW_AT = 0.8;

function grantFor(entry: Entry, settings: WebrtcSettings, now: number): JoinGrant {
  const { iceServers, expiresAt } = grantIceServers(settings, { person: personOf(entry), now });
  return {
    type: "session",
    connector: "webrtc",
    data: {
      iceServers,
      iceTransportPolicy: settings.iceTransportPolicy,
      polite: entry.participant.id !== entry.call.participants[0]?.id,
      ...(expiresAt !== undefined && { renewAfterMs: Math.round((expiresAt - now) * RENEW_AT) }),
    },
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

function personOf({ participant: { party } }: Entry): string {
  return party.type === "address" ? party.address : `${party.type}:${party.id}`;
}
