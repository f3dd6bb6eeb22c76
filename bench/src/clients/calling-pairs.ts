import { randomUUID } from "node:crypto";
import { seatKey, type WireClient } from "@ringline/e2e/harness";
import { offer } from "../workers/methods.ts";
import { device, type Target } from "./people.ts";

/** People who call each other again and again: place, ring, answer, leave. */
const pairs: { caller: WireClient; callee: WireClient; calleeId: string }[] = [];

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
async function cycle({ caller, callee, calleeId }: (typeof pairs)[number]): Promise<void> {
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

async function callUntil(pair: (typeof pairs)[number], end: number): Promise<number> {
  let done = 0;
  for (; performance.now() < end; done += 1) await cycle(pair);
  return done;
}

const methods = {
  async connect(target: Target, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const calleeId = `callee-${n}`;
      const caller = await device(target, `caller-${n}`, n);
      pairs.push({ caller, callee: await device(target, calleeId, n), calleeId });
    }
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
