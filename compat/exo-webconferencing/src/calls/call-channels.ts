import type { ChannelMessage } from "@ringline/client";
import type { Call, CallId } from "@ringline/protocol";
import { checkedId } from "./checked-text.ts";
import type { Door } from "./door.ts";
import { exoIdOf } from "./exo-call.ts";
import { ExoFailure, exoFailure } from "./exo-error.ts";
import { guarded } from "./listening.ts";
import { liveCall } from "./live-call.ts";
import type { PageSeats } from "./page-seats.ts";

/** One page subscribes to no more at a time. */
const SUBSCRIPTIONS = 200;

export interface CallListener {
  onUpdate(data: unknown): void;
  /** An error that was said in the channel, or why there is none. */
  onError?(error: unknown): void;
  /** Once: from now on nothing that is said is missed. */
  onReady?(): void;
  /** Something was missed after all: the way to the server was broken for too long. */
  onGap?(): void;
}

interface Subscription {
  readonly listener: CallListener;
  isReady: boolean;
}

interface OpenChannel {
  readonly call: CallId;
  isReady: boolean;
  close(): void;
}

/** The subscriptions to one id, and the channel of the call that goes by it now. */
interface Topic {
  readonly subscriptions: Set<Subscription>;
  open?: OpenChannel;
}

/** Channels by the older API's call ids: they may be asked for before the call exists, and go on with the next call of that id. */
export class CallChannels {
  readonly #door: Door;
  readonly #seats: PageSeats;
  readonly #topics = new Map<string, Topic>();
  #count = 0;
  /** What lived when this page came was said before it listened. */
  #isReady = false;

  constructor(door: Door, seats: PageSeats) {
    this.#door = door;
    this.#seats = seats;
    door.ready.then(
      () => this.#begin(),
      (error: unknown) => this.#refuse(error),
    );
  }

  listen(id: string, listener: CallListener): () => void {
    const refused = this.#refusal(id);
    if (refused) {
      queueMicrotask(() => guarded(() => listener.onError?.(refusal(refused))));
      return () => {};
    }
    const topic = this.#topics.get(id) ?? { subscriptions: new Set() };
    const subscription = { listener, isReady: false };
    this.#topics.set(id, topic);
    topic.subscriptions.add(subscription);
    this.#count += 1;
    if (this.#isReady) queueMicrotask(() => this.#settle(id, topic));
    return () => {
      if (topic.subscriptions.delete(subscription)) this.#count -= 1;
      if (topic.subscriptions.size === 0) this.#forget(id, topic);
    };
  }

  /** Whether somebody on this page listens to this call. */
  hears(call: Call): boolean {
    return this.#topics.get(exoIdOf(call))?.open?.call === call.id;
  }

  /** A call appeared that somebody waits for: what was said before this page knew of it is heard too. */
  follow(call: Call): void {
    if (call.phase === "ended" || !this.#isReady) return;
    const id = exoIdOf(call);
    const topic = this.#topics.get(id);
    if ((liveCall(this.#door, id) ?? call).id !== call.id) return;
    if (topic && topic.open?.call !== call.id) this.#open(call, topic, true);
  }

  close(): void {
    const topics = [...this.#topics.values()];
    this.#topics.clear();
    this.#count = 0;
    for (const topic of topics) {
      topic.open?.close();
      abandon(topic);
    }
  }

  #refusal(id: string): unknown {
    if (this.#count >= SUBSCRIPTIONS)
      return new ExoFailure("CLIENT_ERROR", `more than ${SUBSCRIPTIONS} subscriptions`);
    try {
      checkedId(id);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  #begin(): void {
    this.#isReady = true;
    for (const [id, topic] of this.#topics) this.#settle(id, topic);
  }

  #refuse(error: unknown): void {
    for (const { subscriptions } of this.#topics.values())
      for (const { listener } of [...subscriptions])
        guarded(() => listener.onError?.(refusal(error)));
  }

  /** Somebody wants to hear: from now on where the call lives, from its first word where it does not yet. */
  #settle(id: string, topic: Topic): void {
    if (this.#topics.get(id) !== topic) return;
    const live = liveCall(this.#door, id);
    if (live && topic.open?.call !== live.id) this.#open(live, topic, false);
    if (!topic.open || topic.open.isReady) ready(topic);
  }

  #open(call: Call, topic: Topic, fromStart: boolean): void {
    topic.open?.close();
    const letGo = this.#seats.keepOpen(call.id);
    const events = {
      onMessage: (message: ChannelMessage) => this.#hear(call.id, message, topic),
      onReady: () => {
        open.isReady = true;
        ready(topic);
      },
      onGap: () => tellGap(topic),
      onEnd: (error?: unknown) => {
        letGo();
        if (topic.open !== open) return;
        delete topic.open;
        if (error) tellError(topic, refusal(error));
        // The call ended before it could be listened to: the next one of this id is waited for.
        else ready(topic);
      },
    };
    const channel = this.#door.channel(call.id, events, { fromStart });
    const open: OpenChannel = {
      call: call.id,
      isReady: false,
      close: () => {
        letGo();
        if (topic.open === open) delete topic.open;
        channel.close();
      },
    };
    topic.open = open;
  }

  /** Who speaks is whom the server says; a message that names another participant as its sender is nobody's. */
  #hear(id: CallId, { person, from, body }: ChannelMessage, topic: Topic): void {
    const data = parsed(body);
    const sender = fieldOf(data, "sender");
    const isOthers = this.#door.calls
      .get(id)
      ?.participants.some(
        ({ id: part, party }) => part !== from && party.type !== "address" && party.id === sender,
      );
    if (isOthers && sender !== person) return;
    if (fieldOf(data, "error")) tellError(topic, data);
    else tellUpdate(topic, data);
  }

  #forget(id: string, topic: Topic): void {
    topic.open?.close();
    if (this.#topics.get(id) === topic) this.#topics.delete(id);
  }
}

function ready({ subscriptions }: Topic): void {
  for (const subscription of [...subscriptions]) {
    if (subscription.isReady) continue;
    subscription.isReady = true;
    guarded(() => subscription.listener.onReady?.());
  }
}

/** Who still waits to listen is told that nothing comes any more. */
function abandon({ subscriptions }: Topic): void {
  const error = refusal(new ExoFailure("SERVER_ERROR", "closed"));
  for (const { isReady, listener } of [...subscriptions])
    if (!isReady) guarded(() => listener.onError?.(error));
}

/** Each has its own: what one connector changes, another does not see. */
function tellUpdate({ subscriptions }: Topic, data: unknown): void {
  for (const { listener } of [...subscriptions])
    guarded(() => listener.onUpdate(structuredClone(data)));
}

function tellGap({ subscriptions }: Topic): void {
  for (const { listener } of [...subscriptions]) guarded(() => listener.onGap?.());
}

function tellError({ subscriptions }: Topic, error: unknown): void {
  for (const { listener } of [...subscriptions]) guarded(() => listener.onError?.(error));
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
