import type { DeviceId, PersonId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import { Serially } from "../serially.ts";
import type { DeviceStore } from "../store/store.ts";

/** The devices with a socket in this process, as the store shall know them. */
export class Devices {
  readonly #store: DeviceStore;
  readonly #node: string;
  /** Sockets by device: pages that found no leader each have one. */
  readonly #sockets = new Map<string, number>();
  /** A page change departs and arrives at once: the store must hear both in their order. */
  readonly #writes = new Serially();

  constructor(store: DeviceStore, node: string) {
    this.#store = store;
    this.#node = node;
  }

  /** A socket of this device said hello. It counts once it is written: each one writes, for the one before may fail. */
  async arrive(person: PersonId, device: DeviceId): Promise<void> {
    const key = keyOf(person, device);
    const record = { device: key, person, node: this.#node };
    await this.#writes.run(key, async () => {
      if (!this.#sockets.has(key)) await this.#store.arrive(record);
      this.#sockets.set(key, (this.#sockets.get(key) ?? 0) + 1);
    });
  }

  /** A socket of this device is gone; `at`: its last sign of life. */
  async depart(person: PersonId, device: DeviceId, at: Millis): Promise<void> {
    const key = keyOf(person, device);
    await this.#writes.run(key, async () => {
      const sockets = (this.#sockets.get(key) ?? 1) - 1;
      if (sockets > 0) this.#sockets.set(key, sockets);
      else this.#sockets.delete(key);
      if (sockets <= 0) await this.#store.depart(key, this.#node, at);
    });
  }
}

/** A device's id is chosen by its browser: bound to the person, nobody can take somebody else's off line with it. */
function keyOf(person: PersonId, device: DeviceId): DeviceId {
  return `${device}@${person}`;
}
