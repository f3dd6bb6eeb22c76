import type { IceServerSetting, WebrtcSettings } from "./settings.ts";
import { createTurnCredentials } from "./turn-credentials.ts";

interface GrantedIceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** What a browser is given of the servers that are on; `expiresAt` when the first account ends, in milliseconds since 1970. */
export function grantIceServers(
  settings: WebrtcSettings,
  { person, now }: { person: string; now: number },
): { iceServers: GrantedIceServer[]; expiresAt?: number } {
  const on = settings.iceServers.filter(({ enabled }) => enabled);
  const granted = on.map((server) => grantServer(server, person, now));
  const ends = granted.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]));
  return {
    iceServers: granted.map(({ server }) => server),
    ...(ends.length > 0 && { expiresAt: Math.min(...ends) }),
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
