import type { BareCaller } from "../clients/bare-caller.ts";
import type { CallingPairs } from "../clients/calling-pairs.ts";
import { warmUp } from "../clients/warm-up.ts";
import type { Figure, Round } from "../figure.ts";
import type { BareDesk } from "../servers/bare-desk.ts";
import type { BareStore } from "../servers/bare-store.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";

// Many short rounds: how long a disk takes to sync changes from one second to the next, by far more than our share of it.
const ROUND_MS = 700;
const ROUNDS = 21;
/** Of each side, so many rounds count. */
const CALM_ROUNDS = 7;
/** The server and the bare store each have this core, one at a time; clients run on the other ones. */
const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/*
 * Method. The reference runs its transactions in a loop inside its process: begin immediate, one statement or two, commit with
 * `synchronous = full`, four times per cycle, on the same disk. Ours is the whole server with SQLite, asked over real sockets
 * by clients on another core: each cycle pays the round trips, JSON, checks, limits, log lines and what is told to both
 * people, and counts only when all four commands were answered, that is, are durable. One pair makes four transactions per cycle
 * as the reference does, or three when its ring and its answer arrive in one turn; what is below 1 is the price of everything
 * around them, and weighs the more the faster the disk syncs. How much of it is sockets alone shows the second reference: the
 * same transactions, asked for one by one over a bare `ws` server.
 *
 * Neighbours on a shared machine take the caches away for seconds at a time. That halves what a whole server does, and leaves a
 * loop that fits into its core alone. As interference only ever takes, the best third of the rounds counts, on both sides.
 */

/** Durable calls, one after the other: each command waits for its disk. */
export const cyclesOfOnePair: Figure = {
  name: "call-cycles-one-pair",
  title:
    "durable place → ring → answer → leave, one pair, against one SQLite transaction each; the calmest third",
  unit: "cycles/s",
  aim: { atLeast: 0.5 },
  measure: () => measure(1, bareLoop),
};

/** The same against a server that cannot do less. */
export const cyclesOverSockets: Figure = {
  name: "call-cycles-over-sockets",
  title:
    "durable place → ring → answer → leave, one pair, against a bare ws server with one SQLite transaction each; the calmest third",
  unit: "cycles/s",
  aim: { atLeast: 0.5 },
  measure: () => measure(1, bareSockets),
};

/** Durable calls of many people at once: commands that wait together share a transaction. */
export const cyclesOfManyPairs: Figure = {
  name: "call-cycles-50-pairs",
  title:
    "durable place → ring → answer → leave, 50 pairs, against one SQLite transaction each; the calmest third",
  unit: "cycles/s",
  aim: { atLeast: 1.5 },
  measure: () => measure(50, bareLoop),
};

async function measure(pairs: number, startReference: () => Promise<Reference>): Promise<Round[]> {
  const reference = await startReference();
  const server = await Worker.start<RinglineServer>("servers/ringline-server.ts", {
    core: SERVER_CORE,
  });
  const clients = await Worker.start<CallingPairs>("clients/calling-pairs.ts", {
    core: CLIENT_CORE,
  });
  const target = await server.call("target");
  const cycles = async () => {
    await clients.call("meet", target, pairs);
    return clients.call("cycles", ROUND_MS);
  };
  await warmUp(clients, target);
  await reference.cycles(ROUND_MS);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ reference: await reference.cycles(ROUND_MS), value: await cycles() });
  await Promise.all([reference, server, clients].map((worker) => worker.stop()));
  return calmest(rounds);
}

/** The rounds in which each side was disturbed least. */
function calmest(rounds: readonly Round[]): Round[] {
  const best = (side: keyof Round) =>
    rounds
      .map((round) => round[side])
      .sort((one, other) => other - one)
      .slice(0, CALM_ROUNDS);
  const references = best("reference");
  return best("value").map((value, index) => ({ value, reference: references[index] ?? 0 }));
}

interface Reference {
  cycles(forMs: number): Promise<number>;
  stop(): Promise<unknown>;
}

async function bareLoop(): Promise<Reference> {
  const store = await Worker.start<BareStore>("servers/bare-store.ts", { core: SERVER_CORE });
  return { cycles: (forMs) => store.call("cycles", forMs), stop: () => store.stop() };
}

async function bareSockets(): Promise<Reference> {
  const desk = await Worker.start<BareDesk>("servers/bare-desk.ts", { core: SERVER_CORE });
  const caller = await Worker.start<BareCaller>("clients/bare-caller.ts", { core: CLIENT_CORE });
  await caller.call("connect", await desk.call("port"));
  return {
    cycles: (forMs) => caller.call("cycles", forMs),
    stop: () => Promise.all([desk.stop(), caller.stop()]),
  };
}
