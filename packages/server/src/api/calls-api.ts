import type { Call, CallId } from "@ringline/protocol";
import { callSeenByAdmin } from "../calls/call-seen-by.ts";
import type { CallService } from "../calls/call-service.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { Logger } from "../logs/logger.ts";
import type { CallStore } from "../store/store.ts";

/** A call has changed. Both are the whole call, as administrators see it. */
export interface CallChange {
  call: Call;
  /** What this process knew of it before; absent when it learns of the call now. */
  previous?: Call;
}

/** The calls of a server, for the program that runs it. */
export interface ServerCalls {
  /**
   * Hears of each change that reaches this process, made here or by another one, after it is durable. Of changes that follow
   * each other at once the newest state may be told alone; per call, `revision` rises. A listener that throws is logged and
   * disturbs nobody. Returns what ends it.
   */
  onChange(listener: (change: CallChange) => void): () => void;
  /** All live calls. @throws {CallError} storage-unavailable */
  list(): Promise<Call[]>;
  /** A call, live or ended within a day. @throws {CallError} storage-unavailable */
  get(call: CallId): Promise<Call | undefined>;
  /** Ends a call for everybody; twice is once. @throws {CallError} call-not-found, call-ended, storage-unavailable */
  end(call: CallId): Promise<Call>;
}

export interface CallsApiParts {
  calls: CallService;
  known: KnownCalls;
  store: CallStore;
  logger: Logger;
}

export function callsApi({ calls, known, store, logger }: CallsApiParts): ServerCalls {
  return {
    onChange: (listener) =>
      known.onNews((record, before) => {
        const call = callSeenByAdmin(record);
        const change = before ? { call, previous: callSeenByAdmin(before) } : { call };
        try {
          listener(change);
        } catch (error) {
          logger.error({ err: error, callId: call.id }, "a listener for calls failed");
        }
      }),
    list: async () => (await store.live()).map(callSeenByAdmin),
    get: async (id) => {
      const record = await store.get(id);
      return record && callSeenByAdmin(record);
    },
    end: async (id) => callSeenByAdmin(await calls.move(id, { type: "end" })),
  };
}
