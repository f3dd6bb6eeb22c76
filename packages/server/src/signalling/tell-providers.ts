import type { Connectors } from "../connectors/connectors.ts";
import type { Connection } from "./connection.ts";
import { DeviceSession } from "./device-session.ts";

/** Tells every device here what may be chosen now. */
export function tellProviders(
  connections: Iterable<Connection>,
  connectors: Pick<Connectors, "offered">,
): void {
  const frame = JSON.stringify({ type: "providers", providers: connectors.offered() });
  for (const connection of connections)
    if (connection.session instanceof DeviceSession) connection.send(frame);
}
