import type { ActiveCall, EndedCall, ParticipantState, RingingCall } from "@ringline/protocol";

const bob = { type: "user", id: "bob", name: "Bob" } as const;
const anna = { type: "user", id: "anna", name: "Anna" } as const;
const CREATED = "2026-11-21T12:00:00.000Z";

/** Bob calls Anna, as Anna sees it. */
export function ringing(
  id: string,
  revision = 1,
  state: ParticipantState = "invited",
): RingingCall {
  return {
    id,
    revision,
    phase: "ringing",
    ring: "aloud",
    target: { type: "user", id: "anna", name: "Anna" },
    caller: bob,
    provider: "webrtc",
    media: "video",
    title: "Bob",
    participants: [
      {
        id: "p1",
        party: bob,
        role: "caller",
        state: "joined",
        seat: { epoch: 1, connection: "connected" },
      },
      { id: "p2", party: anna, role: "callee", state },
    ],
    createdAt: CREATED,
    ringDeadline: "2026-11-21T12:00:45.000Z",
  };
}

export function active(id: string, revision = 2): ActiveCall {
  const { ring: _, ringDeadline: __, ...parts } = ringing(id, revision, "joined");
  return { ...parts, phase: "active", startedAt: CREATED };
}

export function ended(id: string, revision = 3): EndedCall {
  const { ring: _, ringDeadline: __, ...parts } = ringing(id, revision, "missed");
  return { ...parts, phase: "ended", endedAt: CREATED, endReason: "cancelled" };
}
