import { type Advice, type Refusal, STAY_AWAY } from "./replies.ts";

/** Thrown where a message is not to be done; its sender is told the refusal. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: number, words: string, advice?: Advice) {
    super(words);
    this.refusal = { code, words, ...(advice && { advice }) };
  }
}

/** Nothing that the same token could change. */
export function notSignedIn(words: string): Refused {
  return new Refused(401, words, STAY_AWAY);
}
