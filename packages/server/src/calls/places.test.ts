import type { Provider } from "@ringline/connector-spi/server";
import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import { annaCallsBob, TestCall } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { UntilWritten } from "../until-written.ts";
import type { CallEvent } from "./call-machine.ts";
import type { CallRecord } from "./call-record.ts";
import { KnownCalls } from "./known-calls.ts";
import { Places } from "./places.ts";

const logger = createLogger({ level: "silent" });
const connectors = {
  provider: () => ({ opens: "on-place" }) as Provider,
  connectorOf: () => "rooms",
  makesPlaces: () => true,
  open: async () => ({ room: 7 }),
  close: async () => {},
};

/** A call that Anna placed, kept here; `storage.isAway` refuses changes, `storage.answered` delays what is read. */
function setUp() {
  const clock = new HandTurnedClock();
  const known = new KnownCalls(600_000);
  const call = new TestCall(annaCallsBob());
  const storage = { isAway: false, answered: Promise.resolve() };
  const move = async (_id: string, event: CallEvent): Promise<CallRecord> => {
    if (storage.isAway) throw new CallError("storage-unavailable");
    call.move(event);
    known.note(call.record);
    return call.record;
  };
  const get = async (): Promise<CallRecord> => {
    const { record } = call;
    await storage.answered;
    return record;
  };
  const untilWritten = new UntilWritten({ clock, logger });
  const parts = { connectors, known, clock, logger, untilWritten, move };
  return {
    clock,
    call,
    storage,
    move,
    places: new Places({ ...parts, store: { get }, waitMs: 10_000 }),
  };
}

describe("the place of a call", () => {
  it("[CALL23] that opens while it is looked up is entered at once", async () => {
    const { call, storage, move, places } = setUp();
    await move(call.record.id, { type: "place-opening", connector: "rooms" });
    const { promise, resolve } = Promise.withResolvers<void>();
    storage.answered = promise;

    const entered = places.whenOpen(call.record.id);
    await move(call.record.id, { type: "place-open", generation: 1, placeData: {} });
    resolve();

    expect((await entered).place).toMatchObject({ state: "open" });
  });

  it("[CALL23] is waited for, and not for ever", async () => {
    const { clock, call, places } = setUp();
    const entered = places.whenOpen(call.record.id).catch((error: CallError) => error.code);

    await clock.turn(10_000);

    expect(await entered).toBe("connector-failed");
  });

  it("[CALL23] is opened and known although the storage was away", async () => {
    const { clock, call, storage, places } = setUp();
    storage.isAway = true;
    places.openOnPlace(call.record);
    await clock.turn(3_000);

    storage.isAway = false;
    await clock.turn(2_000);

    expect(call.record).toMatchObject({ place: { state: "open" }, placeData: { room: 7 } });
  });
});
