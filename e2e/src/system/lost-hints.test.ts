import { setTimeout as sleep } from "node:timers/promises";
import type { ServerFrame } from "@ringline/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { FaultProxy } from "../harness/fault-proxy.ts";
import { postgresMissing } from "../harness/postgres.ts";
import { redisMissing, redisPort } from "../harness/redis.ts";
import type { RinglineSite } from "../harness/ringline-site.ts";
import type { WireClient } from "../harness/wire-client.ts";
import { startCall } from "./call-in-progress.ts";
import { Cluster } from "./cluster.ts";
import { faultsIn, type Sighting } from "./device-history.ts";

const CALLS = 12;
const missing = postgresMissing ?? redisMissing;

let cluster: Cluster;
let network: FaultProxy;
const sightings: Sighting[] = [];

beforeAll(async () => {
  if (missing) return;
  network = await FaultProxy.start(redisPort());
  cluster = await Cluster.start(2, { RINGLINE_REDIS_URL: network.url.replace("http", "redis") });
});
afterAll(async () => {
  await cluster?.stop();
  network?.close();
});

async function watched(person: string, node: RinglineSite): Promise<WireClient> {
  const client = await cluster.device(person, node);
  client.onFrame((frame: ServerFrame) => {
    if (frame.type !== "call") return;
    const { id, revision, phase } = frame.call;
    sightings.push({ device: person, call: id, revision, phase });
  });
  return client;
}

/** Caller on one process, callee on the other: all that either hears of the other goes from process to process. */
async function playOneCall(n: number): Promise<void> {
  const [one, other] = cluster.nodes;
  if (!one || !other) throw new Error("two processes");
  const [callerId, calleeId] = [`anna-${n}`, `bob-${n}`];
  const caller = await watched(callerId, one);
  const callee = await watched(calleeId, other);
  const servers = { caller: one.callServer, callee: other.callServer };
  const { call } = await startCall({ caller, callee, calleeId, servers });
  await caller.request("calls.leave", { call });
  const hasEnded = () => callee.calls.get(call)?.phase === "ended";
  await eventually("the callee hears of the end", hasEnded, { withinMs: 4_000 });
}

it("[E2E26] no device misses, repeats or reorders anything while hints get lost", async ({
  skip,
}) => {
  skip(missing !== undefined, missing);
  const storm = new AbortController();
  const storming = (async () => {
    while (!storm.signal.aborted) {
      network.set("black-hole");
      await sleep(Math.random() * 150);
      network.set("reset");
      network.set("pass");
      await sleep(Math.random() * 150);
    }
  })();

  for (let n = 0; n < CALLS; n += 1) await playOneCall(n);
  storm.abort();
  await storming;

  expect(faultsIn(sightings)).toEqual([]);
  expect(new Set(sightings.map(({ call }) => call)).size).toBe(CALLS);
});
