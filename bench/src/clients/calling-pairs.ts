import { randomUUID } from "node:crypto";
import { seatKey, type WireClient } from "@ringline/e2e/harness";
import { offer } from "../workers/methods.ts";
import { device, type Target } from "./people.ts";

interface Pair {
  caller: WireClient;
  callee: WireClient;
  calleeId: string;
}

/** People who call each other again and again: place, ring, answer, leave. */
let pairs: Pair[] = [];
let people = 0;

/** The next call that rings at this device. */
function nextRing(client: WireClient): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const off = client.onFrame((frame) => {
    if (frame.type === "call" && frame.call.phase === "ringing") resolve(frame.call.id);
  });
  return promise.finally(off);
}

/**
 * Four durable commands. A device says that it rings and, as our SDK, does not wait for an answer to that before somebody
 * presses Answer; everything else waits for what it needs: the ring for the placing, the leaving for the answering.
 */
async function cycle({ caller, callee, calleeId }: Pair): Promise<void> {
  const rings = nextRing(callee);
  const placed = caller.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: calleeId },
    media: "audio",
    seat: seatKey().seat,
  });
  const call = await rings;
  await Promise.all([
    placed,
    callee.request("calls.ringing", { call }),
    callee.request("calls.answer", { call, seat: seatKey().seat }),
  ]);
  await caller.request("calls.leave", { call });
}

async function callUntil(pair: Pair, end: number): Promise<number> {
  let done = 0;
  for (; performance.now() < end; done += 1) await cycle(pair);
  return done;
}

async function newPair(target: Target): Promise<Pair> {
  people += 1;
  const calleeId = `callee-${people}`;
  const [caller, callee] = await Promise.all([
    device(target, `caller-${people}`, people),
    device(target, calleeId, people),
  ]);
  return { caller, callee, calleeId };
}

const methods = {
  /** Other people take the place of those before: nobody rings thousands of times in an hour, which limits would have to count. */
  async meet(target: Target, count: number): Promise<void> {
    await Promise.all(pairs.flatMap(({ caller, callee }) => [caller.close(), callee.close()]));
    pairs = await Promise.all(Array.from({ length: count }, () => newPair(target)));
  },
  /** Cycles per second of all pairs together, over this many milliseconds. */
  async cycles(forMs: number): Promise<number> {
    const begin = performance.now();
    const counts = await Promise.all(pairs.map((pair) => callUntil(pair, begin + forMs)));
    const done = counts.reduce((sum, count) => sum + count, 0);
    return (done * 1_000) / (performance.now() - begin);
  },
};
export type CallingPairs = typeof methods;
offer(methods);
