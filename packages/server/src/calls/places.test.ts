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
/** A connector of rooms; `door` delays an opening, `opened` and `closed` are what it was asked for. */
function rooms() {
  const door = { isPassable: Promise.resolve() };
  const opened: number[] = [];
  const closed: unknown[] = [];
  const connectors = {
    provider: () => ({ opens: "on-place" }) as Provider,
    connectorOf: () => "rooms",
    makesPlaces: () => true,
    open: async (_call: CallRecord, generation: number) => {
      opened.push(generation);
      await door.isPassable;
      return { room: 7 };
    },
    close: async ({ placeData }: CallRecord) => {
      closed.push(placeData);
    },
  };
  return { connectors, door, opened, closed };
}

/** A call that Anna placed, kept here; `storage.isAway` refuses changes, `storage.answered` delays what is read. */
function setUp() {
  const { connectors, ...room } = rooms();
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
  const left = new Set<string>();
  const open = {
    put: async (id: string) => void left.add(id),
    remove: async (id: string) => void left.delete(id),
    all: async () => [...left],
  };
  const parts = { connectors, known, clock, logger, untilWritten, move, open };
  return {
    clock,
    call,
    storage,
    move,
    known,
    left,
    ...room,
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

  it("[CALL43] that was being opened by a process that died is opened by another one", async () => {
    const { clock, call, move, places, opened } = setUp();
    await move(call.record.id, { type: "place-opening", connector: "rooms" });

    for (let looks = 0; looks < 4; looks += 1) {
      places.look();
      await clock.turn(5_000);
    }

    expect(call.record).toMatchObject({ place: { state: "open", generation: 1 } });
    expect(opened).toEqual([1]);
  });

  it("[CALL43] that nobody began to open is opened, and one that opens slowly here not twice", async () => {
    const { clock, call, known, places, opened, door } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    door.isPassable = promise;
    known.note(call.record);

    for (let looks = 0; looks < 8; looks += 1) {
      places.look();
      await clock.turn(5_000);
    }
    resolve();
    await clock.turn(1);

    expect(opened).toEqual([1]);
    expect(call.record).toMatchObject({ place: { state: "open" } });
  });

  it("[CALL43] that opens after the call ended is closed again", async () => {
    const { clock, call, move, places, closed, door } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    door.isPassable = promise;
    places.openOnPlace(call.record);
    await clock.turn(1);
    await move(call.record.id, { type: "cancel", person: "anna" });

    resolve();
    await clock.turn(1);

    expect(call.record).toMatchObject({ phase: "ended", endReason: "cancelled" });
    expect(closed).toEqual([{ room: 7 }]);
  });

  it("[CONN2] is kept from before it is opened until it is closed", async () => {
    const { clock, call, move, places, left, door, closed } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    door.isPassable = promise;
    places.openOnPlace(call.record);
    await clock.turn(1);
    expect([...left]).toEqual([call.record.id]);
    resolve();
    await clock.turn(1);
    places.closeLeft();
    await clock.turn(1);
    expect([...left]).toEqual([call.record.id]);

    await move(call.record.id, { type: "cancel", person: "anna" });
    await clock.turn(1);

    expect([...left, ...closed]).toEqual([{ room: 7 }]);
  });

  it("[CONN2] of a call that is forgotten, or that was never open, is looked for no more", async () => {
    const { clock, call, move, places, left, closed } = setUp();
    left.add(call.record.id);
    await move(call.record.id, { type: "cancel", person: "anna" });

    places.closeLeft();
    await clock.turn(1);

    expect([...left, ...closed]).toEqual([]);
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
