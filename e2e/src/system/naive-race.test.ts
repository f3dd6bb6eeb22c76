import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { faultsOf, type Racer, race, record } from "./answer-race.ts";

/** A store that reads, then writes: what ours must not be. It keeps one call. */
class NaiveCall {
  #winner: string | undefined;

  async answer(device: string): Promise<string> {
    const winner = this.#winner;
    await sleep(1);
    if (winner !== undefined && winner !== device) return "answered-elsewhere";
    this.#winner = device;
    return "ok";
  }

  get(): Promise<string> {
    return Promise.resolve(`active/${this.#winner}`);
  }
}

it("[E2E25] finds the five winners of a store that reads, then writes", async () => {
  const call = new NaiveCall();
  const placed = await record({ who: "a1", kind: "place", ask: async () => "ok" }, 0);
  const devices = ["b1", "b2", "b3", "b4", "b5"].map(
    (who): Racer => ({ who, kind: "answer", ask: () => call.answer(who) }),
  );
  const answers = await race(devices);
  const seen = await record({ who: "a1", kind: "get", ask: () => call.get() }, 6);

  expect(faultsOf([placed, ...answers, seen])).toEqual([
    "5 devices won",
    "no order explains these answers",
  ]);
});
