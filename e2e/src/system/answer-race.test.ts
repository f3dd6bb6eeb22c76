import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresMissing } from "../harness/postgres.ts";
import type { RinglineSite } from "../harness/ringline-site.ts";
import { seatKey, type WireClient, WireProblem } from "../harness/wire-client.ts";
import { faultsOf, type Racer, race, record, winners } from "./answer-race.ts";
import { type Operation, seen } from "./call-history.ts";
import { Cluster } from "./cluster.ts";

const ROUNDS = 10;
const CALLS_A_ROUND = 5;
const DEVICES = ["b1", "b2", "b3", "b4", "b5"];

let cluster: Cluster;
let calls = 0;

beforeAll(async () => {
  if (!postgresMissing) cluster = await Cluster.start(2);
});
afterAll(() => cluster?.stop());

function node(index: number): RinglineSite {
  return cluster.nodes[index % 2] as RinglineSite;
}

interface RingingCall {
  call: string;
  calleeId: string;
  caller: WireClient;
  devices: WireClient[];
}

/** A call that rings on five devices of one person, spread over both processes. */
async function ringingCall(): Promise<RingingCall> {
  calls += 1;
  const [callerId, calleeId] = [`anna-${calls}`, `bob-${calls}`];
  const caller = await cluster.device(callerId, node(calls));
  const devices = await Promise.all(
    DEVICES.map((id, index) =>
      cluster.device(calleeId, node(index), `${calleeId}-${id}-of-the-test`),
    ),
  );
  const { call } = await caller.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: calleeId },
    media: "video",
    seat: seatKey().seat,
  });
  await Promise.all(devices.map((device) => device.callThat(({ id }) => id === call.id)));
  return { call: call.id, calleeId, caller, devices };
}

/** A refusal is an answer; a socket that ends is none. */
async function outcome(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request;
    return "ok";
  } catch (error) {
    return error instanceof WireProblem ? error.problem.code : undefined;
  }
}

async function play(ringing: RingingCall, survivor: RinglineSite): Promise<Operation[]> {
  const { call, calleeId, caller, devices } = ringing;
  const answers = devices.map(
    (device, index): Racer => ({
      who: DEVICES[index] ?? "",
      kind: "answer",
      ask: () => outcome(device.request("calls.answer", { call, seat: seatKey().seat })),
    }),
  );
  const cancel: Racer = {
    who: "a1",
    kind: "cancel",
    ask: () => outcome(caller.request("calls.cancel", { call })),
  };
  const placed: Operation = { id: 0, kind: "place", who: "a1", from: 0, until: 1, result: "ok" };
  const raced = await race(Math.random() < 0.3 ? [...answers, cancel] : answers);
  const after = await lookAfter(call, await cluster.device(calleeId, survivor));
  for (const client of [caller, ...devices]) client.terminate();
  return [placed, ...raced, after];
}

/** Asks what became of the call. */
async function lookAfter(call: string, observer: WireClient): Promise<Operation> {
  const look: Racer = {
    who: "observer",
    kind: "get",
    ask: async () => {
      const { call: now } = await observer.request("calls.get", { call });
      const winner = now.participants.find(({ role }) => role === "callee")?.device?.id;
      const device = winner && /-(b\d)-of-the-test$/.exec(winner)?.[1];
      return seen({ phase: now.phase, ...(device && { winner: device }) });
    },
  };
  const operation = await record(look, 99);
  await observer.close();
  return operation;
}

it("[E2E25] gives a call to one of five devices on two processes, whichever dies meanwhile", async ({
  skip,
}) => {
  skip(postgresMissing !== undefined, postgresMissing);
  const histories: Operation[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [victim, survivor] = [node(round), node(round + 1)];
    const ringing = await Promise.all(Array.from({ length: CALLS_A_ROUND }, ringingCall));
    const dies = sleep(Math.random() * 30).then(() => victim.kill());
    histories.push(...(await Promise.all(ringing.map((one) => play(one, survivor)))));
    await dies;
    await victim.restart();
  }

  expect(histories.flatMap(faultsOf)).toEqual([]);
  const uncancelled = histories.filter((history) => !wasCancelled(history));
  expect(uncancelled.map(seenAfter).filter((seen) => !/^active\/b\d$/.test(seen))).toEqual([]);
  // A winner on the process that dies may never be told of it; not every winner was there.
  expect(histories.flatMap(winners)).not.toEqual([]);
});

function wasCancelled(history: readonly Operation[]): boolean {
  return history.some(({ kind }) => kind === "cancel");
}

/** What the one who looked afterwards saw. */
function seenAfter(history: readonly Operation[]): string {
  return history.at(-1)?.result ?? "no answer";
}
