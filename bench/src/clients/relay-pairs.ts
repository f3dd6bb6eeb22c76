import { offer } from "../workers/methods.ts";
import { candidateMessage } from "./candidate-message.ts";
import { connectPair, type Pair, type Target } from "./people.ts";

/** Pairs of seats in active calls, which send each other what a negotiation sends. */
const pairs: Pair[] = [];

/** One message at a time and pair, acknowledged by the receiver as our SDK does. */
async function play({ call, caller, callee }: Pair, messages: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  const off = callee.onFrame((frame) => {
    if (frame.type !== "relay") return;
    arrived += 1;
    callee.relaySeen(call, frame.seq);
    if (arrived === messages) resolve();
    else caller.relay(call, candidateMessage(arrived));
  });
  caller.relay(call, candidateMessage(0));
  await promise;
  off();
}

const methods = {
  async connect(target: Target, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) pairs.push(await connectPair(target, n));
  },
  async play(messages: number): Promise<void> {
    await Promise.all(pairs.map((pair) => play(pair, messages)));
  },
};
export type RelayPairs = typeof methods;
offer(methods);
