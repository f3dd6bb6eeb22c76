import type { Conversation } from "./conversation.ts";

/** A hang-up is told within this, where the server can be reached. */
const TELLING_MS = 5_000;
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

function delayOf(conversation: Conversation): number | undefined {
  const { ending, isServerAway } = conversation;
  if (ending === undefined) return undefined;
  if (ending.isOwn !== true) return ending.closesAfterMs;
  if (isTold(conversation)) return 0;
  return isServerAway ? TELLING_AWAY_MS : TELLING_MS;
}

/** The server has answered that this page's part is over. */
function isTold({ call, participant }: Conversation): boolean {
  const own = call?.participants.find(({ id }) => id === participant);
  return call?.phase === "ended" || own?.state === "left";
}
