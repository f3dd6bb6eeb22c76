import type { DeviceId, PersonId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import { Serially } from "../serially.ts";
import type { DeviceRecord, DeviceStore } from "../store/store.ts";
import type { UntilWritten } from "../until-written.ts";

export interface DevicesOptions {
  store: DeviceStore;
  node: string;
  clock: Clock;
  untilWritten: UntilWritten;
}

/** The devices with a socket in this process, as the store shall know them. */
export class Devices {
  readonly #store: DeviceStore;
  readonly #node: string;
  readonly #clock: Clock;
  readonly #untilWritten: UntilWritten;
  /** Sockets by device: pages that found no leader each have one. */
  readonly #sockets = new Map<string, number>();
  /** A page change departs and arrives at once: the store must hear both in their order. */
  readonly #writes = new Serially();

  constructor({ store, node, clock, untilWritten }: DevicesOptions) {
    this.#store = store;
    this.#node = node;
    this.#clock = clock;
    this.#untilWritten = untilWritten;
  }

  /** A socket of this device said hello. It counts once it is written: each one writes, for the one before may fail. */
  async arrive(person: PersonId, device: DeviceId): Promise<void> {
    const key = keyOf(person, device);
    try {
      await this.#writes.run(key, () => this.#arrive({ device: key, person, node: this.#node }));
    } catch (error) {
      // It may have been written all the same; what no socket holds must not stay.
      void this.#clear(key, this.#clock.now());
      throw error;
    }
  }

  /** A socket of this device is gone; `at`: its last sign of life. Resolves once that is written, however long it takes. */
  async depart(person: PersonId, device: DeviceId, at: Millis): Promise<void> {
    const key = keyOf(person, device);
    await this.#writes.run(key, async () => {
      const sockets = (this.#sockets.get(key) ?? 1) - 1;
      if (sockets > 0) this.#sockets.set(key, sockets);
      else this.#sockets.delete(key);
    });
    await this.#clear(key, at);
  }

  async #arrive(record: Omit<DeviceRecord, "goneAt">): Promise<void> {
    const key = record.device;
    if (!this.#sockets.has(key)) await this.#store.arrive(record);
    this.#sockets.set(key, (this.#sockets.get(key) ?? 0) + 1);
  }

  /** Writes that no socket holds the device, unless one does by then. */
  #clear(key: DeviceId, at: Millis): Promise<void> {
    return this.#untilWritten.run(`device ${key}`, () =>
      this.#writes.run(key, async () => {
        if (!this.#sockets.has(key)) await this.#store.depart(key, this.#node, at);
      }),
    );
  }
}

/** A device's id is chosen by its browser: bound to the person, nobody can take somebody else's off line with it. */
function keyOf(person: PersonId, device: DeviceId): DeviceId {
  return `${device}@${person}`;
}
