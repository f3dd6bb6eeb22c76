import { exoRest } from "@ringline/exo-webconferencing/server";
import { signToken } from "@ringline/host";
import { createPortal, siteDirectory } from "@ringline/portal";
import type { CallServer, Front, SigningKeys } from "@ringline/server";
import type { Settings } from "../settings/settings.ts";
import { demoFront } from "./demo-front.ts";
import { demoSecret } from "./demo-secret.ts";

/** The demo site beside the call server: what a server needs to run it. */
export interface Demo {
  url: string;
  tokens: SigningKeys;
  front: Front;
  /** What its connectors are told where the settings say nothing. */
  connectorSettings: Readonly<Record<string, Record<string, unknown>>>;
  /** Tells the call server of the site's people, spaces and rooms, as a site does that keeps a directory. */
  tellDirectory(server: CallServer): Promise<void>;
}

/** Of the older part of the site, by their scripts' types. */
const OLDER_CONNECTORS = [
  {
    type: "glimpse",
    title: "Glimpse",
    description: "Sound and picture, in the older portal",
    targets: ["user"],
  },
  {
    type: "parley",
    title: "Parley",
    description: "Sound alone, in the older portal",
    targets: ["user", "space", "room"],
  },
];

const OLDER_PAGES = {
  profile: (person: string) => `/portal/intranet/profile/${encodeURIComponent(person)}`,
  space: (space: string) => `/portal/g/:spaces:${space}/${space}`,
};

/** Signs tokens for demo people; `readSettings` has seen to it that only this machine can reach it. */
export function createDemo(settings: Settings): Demo {
  const { publicUrl, port, host, data } = settings;
  const tokens = settings.keys ?? { secret: demoSecret(data) };
  const secret = "secret" in tokens ? tokens.secret : "";
  const origin = `http://localhost:${port}`;
  const portal = createPortal({
    callServer: publicUrl,
    origin,
    signToken: (user) => signToken({ secret, audience: publicUrl, user }),
    older: ({ token }) => exoRest({ server: publicUrl, origin, token, pages: OLDER_PAGES }),
  });
  return {
    url: `${origin}/`,
    tokens,
    front: demoFront({ port, host }, portal),
    connectorSettings: { exo: { providers: OLDER_CONNECTORS } },
    tellDirectory: (server) => tellDirectory(server, origin),
  };
}

async function tellDirectory(server: CallServer, origin: string): Promise<void> {
  const { people, spaces, rooms } = siteDirectory(origin);
  await server.people.put(people);
  await server.spaces.put(spaces);
  await server.rooms.put(rooms);
}
