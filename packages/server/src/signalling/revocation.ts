import type { PersonId } from "@ringline/protocol";
import { participantOf } from "../calls/call-seen-by.ts";
import { isRevoked } from "../people/sign-in.ts";
import { devicesOf } from "./device-session.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { seatsOf } from "./seat-session.ts";

/**
 * Ends the sockets that a person had before they were signed out: devices by their token's time, seats by the time at which
 * their person came into the call last. What such a device joined in the moment before its process heard of it is left too.
 */
export async function endRevoked(person: PersonId, parts: GatewayParts): Promise<void> {
  if (parts.delivery.watchersOf(person).length === 0) return;
  const [record] = await parts.store.people.get([person]);
  const revokedAt = record?.revokedAt;
  if (revokedAt === undefined) return;
  for (const session of devicesOf(person, parts)) {
    if (!isRevoked(session.asker.issuedAt ?? 0, revokedAt)) continue;
    session.connection.close("revoked");
    leaveOn(session.asker.device.id, person, parts);
  }
  for (const { seatedAt, connection } of seatsOf(person, parts))
    if (seatedAt <= revokedAt) connection.close("revoked");
}

function leaveOn(device: string, person: PersonId, parts: GatewayParts): void {
  for (const call of parts.known.of(person)) {
    const part = participantOf(call, person);
    if (part?.state !== "joined" || part.device?.id !== device) continue;
    const leave = () => parts.calls.move(call.id, { type: "leave", person });
    void parts.untilWritten.run(`leave ${call.id} ${person}`, leave);
  }
}
