import { prepareDataFolder } from "../data-folder.ts";
import type { Environment } from "./environment.ts";
import { isLoopback } from "./loopback.ts";
import type { SettingName, SettingValues } from "./setting-table.ts";

/** Something that is wrong only between settings, or between a setting and this machine. */
interface CrossCheck {
  /** Not looked at when one of these is wrong by itself. */
  reads: readonly SettingName[];
  /** The line for the administrator. */
  fault: string;
  isBroken(values: SettingValues, env: Environment): boolean;
}

/** Every broken one, as a line each. */
export function crossChecks(
  values: SettingValues,
  wrong: ReadonlySet<SettingName>,
  env: Environment,
): string[] {
  return CROSS_CHECKS.filter(
    ({ reads, isBroken }) => !reads.some((name) => wrong.has(name)) && isBroken(values, env),
  ).map(({ fault }) => fault);
}

/** A page that came over http on the open net gets no camera, and its tokens can be read on the way. */
function isOpenHttp(url: string | undefined): boolean {
  if (url === undefined) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !isLoopback(hostname);
}

const ADDRESSES: readonly CrossCheck[] = [
  {
    reads: ["port", "metricsPort"],
    fault:
      "RINGLINE_METRICS_PORT: must not be the port of the server. Example: RINGLINE_METRICS_PORT=9464",
    isBroken: ({ port, metricsPort }) => port === metricsPort,
  },
  {
    reads: ["port", "metricsPort", "adminPort"],
    fault:
      "RINGLINE_ADMIN_PORT: must not be the port of the server or of its metrics. Example: RINGLINE_ADMIN_PORT=4601",
    isBroken: ({ port, metricsPort, adminPort }) =>
      adminPort !== undefined && [port, metricsPort].includes(adminPort),
  },
  {
    reads: ["publicUrl"],
    fault:
      "RINGLINE_PUBLIC_URL: must begin with https, as browsers give no camera to other pages. Example: RINGLINE_PUBLIC_URL=https://calls.example.org",
    isBroken: ({ publicUrl }) => isOpenHttp(publicUrl),
  },
  {
    reads: ["publicUrl", "host", "demo"],
    fault:
      "RINGLINE_PUBLIC_URL: must be set when RINGLINE_HOST is not a loopback address. Example: RINGLINE_PUBLIC_URL=https://calls.example.org",
    isBroken: ({ publicUrl, host, demo }) => !demo && publicUrl === undefined && !isLoopback(host),
  },
  {
    reads: ["jwksUrl"],
    fault:
      "RINGLINE_JWKS_URL: must begin with https, else somebody on the way could give us keys. Example: RINGLINE_JWKS_URL=https://www.example.org/.well-known/jwks.json",
    isBroken: ({ jwksUrl }) => isOpenHttp(jwksUrl),
  },
];

const STORAGE: readonly CrossCheck[] = [
  {
    reads: ["redisUrl", "databaseUrl"],
    fault:
      "RINGLINE_REDIS_URL: needs RINGLINE_DATABASE_URL, as many processes share one PostgreSQL database. Example: RINGLINE_DATABASE_URL=postgres://ringline@db.example.org/ringline",
    isBroken: ({ redisUrl, databaseUrl }) => redisUrl !== undefined && databaseUrl === undefined,
  },
  {
    reads: ["data"],
    fault:
      "RINGLINE_DATA: must be a folder that this process may write to. Example: RINGLINE_DATA=/var/lib/ringline",
    isBroken: ({ data }) => !prepareDataFolder(data),
  },
];

/** What a real site needs. */
const SITE: readonly CrossCheck[] = [
  {
    reads: ["demo", "tokenSecret", "jwksUrl"],
    fault:
      "RINGLINE_TOKEN_SECRET: this or RINGLINE_JWKS_URL must be set. Example: RINGLINE_TOKEN_SECRET=(the output of: openssl rand -base64 32)",
    isBroken: ({ demo, tokenSecret, jwksUrl }) => !demo && !tokenSecret && !jwksUrl,
  },
  {
    reads: ["tokenSecret", "jwksUrl"],
    fault:
      "RINGLINE_TOKEN_SECRET: must not be set together with RINGLINE_JWKS_URL. Example: leave one of them out",
    isBroken: ({ tokenSecret, jwksUrl }) => tokenSecret !== undefined && jwksUrl !== undefined,
  },
  {
    reads: ["tokenSecret", "previousTokenSecret"],
    fault:
      "RINGLINE_PREVIOUS_TOKEN_SECRET: needs RINGLINE_TOKEN_SECRET. Example: set the new secret there, the old one here",
    isBroken: ({ tokenSecret, previousTokenSecret }) =>
      previousTokenSecret !== undefined && tokenSecret === undefined,
  },
  {
    reads: ["demo", "origins"],
    fault:
      "RINGLINE_ORIGINS: must name at least one origin of the site. Example: RINGLINE_ORIGINS=https://www.example.org",
    isBroken: ({ demo, origins }) => !demo && origins.length === 0,
  },
];

const leaveOut = "Example: leave RINGLINE_DEMO out";

/** The demo signs anybody in as anybody: it must not be reachable from anywhere but this machine. */
const DEMO: readonly CrossCheck[] = [
  {
    reads: ["demo", "host"],
    fault: `RINGLINE_DEMO: must not be true when RINGLINE_HOST is not a loopback address. ${leaveOut}`,
    isBroken: ({ demo, host }) => demo && !isLoopback(host),
  },
  {
    reads: ["demo", "host"],
    fault:
      "RINGLINE_HOST: must not be localhost with the demo, whose site has that name. Example: RINGLINE_HOST=127.0.0.1",
    isBroken: ({ demo, host }) => demo && host.toLowerCase() === "localhost",
  },
  {
    reads: ["demo", "publicUrl"],
    fault: `RINGLINE_DEMO: must not be true when RINGLINE_PUBLIC_URL is set. ${leaveOut}`,
    isBroken: ({ demo, publicUrl }) => demo && publicUrl !== undefined,
  },
  {
    reads: ["demo", "jwksUrl"],
    fault: `RINGLINE_DEMO: must not be true when RINGLINE_JWKS_URL is set: the demo signs with a secret. ${leaveOut}`,
    isBroken: ({ demo, jwksUrl }) => demo && jwksUrl !== undefined,
  },
  {
    reads: ["demo"],
    fault: `RINGLINE_DEMO: must not be true when NODE_ENV is production. ${leaveOut}`,
    isBroken: ({ demo }, env) => demo && env.NODE_ENV === "production",
  },
];

const CROSS_CHECKS = [...ADDRESSES, ...STORAGE, ...SITE, ...DEMO];
