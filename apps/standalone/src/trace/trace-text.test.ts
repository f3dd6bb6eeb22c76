import type { LogLine, TracedCall } from "@ringline/protocol";
import { expect, it } from "vitest";
import { traceText } from "./trace-text.ts";

const at = "2027-01-01T12:00:00.000Z";
const call: TracedCall = {
  id: "AAAAAAAAAAAAAAAAAAAAAA",
  provider: "webrtc",
  createdAt: at,
  endedAt: at,
  endReason: "failed",
  problem: "microphone-denied",
  participants: [
    { id: "p1", role: "caller", state: "left", party: { type: "user", id: "anna", name: "Anna" } },
    { id: "p2", role: "callee", state: "left", party: { type: "address", address: "tel:+49" } },
  ],
};
const entry: LogLine = {
  at,
  source: "page",
  level: "error",
  message: "No sound",
  person: "anna",
  page: "1a2b3c4d",
  provider: "webrtc",
  prefix: "call",
  reference: "xK3_v9Qa",
};

it("[LOG13] a trace is a head with who and how, and a line for each line, the one asked for marked", () => {
  const step: LogLine = {
    at,
    source: "call",
    level: "info",
    message: "answer: ringing → active",
    provider: "webrtc",
    details: { revision: 3 },
  };

  expect(
    traceText({ call, entry }, [step, entry]),
  ).toBe(`call AAAAAAAAAAAAAAAAAAAAAA by webrtc, placed ${at}, ended ${at} failed microphone-denied
  p1 caller left: Anna (anna)
  p2 callee left: tel:+49

  ${at} INFO  call call webrtc answer: ringing → active {"revision":3}
→ ${at} ERROR p1 webrtc.call_1a2b3c4d No sound (reference xK3_v9Qa)
`);
});
