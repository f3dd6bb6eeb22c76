import type { Millis } from "../calls/call-record.ts";

const SECOND = 1_000;
const MINUTE = 60_000;

export interface FloodLimits {
  framesPerSecond: number;
  malformedPerMinute: number;
  /** Commands refused for their rate before the socket is closed: as many as may come at once. */
  commandBurst: number;
}

/** Counts what one socket sends. Plain numbers: there is one for each socket. */
export class FloodGauge {
  #secondFrom: Millis = 0;
  #minuteFrom: Millis = 0;
  #frames = 0;
  #malformed = 0;
  #refused = 0;

  /** One more frame; answers whether it is one too many in this second. */
  frame(now: Millis, limits: FloodLimits): boolean {
    if (now - this.#secondFrom >= SECOND) {
      this.#secondFrom = now;
      this.#frames = 0;
    }
    this.#frames += 1;
    return this.#frames > limits.framesPerSecond;
  }

  /** One more bad frame; answers whether it is one too many in this minute. */
  malformed(now: Millis, limits: FloodLimits): boolean {
    this.#turnMinute(now);
    this.#malformed += 1;
    return this.#malformed > limits.malformedPerMinute;
  }

  /** One more command refused for its rate; answers whether the client goes on in spite of being told. */
  refused(now: Millis, limits: FloodLimits): boolean {
    this.#turnMinute(now);
    this.#refused += 1;
    return this.#refused > limits.commandBurst;
  }

  #turnMinute(now: Millis): void {
    if (now - this.#minuteFrom < MINUTE) return;
    this.#minuteFrom = now;
    this.#malformed = 0;
    this.#refused = 0;
  }
}
