import { describe, expect, it } from "vitest";
import { CandidateBudget } from "./candidate-budget.ts";
import { parsePeerMessage } from "./messages.ts";

const status = { isMuted: false, hasVideo: true };
const offer = { type: "offer", session: "s", connection: "c", offer: "o", sdp: "v=0\r\n", status };
const candidate = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };
const found = { type: "candidates", session: "s", connection: "c", candidates: [candidate, null] };

describe("what the other side sends", () => {
  it.each([
    ["ready", { type: "ready", session: "s", again: true }],
    ["offer", offer],
    ["offer for a session", { ...offer, to: "t" }],
    ["answer", { ...offer, type: "answer" }],
    ["candidates", found],
  ])("[MEDIA11] %s is taken as it is", (_, body) => {
    expect(parsePeerMessage(body)).toEqual(body);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "offer"],
    ["a list", [offer]],
    ["another type", { ...offer, type: "pranswer" }],
    ["no session", { ...offer, session: undefined }],
    ["a session of another form", { ...offer, session: "a b" }],
    ["a long id", { ...offer, connection: "c".repeat(65) }],
    ["no status", { ...offer, status: undefined }],
    ["a status of texts", { ...offer, status: { isMuted: "yes", hasVideo: "no" } }],
    ["a description that is none", { ...offer, sdp: "<svg>" }],
    ["a description over 59,000 characters", { ...offer, sdp: `v=0\r\n${"a".repeat(59_000)}` }],
    ["a description of 2,001 lines", { ...offer, sdp: `v=0${"\na=x".repeat(2_001)}` }],
    ["a description of 65 sections", { ...offer, sdp: `v=0${"\nm=audio".repeat(65)}` }],
    [
      "a description of 101 candidates",
      { ...offer, sdp: `v=0${`\na=${candidate.candidate}`.repeat(101)}` },
    ],
    ["a number as addressee", { ...offer, to: 1 }],
    ["a candidate that is a text", { ...found, candidates: ["candidate:1"] }],
    ["a long candidate", { ...found, candidates: [{ candidate: "c".repeat(1_025) }] }],
    ["101 candidates", { ...found, candidates: Array(101).fill(candidate) }],
    ["candidates for no connection", { ...found, connection: {} }],
    ["candidates that are no list", { ...found, candidates: candidate }],
  ])("[MEDIA11] %s is not taken", (_, body) => {
    expect(parsePeerMessage(body)).toBeUndefined();
  });

  it("[MEDIA11] fields that are not ours are left behind", () => {
    const hostile = JSON.parse('{"type":"ready","session":"s","__proto__":{"again":true},"x":1}');

    expect(parsePeerMessage(hostile)).toEqual({ type: "ready", session: "s", again: false });
  });

  it("[MEDIA11] 100 candidates a minute are taken, the next one is not", () => {
    const budget = new CandidateBudget();

    const taken = Array.from({ length: 101 }, () => budget.take());

    expect(taken.filter((isTaken) => isTaken)).toHaveLength(100);
  });
});
