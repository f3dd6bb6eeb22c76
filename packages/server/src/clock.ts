import type { Millis } from "./calls/call-record.ts";

/** The server's only source of time and timers: tests turn it by hand. */
export interface Clock {
  /** Milliseconds since 1970; never goes back, whatever the wall clock does (G29). */
  now(): Millis;
  /** Runs once after `ms`; returns the function that takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Runs every `ms` until taken back. */
  every(ms: number, run: () => void): () => void;
}
