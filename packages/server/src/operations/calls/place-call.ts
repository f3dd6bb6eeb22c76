import { createHash, randomBytes } from "node:crypto";
import { CallError, type CallTarget, type Input, type Result } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CallEvent, PlaceInput } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import { checkRings, RINGS_COUNT_MS } from "../../calls/ring-limits.ts";
import { cleanText } from "../../clean-text.ts";
import { lackedTypes } from "../../connectors/offered-to.ts";
import type { Placing } from "../../store/store.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { answerEvent } from "./answer-call.ts";
import { lookAtCallee, type Reception } from "./callee.ts";
import { checkAlone, isIn, leaveFirst } from "./other-calls.ts";
import { viewFor } from "./seen-call.ts";

type PlaceRequest = Input<"calls.place">;
type PlaceResult = Result<"calls.place">;
type UserTarget = Extract<CallTarget, { type: "user" }>;

/** Two placings may cross more than once, but not for ever. */
const MOST_TRIES = 3;

/**
 * Places a call. Who may: everybody signed in; whether it rings is decided by policy, block lists and the callee's status, and
 * looks like no answer where it does not. Against the target's own ring it is an answer; by somebody who is in that call
 * already it moves their seat to the new page. `leave` ends another call of theirs first, unless the placing is refused.
 * @throws {CallError} request-id-reused, ring-limit, in-other-call, provider-off, account-missing, connector-failed
 */
export const placeCall: Operation<"calls.place"> = (input, asker, parts) =>
  parts.perPerson.run(asker.person.id, async () => {
    const placing = placingOf(input, asker);
    const before = await parts.store.calls.placed(placing);
    if (before) return { call: viewFor(asker, before) };
    const target = userTarget(input.target, asker);
    return placeOrMeet({ input, target, placing }, asker, parts);
  });

interface Wish {
  input: PlaceRequest;
  target: UserTarget;
  placing: Placing;
}

/** Meets the live call of the two people, if there is one; else makes it. Whoever is first in the store decides. */
async function placeOrMeet(wish: Wish, asker: Asker, parts: Parts): Promise<PlaceResult> {
  const person = asker.person.id;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const live = await parts.store.calls.liveOf(person);
    const same =
      (await keyedCall(wish, asker, parts)) ?? live.find((call) => isBetween(call, wish.target.id));
    checkAlone(live, person, [same?.id, wish.input.leave]);
    if (same && same.id === wish.input.leave)
      throw new CallError("invalid-input", { detail: "leave: this is the call with this person" });
    const call = same ? await meet(same, wish, { asker, parts }) : await ring(wish, asker, parts);
    if (call) return { call: viewFor(asker, call) };
  }
  throw new CallError("in-other-call");
}

/** The live call that has the key asked for. @throws {CallError} call-not-found when this person has no part in it */
async function keyedCall(
  { input }: Wish,
  { person }: Asker,
  { store }: Parts,
): Promise<CallRecord | undefined> {
  if (input.restart === undefined) return undefined;
  const call = await store.calls.withKey(input.restart, person.id);
  if (!call || call.phase === "ended") return undefined;
  if (!participantOf(call, person.id)) throw new CallError("call-not-found");
  return call;
}

/** Takes the opposite ring, or takes the own seat to a new page. Nothing: the call ended meanwhile. */
async function meet(
  call: CallRecord,
  { input, placing }: Wish,
  { asker, parts }: { asker: Asker; parts: Parts },
): Promise<CallRecord | undefined> {
  const person = asker.person.id;
  const pressed = answerEvent(asker, input.seat);
  const event: CallEvent = isIn(call, person)
    ? { ...pressed, type: "reseat" }
    : { ...pressed, glare: true };
  try {
    parts.calls.check(call, event);
    await leaveFirst(input.leave, person, parts);
    const met = await parts.calls.move(call.id, event);
    await parts.calls.met(placing, call.id);
    parts.places.openOnAnswer(met);
    return met;
  } catch (error) {
    if (error instanceof CallError && error.code === "call-ended") return undefined;
    throw error;
  }
}

async function ring(wish: Wish, asker: Asker, parts: Parts): Promise<CallRecord | undefined> {
  const { input, target, placing } = wish;
  const lacks = await lackedTypes(asker.person.id, parts);
  const { media, provider: named } = input;
  const provider = parts.connectors.choose({ target, media, named, lacks });
  const now = parts.clock.now();
  const rings = await parts.store.calls.ringsFrom(asker.person.id, now - RINGS_COUNT_MS);
  const question = { rings, callee: target.id, now, limits: parts.limits };
  checkRings(question);
  const reception = await lookAtCallee({ asker, target, provider, question }, parts);
  const place = placeInput(wish, { asker, provider: provider.id, reception }, parts);
  await leaveFirst(input.leave, asker.person.id, parts);
  const { outcome, call } = await parts.calls.create(place, placing);
  if (outcome === "exists") return undefined;
  return outcome === "repeated" ? call : afterPlacing(call, reception, parts);
}

async function afterPlacing(
  call: CallRecord,
  { refusal, callee }: Reception,
  parts: Parts,
): Promise<CallRecord> {
  parts.places.openOnPlace(call);
  if (!refusal) return call;
  const refused = parts.calls.move(call.id, { type: refusal, person: callee.id });
  if (!call.discreet) return refused;
  // A stranger sees nothing of it, nor that it takes time: the ring ends by itself if it cannot be written (S57).
  refused.catch((error: unknown) => {
    parts.logger.warn({ err: error, callId: call.id }, "a refusal could not be written");
  });
  return call;
}

function placeInput(
  { input, target }: Wish,
  made: { asker: Asker; provider: string; reception: Reception },
  parts: Parts,
): PlaceInput {
  const { asker, provider, reception } = made;
  const { callee, manner, isHidden, isStranger } = reception;
  const device = asker.kind === "device" ? { device: asker.device } : {};
  const about = input.about && subjectOf(input.about, parts);
  return {
    id: randomBytes(16).toString("base64url"),
    ...(input.restart !== undefined && { key: input.restart }),
    target: { type: "user", id: target.id, name: callee.name },
    provider,
    media: input.media,
    title: `${asker.person.name}, ${callee.name}`,
    ...(about && { about }),
    caller: { party: asker.person, secretHash: input.seat, ...device },
    callees: [{ party: callee, ring: manner, hidden: isHidden }],
    ringMs: input.ringMs ?? parts.times.ringMs,
    discreet: isStranger,
  };
}

function subjectOf(
  { title, url }: { title: string; url?: string },
  parts: Parts,
): PlaceInput["about"] {
  const isOwn = url !== undefined && URL.canParse(url) && parts.isSiteOrigin(new URL(url).origin);
  return { title: cleanText(title, 200), ...(isOwn && { url }) };
}

function userTarget(target: CallTarget, asker: Asker): UserTarget {
  if (target.type !== "user")
    throw new CallError("invalid-input", { detail: `target: no ${target.type} can be called yet` });
  if (target.id === asker.person.id)
    throw new CallError("invalid-input", { detail: "target: nobody can call themselves" });
  return target;
}

function isBetween(call: CallRecord, other: string): boolean {
  return call.target.type === "user" && participantOf(call, other) !== undefined;
}

function placingOf(input: PlaceRequest, asker: Asker): Placing {
  const { key, ...rest } = input;
  const text = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  const inputHash = createHash("sha256").update(text).digest("base64url");
  return { caller: asker.person.id, key, inputHash };
}
