import type { RemoteMedia } from "@ringline/connector-spi/browser";
import { TIMES } from "@ringline/protocol";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FlowWitness } from "./flow-witness.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A session with Bob and Carol; the test says how many packets of each came. */
function talk() {
  const packets = { bob: 0, carol: 0 };
  const told: string[][] = [];
  const lost: string[] = [];
  const session = {
    state: "connected" as "connected" | "reconnecting",
    remote: new Map(Object.keys(packets).map((id) => [id, remoteOf(id)])),
    stats: () => Promise.resolve(reportOf(packets) as RTCStatsReport | undefined),
  };
  const witness = new FlowWitness({ session, lost: () => lost, onFlow: (from) => told.push(from) });
  const looks = () => vi.advanceTimersByTimeAsync(TIMES.flowingMs);
  return { packets, told, lost, session, witness, looks };
}

function remoteOf(id: string): RemoteMedia {
  const stream = { getTracks: () => [{ id: `${id}-sound` }] } as unknown as MediaStream;
  return { stream, isMuted: false, hasVideo: false };
}

function reportOf(packets: Record<string, number>): RTCStatsReport {
  const entries = Object.entries(packets).map(([id, packetsReceived]) => ({
    id,
    type: "inbound-rtp",
    trackIdentifier: `${id}-sound`,
    packetsReceived,
  }));
  return new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport;
}

it("[PAGE36] says of a lost one alone that their media flows, as long as more of it comes", async () => {
  const { packets, told, lost, looks } = talk();
  await looks();
  lost.push("bob");

  for (let look = 0; look < 3; look += 1) {
    packets.bob += 50;
    packets.carol += 50;
    await looks();
  }
  expect(told).toEqual([["bob"], ["bob"]]);

  packets.carol += 50;
  await looks();
  expect(told).toHaveLength(2);
});

it("[PAGE36] counts anew after a return, and says nothing while the media itself is lost", async () => {
  const { packets, told, lost, session, looks } = talk();
  const comes = async () => {
    packets.bob += 50;
    await looks();
  };
  lost.push("bob");
  await comes();
  lost.pop();
  await comes();
  lost.push("bob");
  await comes();
  expect(told).toEqual([]);

  session.state = "reconnecting";
  await comes();
  session.state = "connected";
  await comes();
  expect(told).toEqual([]);
  await comes();
  expect(told).toEqual([["bob"]]);
});

it("[PAGE36] says nothing of a session that has no statistics, or fails to answer, and nothing once stopped", async () => {
  const { packets, told, lost, session, witness, looks } = talk();
  const { stats } = session;
  lost.push("bob");
  await looks();
  packets.bob += 50;
  session.stats = () => Promise.reject(new Error("closed"));
  await looks();
  session.stats = () => Promise.resolve(undefined);
  await looks();
  session.stats = stats;
  await looks();
  witness.stop();
  packets.bob += 50;
  await looks();

  expect(told).toEqual([]);
});
