import { LIMITS, TIMES } from "@ringline/protocol";

/** Times of this server: those that both sides know, and its own. Milliseconds. */
export type ServerTimes = { readonly [Name in keyof typeof TIMES]: number } & OwnTimes;

interface OwnTimes {
  /** A token that ran out is still taken for this long, on open sockets too. */
  readonly tokenLeewayMs: number;
  /** A server process that did not beat for this long counts as dead. */
  readonly leaseMs: number;
  readonly beatMs: number;
  /** Rows changed in the last `lookBackMs` are read again every `pollMs`. */
  readonly pollMs: number;
  readonly lookBackMs: number;
  readonly reconcileMs: number;
  /** A connector or policy that does not answer within has failed. */
  readonly connectorMs: number;
  readonly policyMs: number;
  /** Rows of the history are kept for this long after the call's end; 0: there is none. */
  readonly historyKeptMs: number;
  /** Log lines are kept for this long. */
  readonly logKeptMs: number;
  /** A set-up link, a session of the administration page without a renewal, and with all its renewals. */
  readonly setupMs: number;
  readonly sessionMs: number;
  readonly sessionMostMs: number;
  /** What administrators did is kept for this long. */
  readonly auditKeptMs: number;
  /** Keys that were revoked or ran out are shown for this long. */
  readonly keysKeptMs: number;
  /** At a stop, `/readyz` refuses for this long before the doors close: load balancers see it and send people elsewhere. */
  readonly drainDelayMs: number;
  /** At a drain, clients come back spread over this time. */
  readonly drainSpreadMs: number;
}

export const SERVER_TIMES: ServerTimes = {
  ...TIMES,
  tokenLeewayMs: 60_000,
  leaseMs: 10_000,
  beatMs: 3_000,
  pollMs: 1_000,
  lookBackMs: 5_000,
  reconcileMs: 5_000,
  connectorMs: 10_000,
  policyMs: 2_000,
  historyKeptMs: 365 * 24 * 60 * 60_000,
  logKeptMs: 14 * 24 * 60 * 60_000,
  setupMs: 900_000,
  sessionMs: 1_800_000,
  sessionMostMs: 43_200_000,
  auditKeptMs: 365 * 86_400_000,
  keysKeptMs: 90 * 86_400_000,
  drainDelayMs: 0,
  drainSpreadMs: 2_000,
};

/** How much one person, socket or caller may ask. All counts; a site may set each. */
export interface RateLimits {
  /** Commands per person: refilled per second, and at most at once. */
  commandsPerSecond: number;
  commandBurst: number;
  /** Messages that a person's devices say in calls: refilled per second, and at most at once. */
  messagesPerSecond: number;
  messageBurst: number;
  /** People about whom a person asks for the first time: refilled per minute, and at most at once. */
  newPeoplePerMinute: number;
  newPeopleBurst: number;
  /** Frames per socket and second, relay messages included. */
  framesPerSecond: number;
  /** What one seat says to the others, in bytes: refilled per second, and four times as many at once; beyond it waits. */
  relayBytesPerSecond: number;
  malformedPerMinute: number;
  socketsPerPerson: number;
  /** Hellos and new tokens per person, and per seat: refilled per second, and at most at once. */
  hellosPerSecond: number;
  helloBurst: number;
  /** Sockets that have not been welcomed, per address; one more for each that is signed in there. */
  strangersPerAddress: number;
  /** Hellos that are not taken, per address: so many at once, and refilled within a minute. */
  failedHellosPerMinute: number;
  /** Unanswered rings of one caller at one callee within two minutes; then a cool-down that doubles. */
  ringsPerPair: number;
  calleesPerMinute: number;
  ringsPerHour: number;
  /** Members whom one call to a space or room may ring. */
  groupInvitees: number;
  /** Strangers that may ring one callee at the same time. */
  strangersRinging: number;
  /** Lines of one person's pages: refilled per minute, and at most at once. */
  logLinesPerMinute: number;
  logBurst: number;
  /** Of everybody's pages, per second. */
  logLinesPerSecondOfAll: number;
  /** Lines that are kept; the oldest go. */
  logLinesKept: number;
}

export const RATE_LIMITS: RateLimits = {
  commandsPerSecond: 10,
  commandBurst: 100,
  messagesPerSecond: 50,
  messageBurst: 500,
  newPeoplePerMinute: 30,
  newPeopleBurst: LIMITS.presenceSubscriptions,
  framesPerSecond: 1_000,
  relayBytesPerSecond: 1_048_576,
  malformedPerMinute: 20,
  socketsPerPerson: 20,
  hellosPerSecond: 1,
  helloBurst: 100,
  strangersPerAddress: 100,
  failedHellosPerMinute: 60,
  ringsPerPair: 3,
  calleesPerMinute: 10,
  ringsPerHour: 60,
  groupInvitees: 200,
  strangersRinging: 5,
  logLinesPerMinute: 60,
  logBurst: 300,
  logLinesPerSecondOfAll: 500,
  logLinesKept: 100_000,
};
