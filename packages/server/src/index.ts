export type { SigningKeys } from "./auth/keys.ts";
export type { Clock } from "./clock.ts";
export type { ConnectorSetup } from "./connectors/connectors.ts";
export type { Front } from "./http/http-parts.ts";
export { RATE_LIMITS, type RateLimits, SERVER_TIMES, type ServerTimes } from "./limits.ts";
export { createLogger, type Logger, type LoggerOptions } from "./logs/logger.ts";
export type { CallPolicy, PolicyPerson } from "./people/policy.ts";
export { createServer } from "./server.ts";
export type { CallServer, ServerOptions } from "./server-options.ts";
