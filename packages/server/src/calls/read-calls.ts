import type { CallId, PersonId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { ServerTimes } from "../limits.ts";
import type { Store } from "../store/store.ts";
import type { CallRecord } from "./call-record.ts";
import { maySee } from "./call-seen-by.ts";
import type { KnownCalls } from "./known-calls.ts";

interface ReadParts {
  store: Pick<Store, "calls">;
  known: KnownCalls;
  clock: Clock;
  times: Pick<ServerTimes, "endedKeptMs">;
}

/**
 * What a device must know that comes, or that noticed a gap: the person's live calls, and the end of each named call if it
 * was less than ten minutes ago. `gone`: the named ones that this person cannot see any more.
 */
export async function readCalls(
  person: PersonId,
  named: readonly CallId[],
  { store, known, clock, times }: ReadParts,
): Promise<{ records: CallRecord[]; gone: CallId[] }> {
  for (const call of await store.calls.liveOf(person)) known.note(call);
  const live = () => known.of(person).filter((call) => maySee(call, person));
  const isLive = new Set(live().map(({ id }) => id));
  const ended: CallRecord[] = [];
  const gone: CallId[] = [];
  for (const id of named) {
    if (isLive.has(id)) continue;
    const call = await store.calls.get(id);
    const isKept = call?.phase !== "ended" || call.endedAt > clock.now() - times.endedKeptMs;
    if (call && isKept && maySee(call, person)) ended.push(call);
    else gone.push(id);
  }
  // Read last, without waiting after it: whoever registers in the same turn misses nothing.
  return { records: [...live(), ...ended.filter(({ id }) => !known.get(id))], gone };
}
