import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { DeviceId, PersonId } from "@ringline/protocol";
import type { Millis } from "../../calls/call-record.ts";
import type { Clock } from "../../clock.ts";
import type { DeviceRecord, DeviceStore } from "../store.ts";
import type { GroupCommit, Participant } from "./group-commit.ts";

/** Rows are written with the next call, or after this time. */
const WRITE_BEHIND_MS = 1_000;

interface Entry extends DeviceRecord {
  writtenAt: Millis;
}

/**
 * Devices of the one process that there is, in memory. They are written a moment later, with somebody else's transaction: a
 * crash may lose who came in the last second, and after a start they come again anyway. What stays is who was here lately.
 */
export class SqliteDevices implements DeviceStore, Participant {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #keep: StatementSync;
  readonly #forget: StatementSync;
  readonly #remember: StatementSync;
  readonly #devices = new Map<DeviceId, Entry>();
  readonly #byPerson = new Map<PersonId, Set<DeviceId>>();
  readonly #dirty = new Set<DeviceId>();
  #isWaiting = false;

  constructor(database: DatabaseSync, group: GroupCommit, clock: Clock) {
    this.#group = group;
    this.#clock = clock;
    this.#keep = database.prepare("insert or replace into devices values (?, ?, ?, ?, ?)");
    this.#forget = database.prepare("delete from devices where device = ?");
    this.#remember = database.prepare(
      "insert into last_seen values (?, ?) on conflict (person) do update set at = max(at, excluded.at)",
    );
    this.#load(database);
    group.join(this);
  }

  async arrive({ device, person, node }: Omit<DeviceRecord, "goneAt">): Promise<void> {
    this.#put({ device, person, node, writtenAt: this.#clock.now() });
  }

  async depart(device: DeviceId, node: string, at: Millis): Promise<void> {
    const entry = this.#devices.get(device);
    if (entry?.node !== node || entry.goneAt !== undefined) return;
    this.#put({ ...entry, goneAt: at, writtenAt: this.#clock.now() });
  }

  async of(people: readonly PersonId[], since: Millis): Promise<DeviceRecord[]> {
    const records: DeviceRecord[] = [];
    for (const person of new Set(people))
      for (const id of this.#byPerson.get(person) ?? []) {
        const entry = this.#devices.get(id);
        if (entry && (entry.goneAt ?? since) >= since) records.push(recordOf(entry));
      }
    return records;
  }

  async changedSince(time: Millis): Promise<PersonId[]> {
    const people = new Set<PersonId>();
    for (const { person, writtenAt } of this.#devices.values())
      if (writtenAt >= time) people.add(person);
    return [...people];
  }

  /** Forgets devices that left before this time; when somebody's went is remembered. */
  tidy(before: Millis): void {
    for (const { device, person, goneAt } of this.#devices.values()) {
      if (goneAt === undefined || goneAt >= before) continue;
      this.#devices.delete(device);
      this.#unlink(device, person);
      this.#write(device);
      this.#group.run(() => void this.#remember.run(person, goneAt)).catch(() => {});
    }
  }

  /** Forgets this person's devices; to be called inside a transaction. */
  erase(person: PersonId): void {
    for (const device of [...(this.#byPerson.get(person) ?? [])]) {
      this.#devices.delete(device);
      this.#unlink(device, person);
      this.#dirty.delete(device);
      this.#forget.run(device);
    }
  }

  beforeCommit(): void {
    for (const id of this.#dirty) {
      const entry = this.#devices.get(id);
      if (!entry) this.#forget.run(id);
      else {
        const { device, person, node, goneAt = null, writtenAt } = entry;
        this.#keep.run(device, person, node, goneAt, writtenAt);
      }
    }
  }

  afterCommit(): void {
    this.#dirty.clear();
  }

  afterRollback(): void {}

  #put(entry: Entry): void {
    const { device, person } = entry;
    const before = this.#devices.get(device);
    if (before && before.person !== person) this.#unlink(device, before.person);
    this.#devices.set(device, entry);
    const devices = this.#byPerson.get(person);
    if (devices) devices.add(device);
    else this.#byPerson.set(person, new Set([device]));
    this.#write(device);
  }

  #unlink(device: DeviceId, person: PersonId): void {
    const devices = this.#byPerson.get(person);
    devices?.delete(device);
    if (devices?.size === 0) this.#byPerson.delete(person);
  }

  #write(device: DeviceId): void {
    this.#dirty.add(device);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#clock.after(WRITE_BEHIND_MS, () => {
      this.#isWaiting = false;
      // A full disk is told to whoever places a call; the rows stay and go with a later transaction.
      if (this.#dirty.size > 0) this.#group.run(() => {}).catch(() => {});
    });
  }

  /** Whoever was here when the process before this one ended, left now: their pages are about to come back. */
  #load(database: DatabaseSync): void {
    const now = this.#clock.now();
    for (const row of database.prepare("select device, person, node, gone_at from devices").all()) {
      const { device, person, node, gone_at } = row;
      const goneAt = gone_at === null ? now : Number(gone_at);
      const ids = { device: String(device), person: String(person), node: String(node) };
      this.#put({ ...ids, goneAt, writtenAt: now });
    }
  }
}

function recordOf({ writtenAt: _writtenAt, ...record }: Entry): DeviceRecord {
  return record;
}
