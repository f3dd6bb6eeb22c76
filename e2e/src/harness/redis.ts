/** Why a test with Redis cannot run here; `undefined` where it can. */
export const redisMissing = process.env.TEST_REDIS_URL
  ? undefined
  : "TEST_REDIS_URL is not set: `npm test` starts a Redis where it is installed";

/** The port of the Redis that tests may use. */
export function redisPort(): number {
  return Number(new URL(process.env.TEST_REDIS_URL ?? "").port);
}
