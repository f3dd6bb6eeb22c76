import type { ClientFrame, ParticipantId } from "@ringline/protocol";

type RelayFrame = Extract<ClientFrame, { type: "relay" }>;

/** Relay messages that the server has not said it keeps, in order, to be sent again on a new connection. @see SPEC CLIENT12 */
export class RelayQueue {
  #lastN = 0;
  #waiting: RelayFrame[] = [];

  /** The frame to send now. `n` counts up from 1 for this document. */
  add(call: string, body: unknown, to?: ParticipantId): RelayFrame {
    this.#lastN += 1;
    const frame: RelayFrame = {
      type: "relay",
      call,
      n: this.#lastN,
      to,
      body,
    };
    this.#waiting.push(frame);
    return frame;
  }

  /** The server has all up to `n`. */
  kept(n: number): void {
    this.#waiting = this.#waiting.filter((frame) => frame.n > n);
  }

  get waiting(): readonly RelayFrame[] {
    return this.#waiting;
  }
}
