import { hash } from "node:crypto";
import type { Provider } from "@ringline/connector-spi/server";
import { CallError, type Input, type Result } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import { newCallId } from "../../call-id.ts";
import type { CallEvent, PlaceInput } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { checkRings, RINGS_COUNT_MS } from "../../calls/ring-limits.ts";
import { cleanText } from "../../clean-text.ts";
import { lackedTypes } from "../../connectors/offered-to.ts";
import type { Placing } from "../../store/store.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { type Aim, type Arrival, aimOf } from "./aim.ts";
import { answerEvent, roomIn } from "./answer-call.ts";
import { checkAlone, isIn, leaveFirst } from "./other-calls.ts";
import { viewFor } from "./seen-call.ts";
import { checkStillWelcome } from "./still-welcome.ts";

type PlaceRequest = Input<"calls.place">;
type PlaceResult = Result<"calls.place">;

/** Two placings may cross more than once, but not for ever. */
const MOST_TRIES = 3;

/**
 * Places a call. Who may: everybody signed in; whether it rings is decided by policy, block lists and the callee's status, and
 * looks like no answer where it does not. A space or room: its members. Against the target's own ring it is an answer, and a
 * live call of a space or room is joined; by somebody who is in that call already it moves their seat to the new page. `leave`
 * ends another call of theirs first, unless the placing is refused.
 * @throws {CallError} request-id-reused, ring-limit, in-other-call, provider-off, account-missing, connector-failed, not-found,
 *   too-many-invitees, token-revoked
 */
export const placeCall: Operation<"calls.place"> = (input, asker, parts) =>
  parts.perPerson.run(asker.person.id, async () => {
    const placing = placingOf(input, asker);
    const before = await parts.store.calls.placed(placing);
    if (before) return { call: viewFor(asker, before) };
    const aim = await aimOf(input.target, asker, parts);
    return placeOrMeet({ input, aim, placing }, asker, parts);
  });

interface Wish {
  input: PlaceRequest;
  aim: Aim;
  placing: Placing;
}

/** Meets the live call that there is, if there is one; else makes it. Whoever is first in the store decides. */
async function placeOrMeet(wish: Wish, asker: Asker, parts: Parts): Promise<PlaceResult> {
  const person = asker.person.id;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const live = await parts.store.calls.liveOf(person);
    const same = await wish.aim.liveCall(live);
    checkAlone(live, person, [same?.id, wish.input.leave]);
    if (same && same.id === wish.input.leave)
      throw new CallError("invalid-input", { detail: "leave: this is the call to be placed" });
    const call = same ? await meet(same, wish, { asker, parts }) : await ring(wish, asker, parts);
    if (call) return { call: viewFor(asker, call) };
  }
  throw new CallError("in-other-call");
}

/** Takes the opposite ring, comes into a group's call, or takes the own seat to a new page. Nothing: the call ended meanwhile. */
async function meet(
  call: CallRecord,
  { input, placing }: Wish,
  { asker, parts }: { asker: Asker; parts: Parts },
): Promise<CallRecord | undefined> {
  const { person } = asker;
  const pressed = answerEvent(asker, input.seat);
  const event: CallEvent = isIn(call, person.id)
    ? { ...pressed, type: "reseat" }
    : { ...pressed, ...roomIn(call, parts), glare: true, member: person };
  try {
    parts.calls.check(call, event);
    await leaveFirst(input.leave, person.id, parts);
    const met = await parts.calls.move(call.id, event, placing);
    await checkStillWelcome(met, asker, parts);
    parts.places.openOnAnswer(met);
    return met;
  } catch (error) {
    if (error instanceof CallError && error.code === "call-ended") return undefined;
    throw error;
  }
}

async function ring(wish: Wish, asker: Asker, parts: Parts): Promise<CallRecord | undefined> {
  const { input, aim, placing } = wish;
  const provider = await chooseProvider(wish, asker, parts);
  const now = parts.clock.now();
  const rings = await parts.store.calls.ringsFrom(asker.person.id, now - RINGS_COUNT_MS);
  const question = { rings, callee: aim.callee, now, limits: parts.limits };
  checkRings(question);
  const arrival = await aim.look(provider, question);
  const place = placeInput(input, { asker, provider: provider.id, arrival }, parts);
  await leaveFirst(input.leave, asker.person.id, parts);
  const { outcome, call } = await parts.calls.create(place, placing, {
    people: arrival.strangers,
    most: parts.limits.strangersRinging,
  });
  if (outcome === "exists") return undefined;
  if (outcome === "repeated") return call;
  await checkStillWelcome(call, asker, parts);
  return afterPlacing(call, arrival, parts);
}

/**
 * One for which both have the account, as far as the caller may learn it of the callee.
 * @throws {CallError} provider-off, account-missing, invalid-input
 */
async function chooseProvider({ input, aim }: Wish, asker: Asker, parts: Parts): Promise<Provider> {
  const wanted = { target: aim.target, media: input.media, named: input.provider };
  const own = await lackedTypes(asker.person.id, parts);
  const mine = parts.connectors.choose({ ...wanted, lacks: own });
  const theirs = mine.account ? await aim.lacks() : new Set<string>();
  if (theirs.size === 0) return mine;
  return parts.connectors.choose({ ...wanted, lacks: new Set([...own, ...theirs]) });
}

async function afterPlacing(
  call: CallRecord,
  { refusal }: Arrival,
  parts: Parts,
): Promise<CallRecord> {
  // Its connector was removed since the provider was chosen, and nobody would carry it.
  if (!parts.connectors.provider(call.provider))
    return parts.calls.move(call.id, { type: "failed", problem: "provider-off" });
  parts.places.openOnPlace(call);
  parts.places.openOnAnswer(call);
  if (!refusal) return call;
  const refused = parts.calls.move(call.id, refusal);
  if (!call.discreet) return refused;
  // A stranger sees nothing of it, nor that it takes time: the ring ends by itself if it cannot be written (S57).
  refused.catch((error: unknown) => {
    parts.logger.warn({ err: error, callId: call.id }, "a refusal could not be written");
  });
  return call;
}

function placeInput(
  input: PlaceRequest,
  { asker, provider, arrival }: { asker: Asker; provider: string; arrival: Arrival },
  parts: Parts,
): PlaceInput {
  const { target, title, callees, discreet } = arrival;
  const device = asker.kind === "device" ? { device: asker.device } : {};
  const about = input.about && subjectOf(input.about, parts);
  return {
    id: newCallId(parts.clock.now()),
    ...(input.restart !== undefined && { key: input.restart }),
    target,
    provider,
    media: input.media,
    title,
    ...(about && { about }),
    caller: { party: asker.person, secretHash: input.seat, ...device },
    callees,
    ringMs: input.ringMs ?? parts.times.ringMs,
    ...(discreet !== undefined && { discreet }),
  };
}

function subjectOf(
  { title, url }: { title: string; url?: string },
  parts: Parts,
): PlaceInput["about"] {
  const isOwn = url !== undefined && URL.canParse(url) && parts.isSiteOrigin(new URL(url).origin);
  return { title: cleanText(title, 200), ...(isOwn && { url }) };
}

function placingOf(input: PlaceRequest, asker: Asker): Placing {
  const { key, ...rest } = input;
  const text = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const inputHash = hash("sha256", text, "base64url");
  return { caller: asker.person.id, key, inputHash };
}
