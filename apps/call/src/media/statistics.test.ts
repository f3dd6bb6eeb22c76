import { describe, expect, it } from "vitest";
import { isPoor, sampleOf } from "./statistics.ts";

const report = (...stats: { id: string }[]) =>
  new Map(stats.map((stat) => [stat.id, stat])) as unknown as RTCStatsReport;

const PATH = [
  { id: "T", type: "transport", selectedCandidatePairId: "P" },
  {
    id: "P",
    type: "candidate-pair",
    localCandidateId: "L",
    remoteCandidateId: "R",
    currentRoundTripTime: 0.0421,
    availableOutgoingBitrate: 1_200_000,
  },
  {
    id: "L",
    type: "local-candidate",
    candidateType: "relay",
    protocol: "udp",
    relayProtocol: "tls",
    address: "192.0.2.7",
    port: 4711,
  },
  { id: "R", type: "remote-candidate", candidateType: "srflx", protocol: "udp", address: "canary" },
];

const inbound = (more: object) => ({
  id: "I",
  type: "inbound-rtp",
  kind: "video",
  timestamp: 1_000,
  bytesReceived: 10_000,
  packetsReceived: 100,
  packetsLost: 0,
  ...more,
});

describe("a sample of the media", () => {
  it("[LOG12] names the types of the path and no address of anybody", () => {
    const { sample } = sampleOf(report(...PATH), new Map());

    expect(sample).toEqual({
      path: { local: "relay", remote: "srflx", protocol: "udp", relayProtocol: "tls" },
      roundTripMs: 42,
      availableKbps: 1_200,
      received: {},
      sent: {},
    });
  });

  it("[LOG12] has rates and losses since the sample before", () => {
    const first = sampleOf(report(inbound({})), new Map());
    const later = inbound({
      timestamp: 11_000,
      bytesReceived: 1_260_000,
      packetsReceived: 190,
      packetsLost: 10,
      jitter: 0.004,
      freezeCount: 1,
      totalFreezesDuration: 0.5,
      framesPerSecond: 24,
    });

    const { sample } = sampleOf(report(later), first.counters);

    expect(sample.received.video).toEqual({
      packets: 190,
      lost: 10,
      kbps: 1_000,
      lostPercent: 10,
      jitterMs: 4,
      freezes: 1,
      freezeMs: 500,
      framesPerSecond: 24,
    });
    expect([isPoor(first.sample), isPoor(sample)]).toEqual([false, true]);
  });

  it("[LOG12] of what is sent, what the other side lost and why the picture is small", () => {
    const sent = { id: "O", type: "outbound-rtp", kind: "audio", timestamp: 1, packetsSent: 5 };
    const told = { id: "Q", type: "remote-inbound-rtp", localId: "O", fractionLost: 0.25 };

    const { sample } = sampleOf(
      report({ ...sent, qualityLimitationReason: "cpu" } as { id: string }, told),
      new Map(),
    );

    expect(sample.sent.audio).toEqual({ packets: 5, lostPercent: 25, limitedBy: "cpu" });
  });

  it.each([
    ["nothing", []],
    ["what is not of its form", [{ id: "I", type: "inbound-rtp", jitter: "x" }]],
    ["a path without ends", [{ id: "T", type: "transport", selectedCandidatePairId: "P" }]],
  ])("[LOG12] takes %s", (_name, stats) => {
    expect(() => sampleOf(report(...stats), new Map())).not.toThrow();
  });
});
