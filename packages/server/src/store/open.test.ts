import { expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { openStore } from "./open.ts";

it("[STORE11] opens SQLite by its path", async () => {
  const store = await openStore({ database: "sqlite::memory:", clock: new HandTurnedClock() });

  await store.probe();
  await store.close();
});

it("[STORE8] says at once when PostgreSQL is not there", async () => {
  const nowhere = { database: "postgres://127.0.0.1:1/nothing", clock: new HandTurnedClock() };

  await expect(openStore(nowhere)).rejects.toMatchObject({ code: "storage-unavailable" });
});

it("[STORE11] says how a database is named", async () => {
  const wrong = { database: "mysql://localhost", clock: new HandTurnedClock() };

  await expect(openStore(wrong)).rejects.toThrow(/sqlite:\/path\/to\/file or postgres:/u);
});
