import type { CallRecord } from "../calls/call-record.ts";
import type { NewLogLine } from "../store/store.ts";

type State = CallRecord["participants"][number];

/** What moved a call, and who. */
export interface CallStep {
  readonly type: string;
  readonly person?: string;
  readonly participant?: string;
}

/** A call's step as a line of its time line: what moved from where to where, at which revision, and by whom. */
export function changeLine(
  { before, after }: { before: CallRecord | undefined; after: CallRecord },
  event: CallStep,
  at: number,
): NewLogLine {
  const { id, provider, phase, revision } = after;
  const by = participantOf(after, event);
  const end = after.phase === "ended" ? { endReason: after.endReason, problem: after.problem } : {};
  const isBad = after.phase === "ended" && after.endReason === "failed";
  return {
    at: Math.round(at),
    source: "call",
    level: isBad ? "warn" : "info",
    message: messageOf(event.type, before?.phase, after),
    call: id,
    provider,
    details: {
      revision,
      from: before?.phase ?? null,
      to: phase,
      ...(by !== undefined && { by }),
      ...end,
      changes: changesOf(after, before),
    },
  };
}

function messageOf(step: string, from: string | undefined, after: CallRecord): string {
  const to = after.phase === "ended" ? `ended (${after.endReason})` : after.phase;
  return from === after.phase ? step : `${step}: ${from ?? "nothing"} → ${to}`;
}

function participantOf(
  { participants }: CallRecord,
  { person, participant }: CallStep,
): string | undefined {
  if (participant !== undefined) return participant;
  if (person === undefined) return undefined;
  return participants.find(({ party }) => party.type !== "address" && party.id === person)?.id;
}

/** Participants by id: their names belong to them, and are forgotten with them. */
function changesOf(after: CallRecord, before: CallRecord | undefined): object[] {
  const changes: object[] = [];
  for (const [index, now] of after.participants.entries()) {
    // Who is in a call stays in their place.
    const then = before?.participants[index];
    if (then === now) continue;
    const from = then ? shown(then) : null;
    const to = shown(now);
    if (from !== to) changes.push({ participant: now.id, from, to });
  }
  return changes;
}

/** `joined, connected 2`: the state, the seat's connection and its epoch. */
function shown({ state, seat }: State): string {
  return seat === undefined || state !== "joined"
    ? state
    : `joined, ${seat.connection} ${seat.epoch}`;
}
