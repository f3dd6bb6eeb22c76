import type { CallError, CallId, ParticipantId, PersonId, ServerFrame } from "@ringline/protocol";
import type { CallClient, Channel, ChannelEvents } from "../api.ts";
import { pauseAfter } from "../connection/passing.ts";
import { guarded, type Listeners } from "../listeners.ts";
import type { PageEvents } from "../page-state.ts";
import { randomId } from "../seat/secret.ts";
import type { FromLeader } from "../tabs/messages.ts";

/** What comes on the channels of this browser's pages. */
export type ChannelFrame = Extract<ServerFrame, { type: "relay" | "relay-gap" }>;

/** `listeners`: those of the page, which hears the frames of all channels of this browser. */
export function open(
  client: CallClient,
  listeners: Listeners<PageEvents>,
  asked: Parameters<CallClient["channel"]>,
): Channel {
  return new PageChannel(client, listeners, asked);
}

/**
 * One page's listening to one call. After every welcome it is asked for again, under another name and from the last number
 * on: what still comes for an older one is not heard, so that nothing is lost and nothing comes twice. @see SPEC CLIENT20
 */
class PageChannel implements Channel {
  readonly #id = randomId();
  readonly #client: CallClient;
  readonly #call: CallId;
  readonly #events: ChannelEvents;
  readonly #unfollow: readonly (() => void)[];
  /** Everything up to here was heard; absent until it is known where listening begins. */
  #seq: number | undefined;
  /** Counts the askings. */
  #asked = 0;
  #isReady = false;
  #isOver = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #lastN = 0;
  /** One message after the other: their numbers rise. */
  #said: Promise<unknown> = Promise.resolve();

  constructor(
    client: CallClient,
    listeners: Listeners<PageEvents>,
    [call, events, options]: Parameters<CallClient["channel"]>,
  ) {
    this.#client = client;
    this.#call = call;
    this.#events = events;
    if (options?.fromStart) this.#seq = 0;
    this.#unfollow = [
      listeners.on("leaving", () => this.#unlisten()),
      listeners.on("leader", (message) => this.#hear(message)),
      listeners.on("callGone", (gone) => gone.call === call && this.#end()),
      listeners.on("callChanged", ({ call: { id, phase } }) => {
        if (id === call && phase === "ended") this.#end();
      }),
      listeners.on("connection", ({ state }) => {
        if (state === "closed") this.#end();
      }),
    ];
    this.#listen();
  }

  get #name(): string {
    return `${this.#id}-${this.#asked}`;
  }

  say(body: unknown, to?: ParticipantId): Promise<void> {
    const said = this.#said.then(() => this.#say(body, to));
    this.#said = said.catch(() => {});
    return said;
  }

  close(): void {
    if (this.#isOver) return;
    this.#unlisten();
    this.#stop();
  }

  async #say(body: unknown, to: ParticipantId | undefined): Promise<void> {
    this.#lastN += 1;
    const once = { name: this.#id, n: this.#lastN };
    for (;;) {
      try {
        await this.#client.request("calls.say", { call: this.#call, body, to, once });
        return;
      } catch (error) {
        const ms = pauseAfter(error);
        if (ms === undefined || this.#isOver) throw error;
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    }
  }

  #listen(): void {
    clearTimeout(this.#retry);
    if (this.#isOver) return;
    if (this.#asked > 0) this.#unlisten();
    this.#asked += 1;
    const channel = this.#name;
    const isOld = () => this.#isOver || channel !== this.#name;
    this.#client.request("calls.listen", { call: this.#call, from: this.#seq, channel }).then(
      ({ head }) => (isOld() ? this.#unlisten(channel) : this.#listens(head)),
      (error: CallError) => {
        if (isOld()) return;
        const ms = error.code === "connection-lost" ? 0 : pauseAfter(error);
        if (ms === undefined) this.#end(error);
        else this.#retry = setTimeout(() => this.#listen(), ms);
      },
    );
  }

  #listens(head: number): void {
    this.#seq ??= head;
    if (this.#isReady) return;
    this.#isReady = true;
    guarded(() => this.#events.onReady?.());
  }

  #hear(message: FromLeader): void {
    switch (message.type) {
      // A new connection, or a new leader: nobody may listen for this page any more.
      case "welcome":
      case "snapshot":
        this.#listen();
        break;
      case "relay":
      case "relay-gap":
        if (message.channel === this.#name) this.#take(message);
    }
  }

  #take(frame: ChannelFrame): void {
    if (frame.type === "relay-gap") {
      // The server may have begun to count anew.
      this.#seq = 0;
      guarded(() => this.#events.onGap?.());
      return;
    }
    const { from, seq, body } = frame;
    if (this.#seq !== undefined && seq <= this.#seq) return;
    this.#seq = seq;
    const person = this.#personOf(from);
    guarded(() =>
      this.#events.onMessage({ from, ...(person !== undefined && { person }), seq, body }),
    );
  }

  #personOf(participant: ParticipantId): PersonId | undefined {
    const found = this.#client.calls
      .get(this.#call)
      ?.participants.find(({ id }) => id === participant);
    return found && found.party.type !== "address" ? found.party.id : undefined;
  }

  #unlisten(channel = this.#name): void {
    this.#client.request("calls.unlisten", { call: this.#call, channel }).catch(() => {});
  }

  /** Nothing more comes, and nobody need be told. */
  #end(error?: CallError): void {
    if (this.#isOver) return;
    this.#stop();
    guarded(() => this.#events.onEnd?.(error));
  }

  #stop(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    for (const unfollow of this.#unfollow) unfollow();
  }
}
