import type { EndedCall, EndReason } from "@ringline/protocol";

/** Anna's call to Bob, ended. */
export function endedCall(endReason: EndReason, rest: Partial<EndedCall> = {}): EndedCall {
  const anna = { type: "user", id: "anna", name: "Anna" } as const;
  const bob = { type: "user", id: "bob", name: "Bob" } as const;
  return {
    id: "0123456789abcdef",
    revision: 3,
    target: { type: "user", id: "bob" },
    caller: anna,
    provider: "webrtc",
    media: "video",
    title: "",
    participants: [
      { id: "p1", party: anna, role: "caller", state: "joined" },
      { id: "p2", party: bob, role: "callee", state: "left" },
    ],
    createdAt: "2026-01-01T00:00:00.000Z",
    phase: "ended",
    endedAt: "2026-01-01T00:01:00.000Z",
    endReason,
    ...rest,
  };
}
