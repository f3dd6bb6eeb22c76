import { CallError, type CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Connectors } from "../connectors/connectors.ts";
import type { Logger } from "../logs/logger.ts";
import type { PlaceStore } from "../store/open-places.ts";
import type { CallStore } from "../store/store.ts";
import type { UntilWritten } from "../until-written.ts";
import type { CallEvent } from "./call-machine.ts";
import type { CallRecord, Millis } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** About a day of trying once a minute. */
const MOST_TRIES = 1_440;

export interface PlacesOptions {
  connectors: Pick<Connectors, "provider" | "connectorOf" | "makesPlaces" | "open" | "close">;
  store: Pick<CallStore, "get">;
  /** Calls whose place is not closed yet, whoever opened it. */
  open: PlaceStore;
  known: KnownCalls;
  clock: Clock;
  logger: Logger;
  /** How long a seat that joins waits for the place. */
  waitMs: number;
  untilWritten: UntilWritten;
  move(call: CallId, event: CallEvent): Promise<CallRecord>;
}

/** Where the media of calls meets: opened when the provider says so, closed when the call is over. */
export class Places {
  readonly #options: PlacesOptions;
  /** Calls whose place is being opened here. */
  readonly #opening = new Set<CallId>();
  /** Calls whose place is being closed here, again and again. */
  readonly #closing = new Set<CallId>();
  /** Calls without their place, as of the last look: since when. */
  #awaited = new Map<CallId, Millis>();

  constructor(options: PlacesOptions) {
    this.#options = options;
    options.known.onNews((call, previous) => {
      const isOver = call.phase === "ended" && previous !== undefined;
      if (isOver && call.place?.state === "open") this.#close(call);
    });
  }

  openOnPlace(call: CallRecord): void {
    this.#openIf(call, "on-place");
  }

  openOnAnswer(call: CallRecord): void {
    if (call.phase === "active") this.#openIf(call, "on-answer");
  }

  /**
   * Opens again what nobody opens any more, because the process that was to do it is gone; by any process, to be called every few
   * seconds. Opening is idempotent per generation.
   */
  look(): void {
    const { known, clock, waitMs } = this.#options;
    const now = clock.now();
    const before = this.#awaited;
    this.#awaited = new Map();
    for (const call of known.live()) {
      if (this.#opening.has(call.id) || !this.#isAwaited(call)) continue;
      const since = before.get(call.id) ?? now;
      this.#awaited.set(call.id, since);
      // Whoever opens it would have been done by then, or have failed.
      if (now - since > waitMs) this.#begin(call);
    }
  }

  /** Closes what the process that was to close it did not; by any process, at start and every half minute. */
  closeLeft(): void {
    this.#closeLeft().catch((error: unknown) => {
      this.#options.logger.debug({ err: error }, "places to close could not be looked for");
    });
  }

  /** The call, once its place is open; at once for providers that need none. @throws {CallError} connector-failed, call-ended */
  async whenOpen(id: CallId): Promise<CallRecord> {
    const { store, connectors } = this.#options;
    // Listens before it looks: what happens between the two is heard.
    const news = this.#readyNews(id);
    try {
      const call = await store.get(id);
      if (!call) throw new CallError("call-not-found");
      return isReady(call, connectors) ? call : await news.ready;
    } finally {
      news.stop();
    }
  }

  #openIf(call: CallRecord, when: "on-place" | "on-answer"): void {
    const { connectors } = this.#options;
    const isNow = connectors.provider(call.provider)?.opens === when;
    if (!isNow || call.place || !connectors.makesPlaces(call.provider)) return;
    this.#begin(call);
  }

  #isAwaited({ phase, provider, place }: CallRecord): boolean {
    const { connectors } = this.#options;
    const opens = connectors.provider(provider)?.opens;
    const isDue = opens === "on-place" || (opens === "on-answer" && phase === "active");
    const isMissing = place === undefined || place.state === "opening";
    return isDue && isMissing && connectors.makesPlaces(provider);
  }

  #begin(call: CallRecord): void {
    this.#opening.add(call.id);
    this.#open(call)
      .catch((error: unknown) => {
        const { logger } = this.#options;
        logger.warn({ err: error, callId: call.id }, "a place could not be opened");
      })
      .finally(() => this.#opening.delete(call.id));
  }

  async #open(call: CallRecord): Promise<void> {
    const { connectors } = this.#options;
    const connector = connectors.connectorOf(call.provider);
    const opening = await this.#write(call, { type: "place-opening", connector });
    if (opening?.place?.state !== "opening" || opening.phase === "ended") return;
    const { generation } = opening.place;
    await this.#keep(call.id);
    try {
      const placeData = await connectors.open(opening, generation);
      const after = await this.#write(call, { type: "place-open", generation, placeData });
      // The call ended meanwhile: nobody was told of this place, and nobody else closes it.
      if (after?.phase === "ended") this.#close({ ...after, placeData });
    } catch (error) {
      await this.#write(call, { type: "place-failed", generation });
      throw error;
    }
  }

  /** The call after it, once that is written: a place of which nobody knows could be neither entered nor closed. */
  async #write({ id }: CallRecord, event: CallEvent): Promise<CallRecord | undefined> {
    const { untilWritten, move } = this.#options;
    let after: CallRecord | undefined;
    await untilWritten.run(`${event.type} ${id}`, async () => {
      after = await move(id, event);
    });
    return after;
  }

  /** The call as soon as it is told that its place is open, for as long as a seat waits. */
  #readyNews(id: CallId): { ready: Promise<CallRecord>; stop(): void } {
    const { known, clock, connectors, waitMs } = this.#options;
    const { promise: ready, resolve, reject } = Promise.withResolvers<CallRecord>();
    // Nobody may be waiting by then.
    ready.catch(() => {});
    const takeBack = clock.after(waitMs, () => {
      reject(new CallError("connector-failed", { detail: "the place did not open in time" }));
    });
    const stopListening = known.onNews((call) => {
      if (call.id === id && isReady(call, connectors)) resolve(call);
    });
    const stop = () => {
      takeBack();
      stopListening();
    };
    return { ready, stop };
  }

  async #closeLeft(): Promise<void> {
    const { open, known, store } = this.#options;
    const left = await open.all();
    const live = new Set([...known.live()].map(({ id }) => id));
    for (const id of left) {
      if (live.has(id) || this.#opening.has(id) || this.#closing.has(id)) continue;
      const call = await store.get(id);
      if (call && call.phase !== "ended") continue;
      // It was never open, or its call is forgotten a day after its end.
      if (call?.place?.state === "open") this.#close(call);
      else await this.#forget(id);
    }
  }

  #close(call: CallRecord): void {
    if (this.#closing.has(call.id)) return;
    this.#closing.add(call.id);
    this.#tryToClose(call, 0);
  }

  #tryToClose(call: CallRecord, tries: number): void {
    const { connectors, clock, logger } = this.#options;
    connectors.close(call).then(
      () => this.#forget(call.id),
      (error: unknown) => {
        if (tries >= MOST_TRIES) {
          logger.error({ err: error, callId: call.id }, "a place could not be closed");
          return this.#forget(call.id);
        }
        const wait = Math.min(FIRST_RETRY_MS * 2 ** tries, LAST_RETRY_MS);
        clock.after(wait, () => this.#tryToClose(call, tries + 1));
        return undefined;
      },
    );
  }

  /** Before it is opened: whoever is left knows then that there may be one to close. */
  #keep(id: CallId): Promise<void> {
    const { untilWritten, open } = this.#options;
    return untilWritten.run(`place ${id}`, () => open.put(id));
  }

  async #forget(id: CallId): Promise<void> {
    const { untilWritten, open } = this.#options;
    await untilWritten.run(`place ${id}`, () => open.remove(id));
    this.#closing.delete(id);
  }
}

function isReady(call: CallRecord, connectors: Pick<Connectors, "makesPlaces">): boolean {
  if (call.phase === "ended") return true;
  return call.place?.state === "open" || !connectors.makesPlaces(call.provider);
}
