import type { BarePairs } from "../clients/bare-pairs.ts";
import type { RelayPairs } from "../clients/relay-pairs.ts";
import type { Figure } from "../figure.ts";
import type { BareServer } from "../servers/bare-server.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";

const PAIRS = 10;
const MESSAGES = 400;
const ROUNDS = 5;

/** Processor time that the server spends on one message from seat to seat. */
export const relay: Figure = {
  name: "cpu-per-relayed-message",
  title: "server processor time per relayed message, against a bare ws echo with JSON",
  unit: "µs",
  aim: { atMost: 2 },
  async measure() {
    const bare = await Worker.start<BareServer>("servers/bare-server.ts");
    const barePairs = await Worker.start<BarePairs>("clients/bare-pairs.ts");
    await barePairs.call("connect", await bare.call("port"), PAIRS);
    const ours = await Worker.start<RinglineServer>("servers/ringline-server.ts");
    const ourPairs = await Worker.start<RelayPairs>("clients/relay-pairs.ts");
    await ourPairs.call("connect", await ours.call("target"), PAIRS);

    const costBare = () => cost(bare, () => barePairs.call("play", MESSAGES));
    const costOurs = () => cost(ours, () => ourPairs.call("play", MESSAGES));
    // Warm-up: the first messages are not yet compiled.
    await costBare();
    await costOurs();
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ reference: await costBare(), value: await costOurs() });
    await Promise.all([bare, barePairs, ours, ourPairs].map((worker) => worker.stop()));
    return rounds;
  },
};

/** Processor time of the server per message while these play; its own ticking included. */
async function cost(
  server: { call(name: "cpu"): Promise<number> },
  play: () => Promise<void>,
): Promise<number> {
  const before = await server.call("cpu");
  await play();
  return ((await server.call("cpu")) - before) / (PAIRS * MESSAGES);
}
