import type { Message, Reply } from "./message.ts";

/** What a client is to do next: go on, begin anew, or stay away. */
export interface Advice {
  reconnect: "retry" | "handshake" | "none";
  /** Milliseconds to wait before that. */
  interval: number;
  /** How long a connect is held, and how long a session lives without one. */
  timeout?: number;
  maxInterval?: number;
}

export const BEGIN_ANEW: Advice = { reconnect: "handshake", interval: 0 };
export const STAY_AWAY: Advice = { reconnect: "none", interval: 0 };

/** Why something is refused: a code as in HTTP, and words. */
export interface Refusal {
  code: number;
  words: string;
  advice?: Advice;
}

export const UNKNOWN_CLIENT: Refusal = { code: 402, words: "Unknown client", advice: BEGIN_ANEW };

export function accept({ channel, id }: Message, rest: Partial<Reply> = {}): Reply {
  return { channel, ...(id !== undefined && { id }), successful: true, ...rest };
}

export function refuse({ channel, id }: Message, { code, words, advice }: Refusal): Reply {
  return {
    channel,
    ...(id !== undefined && { id }),
    successful: false,
    error: `${code}::${words}`,
    ...(advice && { advice }),
  };
}
