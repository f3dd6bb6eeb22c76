import type { Me, Person, PersonId } from "@ringline/protocol";
import type { CallRecord } from "../calls/call-record.ts";
import { type DeviceSession, devicesOf } from "./device-session.ts";
import type { GatewayParts } from "./gateway-parts.ts";

interface Who {
  person: Person;
  roles: readonly string[];
}

/** What a device is told of its own person. */
export async function meOf({ person, roles }: Who, { store }: GatewayParts): Promise<Me> {
  const [[record], missedCalls] = await Promise.all([
    store.people.get([person.id]),
    store.history.unseenOf(person.id),
  ]);
  const { status = "available", whileInCall } = record ?? {};
  const chosen = { status, ...(whileInCall && { whileInCall }) };
  const own = person.type === "user" ? chosen : {};
  return { party: person, roles: [...roles], ...own, missedCalls };
}

/** Tells this person's devices here what changed of `me` since they were told last. */
export async function tellMe(person: PersonId, parts: GatewayParts): Promise<void> {
  try {
    for (const session of devicesOf(person, parts)) await tellSession(session, parts);
  } catch (error) {
    parts.logger.warn({ err: error, person }, "a person's devices could not be told of them");
  }
}

/** A call that is over may be a missed one for people whose devices are here. */
export function tellMissed(call: CallRecord, parts: GatewayParts): void {
  if (call.phase !== "ended") return;
  for (const { party, role, state } of call.participants) {
    if (party.type === "address" || role === "caller" || state === "left") continue;
    void tellMe(party.id, parts);
  }
}

async function tellSession(session: DeviceSession, parts: GatewayParts): Promise<void> {
  const me = await meOf(session.asker, parts);
  if (JSON.stringify(me) === JSON.stringify(session.me)) return;
  session.me = me;
  session.connection.sendFrame({ type: "me", me });
}
