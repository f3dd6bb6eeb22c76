// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import { describe } from "vitest";
import type { Clock } from "../../clock.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import type { Store } from "../store.ts";
import { callContract } from "./call-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { raceContract } from "./race-contract.ts";
import { relayContract } from "./relay-contract.ts";

/** Opens a store on an empty database. `again`: another process's store on the same database, where there can be one. */
export type OpenForTest = (clock: Clock) => Promise<{ store: Store; again?: () => Promise<Store> }>;

/** A store that is open while one test runs. */
export interface Subject {
  clock: HandTurnedClock;
  open(): Promise<Store>;
  /** Two stores on one database; the same one twice where only one process may have it. */
  openTwo(): Promise<[Store, Store]>;
}

/** What every store promises. `open` is called for each test; all that was opened is closed. */
export function storeContract(name: string, open: OpenForTest): void {
  describe(name, () => {
    callContract(() => subject(open));
    raceContract(() => subject(open));
    peopleContract(() => subject(open));
    relayContract(() => subject(open));
  });
}

function subject(open: OpenForTest): Subject & AsyncDisposable {
  const clock = new HandTurnedClock();
  const opened: Store[] = [];
  const openTwo = async (): Promise<[Store, Store]> => {
    const { store, again } = await open(clock);
    opened.push(store);
    const second = (await again?.()) ?? store;
    opened.push(second);
    return [store, second];
  };
  return {
    clock,
    openTwo,
    open: async () => (await openTwo())[0],
    [Symbol.asyncDispose]: async () => {
      for (const store of opened) await store.close();
    },
  };
}
