import { newSecret, seatHash } from "./secret.ts";

/** A call page's secret, and the hash that a command may say of it: a promise until it is there. */
export interface SeatKey {
  readonly secret: string;
  seat: string | Promise<string>;
}

/**
 * Makes a key to be kept ready. A hash takes a turn of the event loop, and a press has none to spare: the window that it
 * opens holds the page up for tens of milliseconds, and a command that is not sent before is late by these.
 */
export function newSeatKey(): SeatKey {
  const secret = newSecret();
  const hash = seatHash(secret);
  const key: SeatKey = { secret, seat: hash };
  hash.then(
    (seat) => {
      key.seat = seat;
    },
    // Whoever presses is told.
    () => {},
  );
  return key;
}
