import type { ServerCalls } from "./api/calls-api.ts";
import type { ServerConnectors } from "./api/connectors-api.ts";
import type { ServerGroups, ServerPeople } from "./api/directory-api.ts";
import type { SigningKeys } from "./auth/keys.ts";
import type { Clock } from "./clock.ts";
import type { ConnectorSetup } from "./connectors/connectors.ts";
import type { Front, SideDoor } from "./http/http-parts.ts";
import type { RateLimits, ServerTimes } from "./limits.ts";
import type { Logger } from "./logs/logger.ts";
import type { CallPolicy } from "./people/policy.ts";
import type { WebhookOptions } from "./webhooks/webhook-parts.ts";

export interface ServerOptions {
  /** What tokens name as `aud`, and what pages load from; without a slash at the end. */
  publicUrl: string;
  /** Whose pages may speak to this server, beside its own: exact origins, or `https://*.example.org`. */
  origins: readonly string[];
  /** `sqlite:/path/to/file` for one process, `postgres://…` for many. */
  database: string;
  /** Carries hints between processes; default: PostgreSQL does. */
  redisUrl?: string;
  /** With what the site signs its tokens. */
  tokens: SigningKeys;
  connectors: readonly ConnectorSetup[];
  /** Folder of built browser files; absent: none are served. */
  files?: string;
  times?: Partial<ServerTimes>;
  limits?: Partial<RateLimits>;
  policy?: Partial<CallPolicy>;
  webhooks?: WebhookOptions;
  logger?: Logger;
  /** Providers whose pages' logs are kept, or `*`; default: none. */
  remoteLog?: readonly string[];
  /** Default: the process's own monotonic clock, in step with the database's. */
  clock?: Clock;
  /** Addresses or ranges of reverse proxies whose `X-Forwarded-For` counts. Default: none. */
  trustedProxies?: readonly string[];
  /** The administration page is served by `listenForAdmin` alone. Default: under `/admin/` beside everything else. */
  isAdminApart?: boolean;
  /** Answers requests that are not for the call server, such as a site on another host name. */
  front?: Front;
  /** Other ways in beside `/v1`, such as an older protocol's. They are not on the port of `listenForAdmin`. Default: none. */
  doors?: readonly SideDoor[];
}

/** A running call server, for the program that runs it. */
export interface CallServer {
  readonly calls: ServerCalls;
  readonly connectors: ServerConnectors;
  readonly people: ServerPeople;
  readonly spaces: ServerGroups;
  readonly rooms: ServerGroups;
  /** @throws {Error} when the port is taken */
  listen(where: { port: number; host: string }): Promise<{ url: string; port: number }>;
  /** The administration page and the API on a port, and so an origin, of their own. @throws {Error} when the port is taken */
  listenForAdmin(where: { port: number; host: string }): Promise<{ url: string; port: number }>;
  /**
   * The secret of a set-up link, `/admin/#setup=<secret>`: whoever shows it first within 15 minutes administers. `undefined` when
   * `onlyFirst` and somebody signed in to the administration page before.
   */
  offerSetup(options: { onlyFirst: boolean }): Promise<string | undefined>;
  /** Sends everybody away and waits for what is under way; what rings goes on after the next start. Idempotent. */
  close(): Promise<void>;
  /** What it counts, in the text format of Prometheus. */
  metrics(): Promise<string>;
}
