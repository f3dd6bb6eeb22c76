import type {
  CallTarget,
  ParticipantState,
  Party,
  PersonId,
  WebhookBody,
  WebhookCall,
  WebhookParty,
} from "@ringline/protocol";
import { isOneToOne } from "../calls/call-machine-parts.ts";
import type { CallRecord, Millis, ParticipantRecord } from "../calls/call-record.ts";

type CallEventBody = Extract<WebhookBody, { data: { call: WebhookCall } }>;
type CallEventType = CallEventBody["type"];

/** How it is told that somebody is not in a call, by what they became. */
const ABSENCE: Partial<Record<ParticipantState, CallEventType>> = {
  declined: "call.declined",
  missed: "call.missed",
  unreachable: "call.missed",
  busy: "call.busy",
};

/**
 * What happened to a call between two records, in the order in which it is told: it rings, it was answered, who is not in it,
 * it ended. Several changes may lie between them. Pure.
 */
export function callEvents(
  after: CallRecord,
  before: CallRecord | undefined,
  now: Millis,
): CallEventBody[] {
  const call = webhookCall(after);
  const event = (type: CallEventType, at: Millis, party?: Party): CallEventBody => ({
    type,
    timestamp: timestamp(at),
    data: { call, ...(party && { party: webhookParty(party) }) },
  });
  const events: CallEventBody[] = [];
  if (!before) events.push(event("call.ringing", after.createdAt));
  const startedAt = startOf(after);
  if (startedAt !== undefined && (!before || startOf(before) === undefined))
    events.push(event("call.answered", startedAt, firstAnswer(after)?.party));
  for (const { id, state, party } of after.participants) {
    const type = ABSENCE[state];
    const was = before?.participants.find((one) => one.id === id)?.state;
    if (type && was !== state) events.push(event(type, now, party));
  }
  if (after.phase === "ended" && before?.phase !== "ended")
    events.push(event("call.ended", after.endedAt));
  return events;
}

export function personErased(person: PersonId, at: Millis): WebhookBody {
  return { type: "person.erased", timestamp: timestamp(at), data: { person } };
}

/** A call to a space or room is a conversation from the press on; it is answered by the first who comes. */
function startOf(call: CallRecord): Millis | undefined {
  if (!isOneToOne(call)) return firstAnswer(call)?.joinedAt;
  return call.phase === "ringing" ? undefined : call.startedAt;
}

function firstAnswer({ participants }: CallRecord): ParticipantRecord | undefined {
  return participants
    .filter(({ role, joinedAt }) => role !== "caller" && joinedAt !== undefined)
    .sort((a, b) => (a.joinedAt ?? 0) - (b.joinedAt ?? 0))[0];
}

function webhookCall(call: CallRecord): WebhookCall {
  const { id, key, phase, provider, media, about, createdAt } = call;
  const startedAt = startOf(call);
  return {
    id,
    ...(key !== undefined && { key }),
    phase,
    provider,
    media,
    target: targetOf(call.target),
    ...(about && { about }),
    participants: call.participants.map(({ party, role, state }) => {
      return { party: webhookParty(party), role, state };
    }),
    createdAt: timestamp(createdAt),
    ...(startedAt !== undefined && { startedAt: timestamp(startedAt) }),
    ...(call.phase === "ended" && {
      endedAt: timestamp(call.endedAt),
      endReason: call.endReason,
      ...(call.problem && { problem: call.problem }),
    }),
  };
}

function targetOf(target: CallTarget): CallTarget {
  const { name: _name, ...rest } = target;
  return rest;
}

function webhookParty(party: Party): WebhookParty {
  if (party.type === "address") return { type: party.type, address: party.address };
  return { type: party.type, id: party.id };
}

function timestamp(at: Millis): string {
  return new Date(at).toISOString();
}
