import type { CallClient, SeatClient } from "@ringline/client";

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
    | "channel"
  > {
  /** Opens the seat that a press has made. */
  openSeat(secret: string): SeatClient;
}

/** A client as a door. `openSeat`: `connectSeat` with the server's address. */
export function doorOf(client: CallClient, openSeat: Door["openSeat"]): Door {
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
