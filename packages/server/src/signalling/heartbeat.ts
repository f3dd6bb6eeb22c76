import type { Millis } from "../calls/call-record.ts";
import type { ServerTimes } from "../limits.ts";
import type { Connection } from "./connection.ts";

/** How often every socket is looked at: one wheel for all, no timer per socket. */
export const TICK_MS = 250;
/** How long a client has to answer our close. */
const CLOSING_MS = 2_000;

/**
 * What is due on one socket: the end of a silent one, a ping, whatever its session waits for. A ping proves the page, not
 * the socket: a browser answers protocol pings for a frozen tab.
 */
export function tickConnection(connection: Connection, now: Millis, times: ServerTimes): void {
  if (connection.closingAt !== undefined) {
    if (now - connection.closingAt >= CLOSING_MS) connection.socket.terminate();
    return;
  }
  const { session } = connection;
  if (!session) {
    const isLate = !connection.isGreeting && now - connection.heardAt >= times.helloMs;
    if (isLate) connection.close("auth-timeout");
    return;
  }
  if (!connection.isPaused && connection.isPingOpen && now - connection.pingedAt >= times.pongMs) {
    connection.close("heartbeat-timeout");
    return;
  }
  const reason = session.tick(now);
  if (reason) connection.close(reason);
  else if (isPingDue(connection, times.pingMs, now)) ping(connection, session.pingFrame(), now);
}

/** A tick early: an interval is how long a page may be silent at most, not at least. */
function isPingDue(connection: Connection, everyMs: number, now: Millis): boolean {
  return !connection.isPingOpen && now - connection.pingedAt >= everyMs - TICK_MS;
}

function ping(connection: Connection, frame: string, now: Millis): void {
  connection.pingedAt = now;
  connection.isPingOpen = true;
  connection.send(frame);
}
