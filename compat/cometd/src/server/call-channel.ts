import type { CallListener, ExoCalls } from "@ringline/exo-webconferencing/calls";
import { isExoError, refusedBy } from "./exo-fault.ts";
import { Refused } from "./refused.ts";

/** No client's subscription is pending for longer. Milliseconds. */
const READY_MS = 20_000;

export interface CallChannelOptions {
  calls: ExoCalls;
  /** Clients subscribe while their call is still being made: it has this long to appear. Milliseconds. */
  findMs: number;
}

/**
 * Listens to a call that this person is in.
 * @throws {Refused} for a call that this person is not in, which looks the same as one that does not exist
 */
export async function listenToCall(
  id: string,
  listeners: Required<Omit<CallListener, "onReady">>,
  { calls, findMs }: CallChannelOptions,
): Promise<() => void> {
  await find(id, { calls, findMs });
  const ready = Promise.withResolvers<void>();
  const late = setTimeout(() => ready.reject("Call updates subscription timed out"), READY_MS);
  let isReady = false;
  const off = calls.onCallUpdate(id, {
    onUpdate: listeners.onUpdate,
    onGap: listeners.onGap,
    onError: (error) => (isReady ? listeners.onError(error) : ready.reject(error)),
    onReady: () => {
      isReady = true;
      ready.resolve();
    },
  });
  try {
    await ready.promise;
  } catch (error) {
    off();
    throw typeof error === "string" ? new Refused(403, error) : refusedBy(error);
  } finally {
    clearTimeout(late);
  }
  return off;
}

async function find(id: string, { calls, findMs }: CallChannelOptions): Promise<void> {
  for (const end = performance.now() + findMs; ; await pause(100)) {
    try {
      await calls.getCall(id);
      return;
    } catch (error) {
      if (!isNotFound(error) || performance.now() > end) throw refusedBy(error);
    }
  }
}

function isNotFound(error: unknown): boolean {
  return isExoError(error) && error.code === "NOT_FOUND_ERROR";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
