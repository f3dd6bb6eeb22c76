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

/** A call that rings on five devices of one person, spread over both processes. */
async function ringingCall(): Promise<{ call: string; caller: WireClient; devices: WireClient[] }> {
  calls += 1;
  const [anna, bob] = [`anna-${calls}`, `bob-${calls}`];
  const on = (index: number) => cluster.nodes[index % 2] as RinglineSite;
  const caller = await cluster.device(anna, on(calls));
  const devices = await Promise.all(
    DEVICES.map((id, index) => cluster.device(bob, on(index), `${bob}-${id}-of-the-test`)),
  );
  const { call } = await caller.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: bob },
    media: "video",
    seat: seatKey().seat,
  });
  await Promise.all(devices.map((device) => device.callThat(({ id }) => id === call.id)));
  return { call: call.id, caller, devices };
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

async function playOneCall(givesUp: boolean): Promise<Operation[]> {
  const { call, caller, devices } = await ringingCall();
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
  const raced = await race(givesUp ? [...answers, cancel] : answers);
  for (const client of [caller, ...devices]) client.terminate();
  return [placed, ...raced, await lookAfter(call, `bob-${calls}`)];
}

/** Asks the process that lives what became of the call. */
async function lookAfter(call: string, person: string): Promise<Operation> {
  const living = cluster.nodes.find(({ isAlive }) => isAlive);
  const observer = await cluster.device(person, living as RinglineSite);
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

it("[CALL1] gives a call to one of five devices on two processes, whichever dies meanwhile", async ({
  skip,
}) => {
  skip(postgresMissing !== undefined, postgresMissing);
  const histories: Operation[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = cluster.nodes[round % 2];
    const dies = sleep(150 + Math.random() * 60).then(() => victim?.kill());
    const played = await Promise.all(
      Array.from({ length: CALLS_A_ROUND }, (_, index) => playOneCall(index === 0)),
    );
    histories.push(...played);
    await dies;
    await victim?.restart();
  }

  expect(histories.flatMap(faultsOf)).toEqual([]);
  expect(histories.filter((history) => winners(history).length === 1).length).toBeGreaterThan(
    histories.length / 2,
  );
});
