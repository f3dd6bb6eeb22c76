/** WebSocket close codes: 4000–4499 reconnect, 4500–4999 do not; any other code reconnects with backoff. */
export const CLOSE_CODES = {
  drain: 4000,
  "heartbeat-timeout": 4001,
  "slow-consumer": 4002,
  "token-expired": 4003,
  "rate-limited": 4004,
  "auth-timeout": 4500,
  "invalid-token": 4501,
  revoked: 4502,
  replaced: 4503,
  "protocol-error": 4504,
  "connection-limit": 4505,
  "unsupported-version": 4506,
  /** The seat's call is over, or its key is not known. */
  "session-expired": 4507,
} as const;

export type CloseName = keyof typeof CLOSE_CODES;

/** Whether a client should come back after this close code. `token-expired` asks for a new token first. */
export function shouldReconnect(code: number): boolean {
  return code < 4500 || code > 4999;
}
