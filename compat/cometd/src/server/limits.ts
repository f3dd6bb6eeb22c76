/** What one door holds and how long it waits. Durations in milliseconds, sizes in bytes. */
export interface CometdLimits {
  /** One request body or one WebSocket frame. */
  bodyBytes: number;
  messagesPerBody: number;
  /** How deep the JSON of a message may be nested. */
  depth: number;
  /** A connect is held for this long before it is answered empty. */
  holdMs: number;
  /** A session without a connect for this long is over. */
  absenceMs: number;
  /** What waits for one session: with more, messages are lost, and it is told to begin anew. */
  queueMessages: number;
  queueBytes: number;
  sessionsPerPerson: number;
  sessionsPerAddress: number;
  sessions: number;
  subscriptionsPerSession: number;
  /** Per session: refilled per second, and at most at once. */
  messagesPerSecond: number;
  messageBurst: number;
  /** Handshakes that are taken, per person: so many at once, and refilled within a minute. */
  handshakesPerMinute: number;
  /** Handshakes that are refused, per address: so many at once, and refilled within a minute. */
  refusedPerMinute: number;
  /** A subscription may come before its call: it has this long to appear. */
  findMs: number;
  /** A token that ran out is still good for this long, as on `/v1`. */
  tokenLeewayMs: number;
  /** From a handshake to the word of the call server. */
  signInMs: number;
}

export const COMETD_LIMITS: CometdLimits = {
  bodyBytes: 65_536,
  messagesPerBody: 64,
  depth: 32,
  holdMs: 30_000,
  absenceMs: 15_000,
  queueMessages: 1_000,
  queueBytes: 1_048_576,
  sessionsPerPerson: 20,
  sessionsPerAddress: 500,
  sessions: 5_000,
  subscriptionsPerSession: 100,
  messagesPerSecond: 20,
  messageBurst: 200,
  handshakesPerMinute: 60,
  refusedPerMinute: 60,
  findMs: 1_500,
  tokenLeewayMs: 60_000,
  signInMs: 10_000,
};
