import { Backlog } from "./backlog.ts";
import type { CometdLimits } from "./limits.ts";
import type { Message, Reply } from "./message.ts";
import { accept, BEGIN_ANEW, type Refusal, refuse } from "./replies.ts";

/** What a connect came on: a WebSocket, or one request. */
export interface Line {
  /** Sends messages at any time, and answers whether it did; absent: a request, which carries one answer. */
  send?(messages: readonly Reply[]): boolean;
  /** Aborts when nobody hears an answer any more; with `UNSENT` or `BROKEN` where that was so. */
  signal: AbortSignal;
}

/** Why a line was cut: what was to be sent on it did not go, nor maybe what was sent before. */
export const UNSENT = Symbol("unsent");
/** A line that ended without a goodbye: what was sent on it last may not have arrived. */
export const BROKEN = Symbol("broken");

interface Held {
  message: Message;
  timer: NodeJS.Timeout | undefined;
  answer(replies: Reply[]): void;
}

export interface SessionOptions {
  id: string;
  person: string;
  /** The client says what it got: what it did not get is sent again, and messages travel with the answers to its connects only. */
  acknowledges: boolean;
  limits: CometdLimits;
  /** Once, when it is over. */
  onEnd(refusal: Refusal): void;
}

const GONE: Refusal = { code: 402, words: "The client was away for too long", advice: BEGIN_ANEW };
const LOST: Refusal = {
  code: 402,
  words: "Messages were lost: more waited than there is room for",
  advice: BEGIN_ANEW,
};
const BROKE: Refusal = {
  code: 402,
  words: "Messages may be lost: the line broke",
  advice: BEGIN_ANEW,
};
const TAKEN_OVER: Refusal = { code: 409, words: "Another connect came" };

/** One client's line: what waits for it, and the connect that is held for it. @see SPEC BAYEUX */
export class Session {
  readonly id: string;
  readonly person: string;
  readonly #options: SessionOptions;
  readonly #backlog: Backlog;
  #held: Held | undefined;
  #line: Line | undefined;
  #absence: NodeJS.Timeout | undefined;
  #ended: Refusal | undefined;
  /** Something was sent since the last connect, and the client need not have got it. */
  #isUnsure = false;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.person = options.person;
    this.#options = options;
    this.#backlog = new Backlog({ acknowledged: options.acknowledges });
    this.#await();
  }

  /** Why it is over, if it is. */
  get ended(): Refusal | undefined {
    return this.#ended;
  }

  /** Sends a message as soon as there is a way; too many that wait end the session. */
  deliver(message: Reply): void {
    if (this.#ended) return;
    this.#backlog.push(message);
    this.#flush();
    if (this.#backlog.isBeyond(this.#options.limits)) this.end(LOST);
  }

  /** Answers when there is something to say, at the latest when the hold is over; with nothing when the line is gone. */
  connect(message: Message, line: Line): Promise<Reply[]> {
    this.#release(TAKEN_OVER);
    const ack = message.ext?.ack;
    if (typeof ack === "number") this.#backlog.acknowledge(ack);
    clearTimeout(this.#absence);
    this.#isUnsure = false;
    this.#follow(line);
    const hold = Math.min(message.advice?.timeout ?? Infinity, this.#options.limits.holdMs);
    return new Promise((answer) => {
      const held: Held = { message, answer, timer: undefined };
      this.#held = held;
      this.#flush();
      if (this.#held !== held) return;
      if (hold === 0) this.#answer(held);
      else held.timer = setTimeout(() => this.#answer(held), hold);
    });
  }

  /** Tells the client why: now where a connect is held, else at its next one. Idempotent. */
  end(refusal: Refusal): void {
    if (this.#ended) return;
    this.#ended = refusal;
    clearTimeout(this.#absence);
    this.#release(refusal);
    this.#backlog.clear();
    this.#options.onEnd(refusal);
  }

  #flush(): void {
    if (this.#backlog.isEmpty) return;
    const line = this.#line;
    if (line?.send && !this.#options.acknowledges) {
      if (!line.send(this.#backlog.waiting)) return;
      this.#backlog.take();
      this.#isUnsure = true;
    } else if (this.#held) this.#answer(this.#held);
  }

  #answer(held: Held): void {
    this.#held = undefined;
    clearTimeout(held.timer);
    const messages = this.#backlog.take();
    const { batch } = this.#backlog;
    held.answer([
      ...messages,
      accept(held.message, batch === undefined ? {} : { ext: { ack: batch } }),
    ]);
    this.#await();
  }

  /** Messages go where the last connect came from. */
  #follow(line: Line): void {
    if (this.#line === line) return;
    this.#line = line;
    line.signal.addEventListener("abort", () => this.#hungUp(line), { once: true });
  }

  #hungUp(line: Line): void {
    if (this.#line !== line) return;
    this.#line = undefined;
    this.#tellLoss(line.signal.reason);
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    clearTimeout(held.timer);
    held.answer([]);
    this.#await();
  }

  /** Who acknowledges is sent it again; nobody else would know that anything is missing. */
  #tellLoss(reason: unknown): void {
    if (this.#options.acknowledges) return;
    if (reason === UNSENT) this.end(LOST);
    if (reason === BROKEN && this.#isUnsure) this.end(BROKE);
  }

  #release(refusal: Refusal): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    clearTimeout(held.timer);
    held.answer([refuse(held.message, refusal)]);
  }

  #await(): void {
    clearTimeout(this.#absence);
    if (this.#ended) return;
    this.#absence = setTimeout(() => this.end(GONE), this.#options.limits.absenceMs);
  }
}
