import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import type { DeviceStore } from "../store/store.ts";
import { Devices } from "./devices.ts";

/** Keeps who is here, and refuses while `isFull`. */
class SmallDisk implements DeviceStore {
  isFull = false;
  readonly here = new Set<string>();

  async arrive({ device }: { device: string }): Promise<void> {
    if (this.isFull) throw new CallError("storage-full");
    this.here.add(device);
  }

  async depart(device: string): Promise<void> {
    this.here.delete(device);
  }

  async of(): Promise<[]> {
    return [];
  }

  async changedSince(): Promise<[]> {
    return [];
  }
}

describe("devices", () => {
  it("[PRES1] counts a device that comes again after its arrival could not be written (G28)", async () => {
    const disk = new SmallDisk();
    const devices = new Devices(disk, "node");
    disk.isFull = true;
    await expect(devices.arrive("anna", "laptop")).rejects.toMatchObject({ code: "storage-full" });

    disk.isFull = false;
    await devices.arrive("anna", "laptop");

    expect(disk.here.size).toBe(1);
  });

  it("[PRES1] keeps a device until its last socket is gone", async () => {
    const disk = new SmallDisk();
    const devices = new Devices(disk, "node");
    await Promise.all([devices.arrive("anna", "laptop"), devices.arrive("anna", "laptop")]);

    await devices.depart("anna", "laptop", 1);
    const between = disk.here.size;
    await devices.depart("anna", "laptop", 2);

    expect([between, disk.here.size]).toEqual([1, 0]);
  });
});
