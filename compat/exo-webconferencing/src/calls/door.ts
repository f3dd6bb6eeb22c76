import type { CallClient, SeatClient } from "@ringline/client";
import type { CallError, CallId, ParticipantId, PersonId } from "@ringline/protocol";

/** What the mapping needs of a person's connection: a `CallClient`, and a way to take part from this page. */
export interface Door
  extends Pick<
    CallClient,
    | "me"
    | "ready"
    | "calls"
    | "request"
    | "on"
    | "placeCall"
    | "answerCall"
    | "returnToCall"
    | "declineCall"
    | "cancelCall"
    | "endCall"
  > {
  /** Opens the seat that a press has made. */
  openSeat(secret: string): SeatClient;
  /** The call's channel, for this page. */
  channel(
    call: CallId,
    events: ChannelEvents,
    options?: { fromStart?: boolean },
  ): { close(): void };
}

interface ChannelEvents {
  onMessage(message: ChannelMessage): void;
  onReady?(): void;
  onEnd?(error?: CallError): void;
}

interface ChannelMessage {
  from: ParticipantId;
  person?: PersonId;
  seq: number;
  body: unknown;
}

/** A client as a door. `openSeat`: `connectSeat` with the server's address. */
export function doorOf(
  client: CallClient & Pick<Door, "channel">,
  openSeat: Door["openSeat"],
): Door {
  return {
    get me() {
      return client.me;
    },
    get calls() {
      return client.calls;
    },
    ready: client.ready,
    request: (operation, input) => client.request(operation, input),
    on: (name, listener) => client.on(name, listener),
    placeCall: (target, options) => client.placeCall(target, options),
    answerCall: (call, options) => client.answerCall(call, options),
    returnToCall: (call) => client.returnToCall(call),
    declineCall: (call) => client.declineCall(call),
    cancelCall: (call) => client.cancelCall(call),
    endCall: (call) => client.endCall(call),
    channel: (call, events, options) => client.channel(call, events, options),
    openSeat,
  };
}

/** No promise of the older API is pending for longer; ringing and answering take far less. */
const ANSWER_MS = 20_000;

/** Rejects when the server, or the way to it, takes too long. */
export async function bounded<Value>(work: Promise<Value>, failure: () => Error): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(failure()), ANSWER_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
