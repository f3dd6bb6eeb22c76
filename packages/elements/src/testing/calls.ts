import type {
  ActiveCall,
  CallMedia,
  EndedCall,
  ParticipantState,
  Person,
  RingingCall,
} from "@ringline/protocol";

export const bob: Person = { type: "user", id: "bob", name: "Bob Meyer" };
export const anna: Person = { type: "user", id: "anna", name: "Anna Schmidt" };

/** Bob calls Anna, as Anna sees it. */
export function ringing(parts: Partial<RingingCall> = {}): RingingCall {
  const caller = parts.caller ?? bob;
  return {
    id: "c1",
    revision: 1,
    phase: "ringing",
    ring: "aloud",
    target: { type: "user", id: "anna", name: "Anna Schmidt" },
    caller,
    provider: "webrtc",
    media: "video",
    title: "Bob Meyer",
    participants: [
      { id: "p1", party: caller, role: "caller", state: "joined" },
      { id: "p2", party: anna, role: "callee", state: "ringing" },
    ],
    createdAt: "2026-11-21T12:00:00.000Z",
    ringDeadline: "2026-11-21T12:00:45.000Z",
    ...parts,
  };
}

/** Bob calls the space Design, of which Anna is; as she sees it while it rings for her. */
export function groupRing(parts: Partial<ActiveCall> = {}): ActiveCall {
  const { phase: _, ringDeadline, ring, ...call } = ringing();
  return {
    ...call,
    phase: "active",
    startedAt: call.createdAt,
    ringDeadline,
    ...(ring && { ring }),
    target: { type: "space", id: "design", name: "Design" },
    title: "Design",
    participants: [
      { id: "p1", party: bob, role: "caller", state: "joined" },
      { id: "p2", party: anna, role: "member", state: "ringing" },
    ],
    ...parts,
  };
}

/** The same, when Anna has become this. */
export function groupCall(state: ParticipantState): ActiveCall {
  const { ring: _, participants, ...call } = groupRing();
  const parts = participants.map((part) => (part.id === "p2" ? { ...part, state } : part));
  return { ...call, revision: 2, participants: parts };
}

/** The same call, answered by Anna on some device. */
export function answered(call: RingingCall, device: { id: string; label: string }): ActiveCall {
  const { ring: _, ringDeadline: __, ...parts } = call;
  const participants = parts.participants.map((participant) =>
    participant.id === "p2" ? { ...participant, state: "joined" as const, device } : participant,
  );
  const startedAt = new Date(Date.now() - 83_000).toISOString();
  return { ...parts, revision: call.revision + 1, participants, phase: "active", startedAt };
}

/** The same call, ended before an answer. */
export function ended(call: RingingCall, endReason: EndedCall["endReason"]): EndedCall {
  const { ring: _, ringDeadline: __, ...parts } = call;
  const state = endReason === "declined" ? ("declined" as const) : ("missed" as const);
  const participants = parts.participants.map((participant) =>
    participant.id === "p2" ? { ...participant, state } : participant,
  );
  const endedAt = "2026-11-21T12:00:45.000Z";
  return {
    ...parts,
    revision: call.revision + 1,
    participants,
    phase: "ended",
    endedAt,
    endReason,
  };
}

/** Anna calls Bob, as Anna sees it. */
export function placed(media: CallMedia = "video"): RingingCall {
  const { ring: _, ...call } = ringing({ id: "c9", media, caller: anna });
  return {
    ...call,
    target: { type: "user", id: "bob", name: "Bob Meyer" },
    participants: [
      { id: "p1", party: anna, role: "caller", state: "joined" },
      { id: "p2", party: bob, role: "callee", state: "ringing" },
    ],
  };
}
