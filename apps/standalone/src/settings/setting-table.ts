import { isAddressRange, isOriginPattern, secretFault, webhookSetting } from "@ringline/server";
import { z } from "zod";

/** One setting: how it is written, what is allowed, and how to say so. `docs/settings.md` has the same list. */
interface Setting<Value> {
  /** Name in the environment; with `_FILE` added it names a file that holds the value. */
  readonly env: string;
  /** Takes what stands in the environment (text) and in the configuration file (JSON). */
  readonly schema: z.ZodType<Value>;
  /** Ends the sentence "must be …". */
  readonly allowed: string;
  readonly example: string;
  /** Never shown, wherever it comes from. */
  readonly isSecret?: boolean;
}

const setting = <Value>(entry: Setting<Value>): Setting<Value> => entry;

const text = z.string().trim().min(1);
const wholeNumber = z.union([z.number(), text.regex(/^\d+$/).transform(Number)]);
const port = wholeNumber.pipe(z.int().min(1).max(65_535));
const yesOrNo = z.union([
  z.boolean(),
  z.enum(["true", "false"]).transform((one) => one === "true"),
]);
const list = z.union([
  z.array(text),
  text.transform((line) => line.split(/[\s,]+/).filter((one) => one !== "")),
]);

const isUrlOf = (protocols: readonly string[]) => (value: string) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);
const urlOf = (...protocols: string[]) => text.refine(isUrlOf(protocols));

const isBareOrigin = (value: string) => {
  if (!URL.canParse(value)) return false;
  const { pathname, search, hash, username } = new URL(value);
  return pathname === "/" && search === "" && hash === "" && username === "";
};
const publicUrl = urlOf("https:", "http:")
  .refine(isBareOrigin)
  .transform((value) => new URL(value).origin);

const secret = z.string().superRefine((value, context) => {
  const fault = secretFault(value);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const webhookList = z.union([
  z.array(webhookSetting),
  text.transform(jsonValue).pipe(z.array(webhookSetting)),
]);

/** What a JSON text says; a text that is none stays, to be refused. */
function jsonValue(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

const addressRange = text.refine(isAddressRange);

export const SETTING_TABLE = {
  port: setting({
    env: "PORT",
    schema: port.default(4600),
    allowed: "a whole number from 1 to 65535",
    example: "4600",
  }),
  host: setting({
    env: "RINGLINE_HOST",
    schema: text.regex(/^[\w.:-]+$/).default("127.0.0.1"),
    allowed: "an address or host name of this machine",
    example: "0.0.0.0",
  }),
  publicUrl: setting({
    env: "RINGLINE_PUBLIC_URL",
    schema: publicUrl.optional(),
    allowed: "the https URL under which browsers reach this server, without a path",
    example: "https://calls.example.org",
  }),
  origins: setting({
    env: "RINGLINE_ORIGINS",
    schema: list.pipe(z.array(text.refine(isOriginPattern))).default([]),
    allowed:
      "the origins of the site's pages, separated by commas, each as browsers write it, without a path; https://*.example.org takes all hosts below; * alone is not allowed",
    example: "https://www.example.org,https://intranet.example.org",
  }),
  tokenSecret: setting({
    env: "RINGLINE_TOKEN_SECRET",
    schema: secret.optional(),
    allowed: "a random secret of at least 32 bytes, the same as the site signs with",
    example: "(the output of: openssl rand -base64 32)",
    isSecret: true,
  }),
  previousTokenSecret: setting({
    env: "RINGLINE_PREVIOUS_TOKEN_SECRET",
    schema: secret.optional(),
    allowed:
      "the token secret before the last change, for as long as the site may still sign with it",
    example: "(the old secret)",
    isSecret: true,
  }),
  jwksUrl: setting({
    env: "RINGLINE_JWKS_URL",
    schema: urlOf("https:", "http:").optional(),
    allowed: "the https URL of the site's public keys (JWKS)",
    example: "https://www.example.org/.well-known/jwks.json",
  }),
  connectorModules: setting({
    env: "RINGLINE_CONNECTOR_MODULES",
    schema: list.pipe(z.array(text)).default([]),
    allowed:
      "connectors that do not come with Ringline, separated by commas: names of installed packages, or paths of folders",
    example: "./connectors/acme,@example/connector-hall",
  }),
  data: setting({
    env: "RINGLINE_DATA",
    schema: text.default("./data"),
    allowed: "a folder that this process may write to",
    example: "/var/lib/ringline",
  }),
  databaseUrl: setting({
    env: "RINGLINE_DATABASE_URL",
    schema: urlOf("postgres:", "postgresql:").optional(),
    allowed: "a PostgreSQL URL; without one, an SQLite file in the data folder is used",
    example: "postgres://ringline@db.example.org/ringline",
    isSecret: true,
  }),
  redisUrl: setting({
    env: "RINGLINE_REDIS_URL",
    schema: urlOf("redis:", "rediss:").optional(),
    allowed: "a Redis URL",
    example: "redis://cache.example.org:6379",
    isSecret: true,
  }),
  trustedProxies: setting({
    env: "RINGLINE_TRUSTED_PROXIES",
    schema: list.pipe(z.array(addressRange)).default([]),
    allowed:
      "the addresses or ranges of reverse proxies whose X-Forwarded-For counts, separated by commas",
    example: "10.0.0.0/8",
  }),
  metricsPort: setting({
    env: "RINGLINE_METRICS_PORT",
    schema: port.optional(),
    allowed:
      "a whole number from 1 to 65535, not the port of the server; without it there are no metrics",
    example: "9464",
  }),
  metricsHost: setting({
    env: "RINGLINE_METRICS_HOST",
    schema: text.regex(/^[\w.:-]+$/).default("127.0.0.1"),
    allowed: "an address or host name of this machine",
    example: "127.0.0.1",
  }),
  adminPort: setting({
    env: "RINGLINE_ADMIN_PORT",
    schema: port.optional(),
    allowed:
      "a whole number from 1 to 65535, not the port of the server: the administration page is there, on an origin of its own; without it, it is under /admin/ of the server",
    example: "4601",
  }),
  adminHost: setting({
    env: "RINGLINE_ADMIN_HOST",
    schema: text.regex(/^[\w.:-]+$/).default("127.0.0.1"),
    allowed: "an address or host name of this machine",
    example: "127.0.0.1",
  }),
  setupLink: setting({
    env: "RINGLINE_SETUP_LINK",
    schema: z.enum(["first", "always", "never"]).default("first"),
    allowed:
      "first, always or never: when a start prints a link that signs in to the administration page; first means until somebody has signed in",
    example: "always",
  }),
  drainSeconds: setting({
    env: "RINGLINE_DRAIN_SECONDS",
    schema: wholeNumber.pipe(z.int().min(0).max(300)).default(5),
    allowed:
      "for how many seconds, 0 to 300, a server that is told to end serves on while /readyz refuses, before it closes its doors",
    example: "15",
  }),
  logLevel: setting({
    env: "RINGLINE_LOG_LEVEL",
    schema: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    allowed: "debug, info, warn, error or silent",
    example: "info",
  }),
  remoteLog: setting({
    env: "RINGLINE_REMOTE_LOG",
    schema: list.pipe(z.array(text.regex(/^(\*|[a-z][a-z0-9_]{0,63})$/))).default([]),
    allowed:
      "the providers whose pages send their log to the server, separated by commas; * is all",
    example: "webrtc",
  }),
  logDays: setting({
    env: "RINGLINE_LOG_DAYS",
    schema: wholeNumber.pipe(z.int().min(1).max(3_650)).default(14),
    allowed: "how many days log lines of pages and calls are kept in the database, 1 to 3650",
    example: "14",
  }),
  logLines: setting({
    env: "RINGLINE_LOG_LINES",
    schema: wholeNumber.pipe(z.int().min(1_000).max(100_000_000)).default(100_000),
    allowed: "how many of them at most, 1000 to 100000000; the oldest go",
    example: "100000",
  }),
  historyDays: setting({
    env: "RINGLINE_HISTORY_DAYS",
    schema: wholeNumber.pipe(z.int().min(0).max(36_500)).default(365),
    allowed: "how many days calls stay in people's history, 0 to 36500; 0 keeps none",
    example: "365",
  }),
  groupInvitees: setting({
    env: "RINGLINE_GROUP_INVITEES",
    schema: wholeNumber.pipe(z.int().min(1).max(900)).default(200),
    allowed: "how many members one call to a space or room may ring, 1 to 900",
    example: "200",
  }),
  webhooks: setting({
    env: "RINGLINE_WEBHOOKS",
    schema: webhookList.default([]),
    allowed:
      "a JSON list of endpoints, each with id, url (https), secret (whsec_ and base64 of 24 to 64 random bytes) and perhaps events",
    example:
      '[{"id": "crm", "url": "https://crm.example.org/ringline", "secret": "whsec_ZXhhbXBsZS1leGFtcGxlLWV4YW1wbGUtZXhhbXBsZQ=="}]',
    isSecret: true,
  }),
  webhookAllow: setting({
    env: "RINGLINE_WEBHOOK_ALLOW",
    schema: list.pipe(z.array(urlOf("https:", "http:").refine(isBareOrigin))).default([]),
    allowed:
      "origins that are not on the public internet, separated by commas, where webhooks may go nevertheless",
    example: "http://127.0.0.1:4999",
  }),
  cometd: setting({
    env: "RINGLINE_COMETD",
    schema: yesOrNo.default(false),
    allowed: "true or false: whether clients that speak CometD (Bayeux) are served at /cometd",
    example: "true",
  }),
  demo: setting({
    env: "RINGLINE_DEMO",
    schema: yesOrNo.default(false),
    allowed: "true or false",
    example: "true",
  }),
};

export type SettingName = keyof typeof SETTING_TABLE;

/** What each setting is once it was read. */
export type SettingValues = {
  [Name in SettingName]: z.output<(typeof SETTING_TABLE)[Name]["schema"]>;
};

/** Where the rest may stand: the one setting that cannot be in the file itself. */
export const CONFIG_ENV = "RINGLINE_CONFIG";
