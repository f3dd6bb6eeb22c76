import { CallError, type CallId, type ParticipantId, type PersonId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { RateLimits } from "../limits.ts";
import { TokenBuckets } from "../token-bucket.ts";
import type { CallRecord } from "./call-record.ts";
import { maySee } from "./call-seen-by.ts";
import type { KnownCalls } from "./known-calls.ts";
import type { Outgoing, Relay, RelaySeat } from "./relay.ts";

/** A device's socket, as far as channels know it. */
export interface ChannelSocket {
  readonly person: PersonId;
  /** Whether it is still there; one that is gone never listens. */
  readonly isHere: boolean;
  tell(frame: string): void;
}

export interface ListenOptions {
  call: CallId;
  participant: ParticipantId;
  /** The socket's own name for it, among several of one call. */
  channel?: string;
  /** Begins after this number; absent: after the newest message. */
  from?: number;
}

export interface ChannelsOptions {
  relay: Pick<Relay, "add" | "remove" | "send" | "head" | "hasLost">;
  known: KnownCalls;
  clock: Clock;
  limits: Pick<RateLimits, "messagesPerSecond" | "messageBurst">;
}

/** So many listenings may one socket have: pages of one browser share it. */
const MOST_PER_SOCKET = 64;
const RELAY_BEGIN = '{"type":"relay",';

/** The relay of calls for devices of their participants: they hear and say without a seat. @see SPEC RELAY */
export class Channels {
  readonly #options: ChannelsOptions;
  readonly #bySocket = new Map<ChannelSocket, Map<string, Listening>>();
  readonly #byCall = new Map<CallId, Set<Listening>>();
  readonly #messages: TokenBuckets;

  constructor(options: ChannelsOptions) {
    this.#options = options;
    const { messagesPerSecond, messageBurst } = options.limits;
    this.#messages = new TokenBuckets(messagesPerSecond, messageBurst);
    options.known.onNews((call) => this.#endOver(call));
  }

  /**
   * From now on the socket hears the call's log, in its order; the same channel again begins anew. Answers the newest number.
   * @throws {CallError} call-not-found when its person has no part in the call any more, not-allowed above 64, storage-unavailable
   */
  async listen(socket: ChannelSocket, options: ListenOptions): Promise<number> {
    const { relay, known } = this.#options;
    const { call, participant, channel, from } = options;
    const head = await relay.head(call);
    if (!socket.isHere) return head;
    if (!hasPart(known.get(call), socket.person)) throw new CallError("call-not-found");
    this.unlisten(socket, call, channel);
    const ofSocket = this.#bySocket.get(socket) ?? new Map<string, Listening>();
    if (ofSocket.size >= MOST_PER_SOCKET)
      throw new CallError("not-allowed", { detail: `more than ${MOST_PER_SOCKET} channels` });
    const listening = new Listening(socket, { call, participant, channel }, from ?? head);
    this.#bySocket.set(socket, ofSocket.set(nameOf(call, channel), listening));
    const ofCall = this.#byCall.get(call) ?? new Set();
    this.#byCall.set(call, ofCall.add(listening));
    if (from === 0 && relay.hasLost(call)) listening.tellGap();
    void relay.add(listening);
    return head;
  }

  unlisten(socket: ChannelSocket, call: CallId, channel?: string): void {
    const listening = this.#bySocket.get(socket)?.get(nameOf(call, channel));
    if (listening) this.#end(listening);
  }

  /** The socket is gone. */
  leave(socket: ChannelSocket): void {
    for (const listening of this.#bySocket.get(socket)?.values() ?? []) this.#end(listening);
  }

  /** @throws {CallError} rate-limited */
  takeTurn(person: PersonId): void {
    const retryAfterMs = this.#messages.take(person, this.#options.clock.now());
    if (retryAfterMs > 0) throw new CallError("rate-limited", { retryAfterMs });
  }

  /** Keeps a message and passes it on; answers its number. `page` and `n` make it repeatable. @throws {CallError} storage-unavailable */
  async say(
    { call, participant }: { call: CallId; participant: ParticipantId },
    { page, ...message }: Outgoing & { page: string },
  ): Promise<number> {
    const { relay } = this.#options;
    // Nobody else's name can be taken: their message would count as repeated.
    const sender = { call, participant, page: `${participant} ${page}` };
    return (await relay.send(sender, message)) ?? (await relay.head(call));
  }

  tidy(): void {
    this.#messages.tidy(this.#options.clock.now());
  }

  #endOver(call: CallRecord): void {
    for (const listening of this.#byCall.get(call.id) ?? [])
      if (!hasPart(call, listening.socket.person)) this.#end(listening);
  }

  #end(listening: Listening): void {
    const { socket, call, channel } = listening;
    listening.isOver = true;
    this.#options.relay.remove(listening);
    const ofSocket = this.#bySocket.get(socket);
    ofSocket?.delete(nameOf(call, channel));
    if (ofSocket?.size === 0) this.#bySocket.delete(socket);
    const ofCall = this.#byCall.get(call);
    ofCall?.delete(listening);
    if (ofCall?.size === 0) this.#byCall.delete(call);
  }
}

/** One listening of one socket: on the relay like a seat that never claims one, and hears its own person too. */
class Listening implements RelaySeat {
  readonly socket: ChannelSocket;
  readonly call: CallId;
  readonly participant: ParticipantId;
  readonly channel: string | undefined;
  readonly epoch = 0;
  readonly page = "";
  readonly hearsOwn = true;
  head: number;
  /** A read of the log may be under way when it ends. */
  isOver = false;

  constructor(
    socket: ChannelSocket,
    { call, participant, channel }: Pick<ListenOptions, "call" | "participant" | "channel">,
    head: number,
  ) {
    this.socket = socket;
    this.call = call;
    this.participant = participant;
    this.channel = channel;
    this.head = head;
  }

  tellRelay(frame: string): void {
    if (this.isOver) return;
    const { channel } = this;
    // The name needs no escaping: its schema has letters, digits, `-` and `_` alone.
    const named = `${RELAY_BEGIN}"channel":"${channel}",${frame.slice(RELAY_BEGIN.length)}`;
    this.socket.tell(channel === undefined ? frame : named);
  }

  tellGap(): void {
    const { call, channel } = this;
    if (!this.isOver) this.socket.tell(JSON.stringify({ type: "relay-gap", call, channel }));
  }
}

function nameOf(call: CallId, channel = ""): string {
  return `${call} ${channel}`;
}

function hasPart(call: CallRecord | undefined, person: PersonId): boolean {
  if (!call || call.phase === "ended") return false;
  return maySee(call, person);
}
