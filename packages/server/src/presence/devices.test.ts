import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import type { DeviceStore } from "../store/store.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { UntilWritten } from "../until-written.ts";
import { Devices } from "./devices.ts";

/** Keeps who is here, and refuses while `isFull`. */
class SmallDisk implements DeviceStore {
  isFull = false;
  /** A write is done, and its answer is lost. */
  isSilent = false;
  readonly here = new Set<string>();

  async arrive({ device }: { device: string }): Promise<void> {
    if (this.isFull) throw new CallError("storage-full");
    this.here.add(device);
    if (this.isSilent) throw new CallError("storage-unavailable");
  }

  async depart(device: string): Promise<void> {
    if (this.isFull) throw new CallError("storage-full");
    this.here.delete(device);
  }

  async of(): Promise<[]> {
    return [];
  }

  async changedSince(): Promise<[]> {
    return [];
  }
}

function setUp() {
  const clock = new HandTurnedClock();
  const disk = new SmallDisk();
  const untilWritten = new UntilWritten({ clock, logger: createLogger({ level: "silent" }) });
  return { clock, disk, devices: new Devices({ store: disk, node: "node", clock, untilWritten }) };
}

describe("devices", () => {
  it("[PRES1] counts a device that comes again after its arrival could not be written (G28)", async () => {
    const { disk, devices } = setUp();
    disk.isFull = true;
    await expect(devices.arrive("anna", "laptop")).rejects.toMatchObject({ code: "storage-full" });

    disk.isFull = false;
    await devices.arrive("anna", "laptop");

    expect(disk.here.size).toBe(1);
  });

  it("[PRES1] keeps a device until its last socket is gone", async () => {
    const { disk, devices } = setUp();
    await Promise.all([devices.arrive("anna", "laptop"), devices.arrive("anna", "laptop")]);

    await devices.depart("anna", "laptop", 1);
    const between = disk.here.size;
    await devices.depart("anna", "laptop", 2);

    expect([between, disk.here.size]).toEqual([1, 0]);
  });

  it("[PRES9] writes a departure as soon as the storage takes it (G23, G28)", async () => {
    const { clock, disk, devices } = setUp();
    await devices.arrive("anna", "laptop");
    disk.isFull = true;

    const departed = devices.depart("anna", "laptop", 1);
    await clock.turn(5_000);
    const meanwhile = disk.here.size;
    disk.isFull = false;
    await clock.turn(1_000);
    await departed;

    expect([meanwhile, disk.here.size]).toEqual([1, 0]);
  });

  it("[PRES9] leaves a device alone that came back before its departure could be written", async () => {
    const { clock, disk, devices } = setUp();
    await devices.arrive("anna", "laptop");
    disk.isFull = true;
    void devices.depart("anna", "laptop", 1);
    await clock.turn(2_000);

    disk.isFull = false;
    await devices.arrive("anna", "laptop");
    await clock.turn(2_000);

    expect(disk.here.size).toBe(1);
  });

  it("[PRES9] takes back an arrival that was refused and written all the same (G26)", async () => {
    const { clock, disk, devices } = setUp();
    disk.isSilent = true;

    await expect(devices.arrive("anna", "laptop")).rejects.toMatchObject({
      code: "storage-unavailable",
    });
    await clock.turn(1_000);

    expect(disk.here.size).toBe(0);
  });
});
