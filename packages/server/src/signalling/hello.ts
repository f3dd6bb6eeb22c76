import { createHash, randomBytes } from "node:crypto";
import {
  type Call,
  CallError,
  type CloseName,
  type DeviceHello,
  PROTOCOL_VERSION,
  type SeatHello,
  type Welcome,
} from "@ringline/protocol";
import { helloFrame } from "@ringline/protocol/schemas";
import type { CallRecord } from "../calls/call-record.ts";
import { callSeenBy } from "../calls/call-seen-by.ts";
import { type CallWatcher, rememberTold } from "../calls/delivery.ts";
import { readCalls } from "../calls/read-calls.ts";
import type { FoundSeat } from "../calls/seats.ts";
import { offeredTo } from "../connectors/offered-to.ts";
import { newReference } from "../logs/reference.ts";
import { toProblem } from "../operations/problem.ts";
import type { Connection } from "./connection.ts";
import { deviceLabel } from "./device-label.ts";
import { DeviceSession, devicesOf, tellPresence } from "./device-session.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { meOf } from "./me.ts";
import { closeNameOf } from "./refresh-token.ts";
import { SeatSession } from "./seat-session.ts";

/** What this server can do beyond the version's least; clients ignore names that they do not know. */
const FEATURES: readonly string[] = [];

/**
 * The first frame of a socket: who is it? Answers with the welcome, or closes with the reason, which it returns.
 * @see SPEC WIRE
 */
export async function greet(
  frame: Record<string, unknown>,
  connection: Connection,
  parts: GatewayParts,
): Promise<CloseName | undefined> {
  const reason = await refusalOf(frame, connection, parts);
  if (reason) connection.close(reason);
  return reason;
}

async function refusalOf(
  frame: Record<string, unknown>,
  connection: Connection,
  parts: GatewayParts,
): Promise<CloseName | undefined> {
  if (frame.type === "hello" && frame.version !== PROTOCOL_VERSION) return "unsupported-version";
  const hello = helloFrame.safeParse(frame);
  if (!hello.success) return "protocol-error";
  try {
    if ("token" in hello.data) await greetDevice(hello.data, connection, parts);
    else await greetSeat(hello.data, connection, parts);
    return undefined;
  } catch (error) {
    const { code } = toProblem(error, { reference: newReference() }, parts.logger);
    return closeNameOf(code);
  }
}

async function greetDevice(
  hello: DeviceHello,
  connection: Connection,
  parts: GatewayParts,
): Promise<void> {
  const identity = await parts.signIn.verify(hello.token);
  const { person } = identity;
  parts.hellos.take(person.id);
  const device = { id: hello.device.id, label: deviceLabel(hello.device.label) };
  await parts.devices.arrive(person.id, device.id);
  if (!connection.isOpen) {
    await parts.devices.depart(person.id, device.id, parts.clock.now());
    return;
  }
  const session = new DeviceSession(connection, { identity, device }, parts);
  connection.session = session;
  const [me, providers] = await Promise.all([meOf(identity, parts), offeredTo(person.id, parts)]);
  const { records, gone } = await readCalls(person.id, Object.keys(hello.holds), parts);
  if (!connection.isOpen) return;
  const calls = viewsOf(records, session);
  session.me = me;
  session.offered = JSON.stringify(providers);
  makeRoom(person.id, parts);
  welcome(connection, { me, calls, gone, providers });
  session.begin();
  // What changed between the question and now.
  parts.lookAtPerson(person.id);
  tellPresence(person.id, parts);
}

/**
 * Closes the oldest socket of this person that does nothing, if they have too many (S67). In the turn in which the new one is
 * counted: hellos that come side by side see each other.
 */
function makeRoom(person: string, parts: GatewayParts): void {
  const sessions = devicesOf(person, parts);
  if (sessions.length < parts.limits.socketsPerPerson) return;
  (sessions.find(({ isIdle }) => isIdle) ?? sessions[0])?.connection.close("connection-limit");
}

async function greetSeat(
  hello: SeatHello,
  connection: Connection,
  parts: GatewayParts,
): Promise<void> {
  const shown = hashOf(hello.seatSecret);
  const found = await parts.seats.find(shown, () => connection.isOpen);
  if (!connection.isOpen) return;
  parts.hellos.take(`${found.call.id} ${found.participant.id}`);
  const nextSecret = randomBytes(32).toString("base64url");
  const isOver = found.call.phase === "ended";
  const seat = isOver ? found : await parts.seats.claim(found, { shown, next: hashOf(nextSecret) });
  const session = seatSession(seat, { hello, connection }, parts);
  if (!connection.isOpen) {
    session.ended(parts.clock.now());
    return;
  }
  connection.session = session;
  const newest = await newestOf(seat.call, parts);
  if (connection.session !== session) return;
  const { call, participant, epoch } = session.asker;
  welcome(connection, {
    me: { party: session.asker.person, roles: [] },
    calls: viewsOf([newest], session),
    gone: Object.keys(hello.holds).filter((id) => id !== call),
    providers: [],
    now: new Date(parts.clock.now()).toISOString(),
    seat: { call, participant, epoch, nextSecret: isOver ? hello.seatSecret : nextSecret },
  });
  parts.delivery.add(session);
  parts.seatSockets.add(session, newest);
  if (session.hasParted) return;
  parts.lookAtPerson(session.person);
  await parts.relay.add(session);
}

/** What is not known here any more has ended meanwhile: the page must learn it now, for it is not told again. */
async function newestOf(call: CallRecord, { known, store }: GatewayParts): Promise<CallRecord> {
  return known.get(call.id) ?? (await store.calls.get(call.id)) ?? call;
}

function seatSession(
  { call, participant }: FoundSeat,
  { hello, connection }: { hello: SeatHello; connection: Connection },
  parts: GatewayParts,
): SeatSession {
  const { party, id, seat } = participant;
  if (party.type === "address") throw new CallError("session-expired");
  const { page, relaySeen } = hello;
  const epoch = seat?.epoch ?? 0;
  const seatedAt = participant.rejoinedAt ?? participant.joinedAt ?? 0;
  const place = { call: call.id, participant: id, person: party, seatedAt, epoch, page, relaySeen };
  return new SeatSession(connection, place, parts);
}

/** The calls as the person of this socket may see them; it has them from now on. */
function viewsOf(records: readonly CallRecord[], watcher: CallWatcher): Call[] {
  const calls: Call[] = [];
  for (const record of records) {
    const call = callSeenBy(record, watcher.person);
    if (!call) continue;
    rememberTold(watcher, call.id, call.revision);
    calls.push(call);
  }
  return calls;
}

function welcome(
  connection: Connection,
  rest: Omit<Welcome, "type" | "version" | "session" | "features">,
): void {
  const session = newReference();
  connection.sendFrame({
    type: "welcome",
    version: PROTOCOL_VERSION,
    session,
    features: [...FEATURES],
    ...rest,
  });
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
