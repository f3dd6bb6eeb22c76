import type { Message } from "./message.ts";

/** What a session's person may do beyond the protocol itself. Functions throw `Refused` for what they refuse. */
export interface Participant {
  /** Listens on a channel; again: once only. */
  subscribe(channel: string): Promise<void>;
  unsubscribe(channel: string): void;
  /** A message on a channel, or a remote call, whose answer is delivered later. */
  publish(message: Message): Promise<void>;
  /** Goes on with a newer token of the same person. */
  renew(token: string): Promise<void>;
  /** Leaves everything; idempotent. */
  close(): void;
}
