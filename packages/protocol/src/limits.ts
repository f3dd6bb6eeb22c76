/** Sizes, counts and times that both sides know. Durations in milliseconds, sizes in bytes. */
export const LIMITS = {
  frameBytes: 65_536,
  relayBodyBytes: 60_000,
  idBytes: 255,
  nameGraphemes: 64,
  urlBytes: 2_048,
  presenceBatch: 200,
  presenceSubscriptions: 1_000,
  /** Relay messages kept per call for a seat that is away. */
  relayKept: 256,
  relayKeptMs: 60_000,
  relayKeptBytes: 2_097_152,
} as const;

/** Of the lines that pages log: how many in one message, and how long one may be. */
export const LOG_LIMITS = {
  batch: 100,
  lineBytes: 8_192,
  detailsCharacters: 4_096,
} as const;

/** Default times; the server may be configured otherwise where `docs/settings.md` says so. */
export const TIMES = {
  ringMs: 45_000,
  ringMinMs: 5_000,
  ringMaxMs: 180_000,
  /** Nobody's device acknowledged the ring. */
  reachMs: 8_000,
  /** A callee without any device for this long is unreachable at once. */
  unseenMs: 30_000,
  /** The call page must show its seat secret within. */
  claimMs: 10_000,
  /** A seat whose connection was lost is kept for. */
  graceMs: 20_000,
  /** …and for this when its window said goodbye. */
  graceClosedMs: 5_000,
  /** …and for this at most while somebody else in the call still gets its sound or picture. */
  graceFlowingMs: 300_000,
  /** So often a page says whose media it still gets, of those whose connection was lost. */
  flowingMs: 5_000,
  /** Between two pings of one socket, idle or in a call: with `pongMs`, a device that vanished is noticed within 10 s. */
  pingMs: 5_000,
  /** A ping that is not answered within ends the socket. */
  pongMs: 5_000,
  helloMs: 5_000,
  /** Offline is told this long after the last page went. */
  offlineMs: 10_000,
  endedKeptMs: 600_000,
} as const;
