import type { RelayedMessage } from "@ringline/connector-spi/server";
import { CallError, type CallId, type ParticipantId } from "@ringline/protocol";
import type { KnownCalls } from "../calls/known-calls.ts";
import { CONNECTOR, type Relay, type RelaySeat } from "../calls/relay.ts";
import type { Logger } from "../logs/logger.ts";

export interface ConnectorRelayOptions {
  relay: Pick<Relay, "add" | "remove" | "send">;
  known: Pick<KnownCalls, "get" | "onNews">;
  logger: Logger;
  /** As which document it sends: no other process has the same. */
  page: string;
}

/** Of all connectors together. */
const MOST_WAITING = 4_194_304;

type Listener = (message: RelayedMessage) => unknown;

/** Connectors on the relay of their calls: they sit there like a seat that never claims one. */
export class ConnectorRelay {
  readonly #options: ConnectorRelayOptions;
  readonly #seats = new Map<CallId, Set<RelaySeat>>();
  #sent = 0;
  /** Characters that a slow log still writes. */
  #waiting = 0;

  constructor(options: ConnectorRelayOptions) {
    this.#options = options;
    options.known.onNews((call) => {
      if (call.phase !== "ended") return;
      for (const seat of this.#seats.get(call.id) ?? []) options.relay.remove(seat);
      this.#seats.delete(call.id);
    });
  }

  /** In the order of asking. @throws {CallError} storage-unavailable; rate-limited while too much waits for the log */
  async send(call: CallId, body: string, to?: ParticipantId): Promise<void> {
    const { relay, page } = this.#options;
    if (this.#waiting > MOST_WAITING) throw new CallError("rate-limited", { retryAfterMs: 1_000 });
    this.#sent += 1;
    const message = { n: this.#sent, ...(to !== undefined && { to }), body };
    this.#waiting += body.length;
    try {
      await relay.send({ call, participant: CONNECTOR, page }, message);
    } finally {
      this.#waiting -= body.length;
    }
  }

  /** A call that is over is not listened to. */
  listen(call: CallId, listener: Listener): () => void {
    const { relay, logger, page } = this.#options;
    const seat: RelaySeat = {
      call,
      participant: CONNECTOR,
      epoch: 0,
      page,
      head: 0,
      tellRelay: (frame) => {
        const { from, body } = JSON.parse(frame) as RelayedMessage;
        told(listener, { from, body }).catch((error: unknown) => {
          logger.warn({ err: error, callId: call }, "a connector failed at a message");
        });
      },
      tellGap: () => {},
    };
    const seats = this.#seats.get(call);
    if (seats) seats.add(seat);
    else this.#seats.set(call, new Set([seat]));
    relay.add(seat).catch((error: unknown) => {
      logger.warn({ err: error, callId: call }, "a connector could not listen to a call");
    });
    return () => {
      relay.remove(seat);
      this.#seats.get(call)?.delete(seat);
    };
  }
}

/** Runs it at once; what it throws, now or later, is a rejection of this promise, and nobody else's. */
async function told(listener: Listener, message: RelayedMessage): Promise<void> {
  await listener(message);
}
