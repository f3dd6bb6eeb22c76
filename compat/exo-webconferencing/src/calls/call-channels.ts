import type { Call, ParticipantId } from "@ringline/protocol";
import type { Door } from "./door.ts";
import { exoIdOf } from "./exo-call.ts";
import { exoFailure } from "./exo-error.ts";
import type { PageSeats } from "./page-seats.ts";

export interface CallListener {
  onUpdate(data: unknown): void;
  /** An error that was said in the channel, or why there is none. */
  onError?(error: unknown): void;
  /** From now on nothing that is said is missed. */
  onReady?(): void;
}

interface Heard {
  seq: number;
  from: ParticipantId;
  person?: string;
  body: unknown;
}

interface Subscription {
  listener: CallListener;
  isReady: boolean;
  /** Of the call that now goes by this name. */
  stop?: () => void;
}

/** Channels by the older API's call ids: they may be asked for before the call exists, and go on with the next call of that id. */
export class CallChannels {
  readonly #door: Door;
  readonly #seats: PageSeats;
  readonly #byId = new Map<string, Set<Subscription>>();

  constructor(door: Door, seats: PageSeats) {
    this.#door = door;
    this.#seats = seats;
  }

  listen(id: string, listener: CallListener): () => void {
    const subscription: Subscription = { listener, isReady: false };
    const all = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, all.add(subscription));
    this.#door.ready.then(
      () => {
        if (!all.has(subscription)) return;
        const live = [...this.#door.calls.values()].find((call) => isLive(call, id));
        if (live) this.#open(live, subscription, false);
        else ready(subscription);
      },
      (error: unknown) => listener.onError?.(refusal(error)),
    );
    return () => {
      all.delete(subscription);
      if (all.size === 0) this.#byId.delete(id);
      subscription.stop?.();
    };
  }

  /** A call appeared that somebody waits for: what was said before this page knew of it is heard too. */
  follow(call: Call): void {
    if (call.phase === "ended") return;
    for (const subscription of this.#byId.get(exoIdOf(call)) ?? [])
      if (!subscription.stop) this.#open(call, subscription, true);
  }

  close(): void {
    for (const all of this.#byId.values()) for (const { stop } of all) stop?.();
    this.#byId.clear();
  }

  #open(call: Call, subscription: Subscription, fromStart: boolean): void {
    const { listener } = subscription;
    const closeSeat = this.#seats.keepOpen(call.id);
    const stop = () => {
      closeSeat();
      delete subscription.stop;
    };
    const channel = this.#door.channel(
      call.id,
      {
        onMessage: (message) => this.#hear(call, message, listener),
        onReady: () => ready(subscription),
        onEnd: (error) => {
          stop();
          if (error) listener.onError?.(refusal(error));
        },
      },
      { fromStart },
    );
    subscription.stop = () => {
      stop();
      channel.close();
    };
  }

  /** Who speaks is whom the server says; a message that names another participant as its sender is nobody's. */
  #hear({ id }: Call, { person, from, body }: Heard, { onUpdate, onError }: CallListener): void {
    const data = parsed(body);
    const sender = fieldOf(data, "sender");
    const call = this.#door.calls.get(id);
    const isOthers = call?.participants.some(
      ({ id: part, party }) => part !== from && party.type !== "address" && party.id === sender,
    );
    if (isOthers && sender !== person) return;
    if (fieldOf(data, "error")) onError?.(data);
    else onUpdate(data);
  }
}

function isLive(call: Call, id: string): boolean {
  return call.phase !== "ended" && exoIdOf(call) === id;
}

function ready(subscription: Subscription): void {
  if (subscription.isReady) return;
  subscription.isReady = true;
  subscription.listener.onReady?.();
}

function refusal(error: unknown): string {
  return `Call updates subscription failed (${exoFailure(error).message})`;
}

/** Older clients send JSON as text. */
function parsed(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function fieldOf(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
}
