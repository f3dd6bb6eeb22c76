import type { PersonId } from "@ringline/protocol";
import { offeredTo } from "../connectors/offered-to.ts";
import type { Connection } from "./connection.ts";
import { DeviceSession, devicesOf } from "./device-session.ts";
import type { GatewayParts } from "./gateway-parts.ts";

/** Tells every device here what its person may choose now. */
export function tellProviders(connections: Iterable<Connection>, parts: GatewayParts): void {
  const people = new Set<PersonId>();
  for (const { session } of connections)
    if (session instanceof DeviceSession) people.add(session.person);
  for (const person of people) {
    tellProvidersTo(person, parts).catch((error: unknown) => {
      parts.logger.warn(
        { err: error, person },
        "a person's devices could not be told what to choose from",
      );
    });
  }
}

/** Tells this person's devices here, where it is other than what they were told last. @throws {CallError} storage-unavailable */
export async function tellProvidersTo(person: PersonId, parts: GatewayParts): Promise<void> {
  const providers = await offeredTo(person, parts);
  const text = JSON.stringify(providers);
  for (const session of devicesOf(person, parts)) {
    if (session.offered === text) continue;
    session.offered = text;
    session.connection.sendFrame({ type: "providers", providers });
  }
}
