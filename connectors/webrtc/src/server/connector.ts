import type {
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type { JoinGrant } from "@ringline/protocol";
import { type IceServerSetting, parseSettings, type WebrtcSettings } from "./settings.ts";
import { schema } from "./settings-schema.ts";
import { createTurnCredentials } from "./turn-credentials.ts";

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
};

function run({ settings, clock }: ConnectorContext<WebrtcSettings>): RunningConnector {
  return {
    admit: (entry) => Promise.resolve(grantFor(entry, settings, clock.now())),
    health: () => Promise.resolve({ ok: true }),
    stop: () => Promise.resolve(),
  };
}

/** The part of a credential's life after which the page asks for the next one. */
const RENEW_AT = 0.8;

interface GrantedIceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

function grantFor(entry: Entry, settings: WebrtcSettings, now: number): JoinGrant {
  const person = personOf(entry);
  const inUse = settings.iceServers.filter(({ enabled }) => enabled);
  const granted = inUse.map((server) => grantServer(server, person, now));
  const ends = granted.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]));
  const expiresAt = Math.min(...ends);
  const runsOut = ends.length > 0;
  return {
    type: "session",
    connector: "webrtc",
    data: {
      iceServers: granted.map(({ server }) => server),
      iceTransportPolicy: settings.iceTransportPolicy,
      polite: entry.participant.id !== entry.call.participants[0]?.id,
      ...(runsOut && { renewAfterMs: Math.round((expiresAt - now) * RENEW_AT) }),
    },
    ...(runsOut && { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

function grantServer(
  { urls, username, credential, secret, lifetimeSeconds }: IceServerSetting,
  person: string,
  now: number,
): { server: GrantedIceServer; expiresAt?: number } {
  if (secret !== undefined) {
    const { expiresAt, ...account } = createTurnCredentials(
      { secret, lifetimeSeconds, person },
      now,
    );
    return { server: { urls, ...account }, expiresAt };
  }
  if (username !== undefined && credential !== undefined)
    return { server: { urls, username, credential } };
  return { server: { urls } };
}

function personOf({ participant: { party } }: Entry): string {
  return party.type === "address" ? party.address : `${party.type}:${party.id}`;
}
