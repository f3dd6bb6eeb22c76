import { newSecret, seatHash } from "./secret.ts";

/** A call page's secret, and the hash that a command may say of it; a promise where it was needed too early. */
export interface SeatKey {
  secret: string;
  seat: string | Promise<string>;
}

/**
 * Keeps one key ready. A hash takes a turn of the event loop, and a press has none to spare: the window that it opens holds the
 * page up for tens of milliseconds, and a command that is not sent before is late by these.
 */
export class SeatKeys {
  #ready: SeatKey | undefined;

  constructor() {
    this.#prepare();
  }

  /** Another one each time. */
  take(): SeatKey {
    const key = this.#ready ?? newKey();
    this.#prepare();
    return key;
  }

  #prepare(): void {
    this.#ready = undefined;
    const { secret, seat } = newKey();
    seat.then((hash) => {
      this.#ready = { secret, seat: hash };
      // Without a secure context there is no hash; the press says so.
    }, ignore);
  }
}

function newKey(): { secret: string; seat: Promise<string> } {
  const secret = newSecret();
  return { secret, seat: seatHash(secret) };
}

function ignore(): void {}
