import { createHash } from "node:crypto";
import type { IncomingCall, Provider } from "@ringline/connector-spi/server";
import { CallError, type CallId, type Party } from "@ringline/protocol";
import { newCallId } from "../call-id.ts";
import type { PlaceInput } from "../calls/call-machine.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { participantOf } from "../calls/call-seen-by.ts";
import type { CallService } from "../calls/call-service.ts";
import { ringManner } from "../calls/ring-manner.ts";
import { cleanText } from "../clean-text.ts";
import type { Clock } from "../clock.ts";
import type { ServerTimes } from "../limits.ts";
import type { Placing, Store } from "../store/store.ts";

export interface IncomingParts {
  calls: CallService;
  store: Pick<Store, "calls" | "people" | "devices">;
  clock: Clock;
  times: Pick<ServerTimes, "ringMs" | "unseenMs">;
}

/** No person's id can be so: it is not printable. */
const OUTSIDE = "\u0001";

/**
 * Makes a call that came from outside ring at a person. Who calls is named by the connector and is nobody here: the callee's
 * status and devices decide how it rings, and no policy is asked, but who is blocked is not heard.
 * @throws {CallError} not-found, in-other-call, request-id-reused, storage-unavailable
 */
export async function ringFromOutside(
  wish: IncomingCall & { connector: string },
  provider: Provider,
  parts: IncomingParts,
): Promise<CallId> {
  const { store } = parts;
  const placing = placingOf(wish);
  const before = await store.calls.placed(placing);
  if (before) return before.id;
  const [record] = await store.people.get([wish.to]);
  if (!record) throw new CallError("not-found", { detail: "to: nobody knows this person" });
  const state = await stateOf(wish, parts);
  const ring = ringManner(record.status, { isTalking: state.isTalking, isQuiet: false });
  const callee = { party: record.person, ring, hidden: state.isBlocked };
  const { outcome, call } = await parts.calls.create(placeInput(wish, callee, parts), placing);
  if (outcome === "exists") throw new CallError("in-other-call");
  if (outcome === "created") await refuse(call, { ...state, provider, person: wish.to }, parts);
  return call.id;
}

async function stateOf({ to, from }: IncomingCall, { store, clock, times }: IncomingParts) {
  const [calls, devices, blocked] = await Promise.all([
    store.calls.liveOf(to),
    store.devices.of([to], clock.now() - times.unseenMs),
    store.people.blockedBy(to),
  ]);
  return {
    isTalking: calls.some((call) => participantOf(call, to)?.state === "joined"),
    isUnseen: devices.length === 0,
    isBlocked: from.type !== "address" && blocked.includes(from.id),
  };
}

async function refuse(
  call: CallRecord,
  state: {
    isTalking: boolean;
    isUnseen: boolean;
    isBlocked: boolean;
    provider: Provider;
    person: string;
  },
  { calls }: IncomingParts,
): Promise<void> {
  const { isTalking, isUnseen, isBlocked, provider, person } = state;
  if (isBlocked) return;
  if (isTalking && !provider.features.includes("call-waiting"))
    await calls.move(call.id, { type: "busy", person });
  else if (isUnseen) await calls.move(call.id, { type: "unreachable", person });
}

function placeInput(
  { provider, from, media }: IncomingCall,
  callee: PlaceInput["callees"][number],
  { times, clock }: IncomingParts,
): PlaceInput {
  const { party } = callee;
  const id = party.type === "address" ? party.address : party.id;
  const caller = cleanParty(from);
  return {
    id: newCallId(clock.now()),
    target: { type: "user", id, name: nameOf(party) },
    provider,
    media,
    title: `${nameOf(caller)}, ${nameOf(party)}`,
    caller: { party: caller },
    callees: [callee],
    ringMs: times.ringMs,
  };
}

/** What somebody outside calls themselves is text of ours only after it was cleaned. */
export function cleanParty(party: Party): Party {
  if (party.type !== "address") return { ...party, name: cleanText(party.name) || party.id };
  const name = cleanText(party.name ?? "");
  const { name: _name, ...rest } = party;
  return name === "" ? rest : { ...rest, name };
}

function nameOf(party: Party): string {
  return party.type === "address" ? (party.name ?? party.address) : party.name;
}

function placingOf({ connector, key, ...rest }: IncomingCall & { connector: string }): Placing {
  const { provider, to, media } = rest;
  const inputHash = sha256(JSON.stringify([provider, to, media]));
  return { caller: `${OUTSIDE}${connector}`, key: sha256(key), inputHash };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
