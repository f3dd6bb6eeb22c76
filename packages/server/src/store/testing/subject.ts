import type { Clock } from "../../clock.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import type { Store } from "../store.ts";

/** Opens a store on an empty database. `again`: another process's store on the same database, where there can be one. */
export type OpenForTest = (clock: Clock) => Promise<{ store: Store; again?: () => Promise<Store> }>;

/** A store that is open while one test runs. */
export interface Subject {
  clock: HandTurnedClock;
  open(): Promise<Store>;
  /** Two stores on one database; the same one twice where only one process may have it. */
  openTwo(): Promise<[Store, Store]>;
}

/** A subject that closes what it opened. */
export function subjectOf(open: OpenForTest): Subject & AsyncDisposable {
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
