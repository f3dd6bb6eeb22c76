import * as z from "zod";

const MAX_LIFETIME_SECONDS = 3_600;
const DEFAULT_LIFETIME_SECONDS = 600;
/** A shorter secret can be guessed from one credential, off line. */
const MIN_SECRET_LENGTH = 16;

const iceUrl = z
  .string()
  .max(255)
  .regex(
    /^(stuns?|turns?):[A-Za-z0-9.:[\]-]+(\?transport=(udp|tcp))?$/,
    'must look like "turn:turn.example.org:3478?transport=udp" or "stun:stun.example.org"',
  );

const iceServer = z
  .strictObject({
    /** One address, or several of the same server. */
    urls: z.union([iceUrl.transform((url) => [url]), z.array(iceUrl).min(1).max(8)]),
    /** `false`: kept, and handed out to nobody. */
    enabled: z.boolean().default(true),
    /** A fixed account; every caller sees it. `secret` is the better way. */
    username: z.string().min(1).max(255).optional(),
    credential: z.string().min(1).max(255).optional(),
    /** What coturn calls `static-auth-secret`; never leaves the server. */
    secret: z.string().min(MIN_SECRET_LENGTH).max(1_024).optional(),
    /** Longest life of a credential made from `secret`; at least half of it remains when it is handed out. */
    lifetimeSeconds: z.int().min(20).max(MAX_LIFETIME_SECONDS).default(DEFAULT_LIFETIME_SECONDS),
  })
  .refine((server) => server.secret === undefined || server.credential === undefined, {
    message: "takes either secret, or username and credential, not both",
    path: ["secret"],
  })
  .refine((server) => (server.username === undefined) === (server.credential === undefined), {
    message: "username and credential belong together",
    path: ["username"],
  })
  .refine((server) => !server.urls.some(isTurn) || hasAccount(server), {
    message: "a TURN server needs secret, or username and credential",
    path: ["urls"],
  });

const settings = z
  .strictObject({
    /** No server at all by default: calls then work where the two can reach each other directly. */
    iceServers: z.array(iceServer).max(8).default([]),
    /** `relay`: media only through TURN, so that nobody learns the other's network address. */
    iceTransportPolicy: z.enum(["all", "relay"]).default("all"),
  })
  .refine(
    ({ iceTransportPolicy, iceServers }) =>
      iceTransportPolicy === "all" ||
      iceServers.some(({ enabled, urls }) => enabled && urls.some(isTurn)),
    { message: 'with "relay" at least one TURN server is needed', path: ["iceTransportPolicy"] },
  );

/** One STUN or TURN server as an administrator wrote it. */
export type IceServerSetting = z.output<typeof iceServer>;

/** The connector's settings. */
export type WebrtcSettings = z.output<typeof settings>;

/** Parses what the configuration says. @throws {Error} with one line per mistake, for the administrator; never with a secret. */
export function parseSettings(input: unknown): WebrtcSettings {
  const parsed = settings.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `webrtc.${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Error(lines.join("\n"));
}

function isTurn(url: string): boolean {
  return url.startsWith("turn");
}

function hasAccount(server: { secret?: string | undefined; credential?: string | undefined }) {
  return server.secret !== undefined || server.credential !== undefined;
}
