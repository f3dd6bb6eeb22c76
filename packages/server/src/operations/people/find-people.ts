import type { PersonFound } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { timestamp } from "../timestamp.ts";

const USUAL = 50;
/** Rows of devices that went are kept for ten minutes; what came before stands with the person. */
const DEVICES_KEPT_MS = 10 * 60_000;

/** People whose id or name begins with a text, by id. Who may: administrators. */
export const findPeople: Operation<"people.find"> = async (input, _asker, parts) => {
  const { text = "", after, limit = USUAL } = input;
  const { store, statuses, clock } = parts;
  const asked = { text, limit: limit + 1, ...(after !== undefined && { after }) };
  const records = await store.people.find(asked);
  const shown = records.slice(0, limit);
  const ids = shown.map(({ person }) => person.id);
  const [status, devices] = await Promise.all([
    statuses.of(ids),
    store.devices.of(ids, clock.now() - DEVICES_KEPT_MS),
  ]);
  const people = shown.map(({ person, lastSeenAt, revokedAt }): PersonFound => {
    const own = devices.filter((device) => device.person === person.id);
    const open = own.filter(({ goneAt }) => goneAt === undefined);
    const seen = Math.max(lastSeenAt ?? 0, ...own.map(({ goneAt }) => goneAt ?? clock.now()));
    return {
      person,
      status: status.get(person.id)?.status ?? "offline",
      devices: open.length,
      ...(seen > 0 && { lastSeenAt: timestamp(seen) }),
      ...(revokedAt !== undefined && { revokedAt: timestamp(revokedAt) }),
    };
  });
  const last = ids.at(-1);
  return { people, ...(records.length > limit && last !== undefined && { next: last }) };
};
