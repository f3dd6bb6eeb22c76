import type { Conversation } from "./conversation.ts";

/** A hang-up is told within this, where the server can be reached. */
const TELLING_MS = 500;
/** By then the server has ended the call by itself, as its seat is lost. */
const TELLING_AWAY_MS = 20_000;

/** Closes the page when its end has been told and read. */
export class AutoClose {
  readonly #close: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #armedMs: number | undefined;

  constructor(close: () => void) {
    this.#close = close;
  }

  follow(conversation: Conversation): void {
    const ms = delayOf(conversation);
    if (ms === undefined || ms === this.#armedMs) return;
    this.#armedMs = ms;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#close, ms);
  }
}

function delayOf({ ending, call, isServerAway }: Conversation): number | undefined {
  if (ending === undefined) return undefined;
  if (ending.isOwn !== true) return ending.closesAfterMs;
  if (call?.phase === "ended") return 0;
  return isServerAway ? TELLING_AWAY_MS : TELLING_MS;
}
