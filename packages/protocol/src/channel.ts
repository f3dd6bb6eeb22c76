import type { CallId, ParticipantId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** The call channel: the call's message log for its participants' devices, of providers that draw the window themselves. */
export interface ChannelOperations {
  /**
   * From now on this socket gets the `relay` frames of a live call, what this person says included; asked again with the same
   * `channel`, it begins anew. Over the socket only.
   */
  "calls.listen": {
    input: {
      call: CallId;
      /** Begins after this number; 0: with the oldest message that is kept. Absent: with what is said from now on. */
      from?: number;
      /** Tells several listenings of one socket apart: comes back in their frames. */
      channel?: string;
    };
    /** The number of the newest message; 0: there is none. */
    result: { head: number };
  };
  /** Stops that. Twice is once. Over the socket only. */
  "calls.unlisten": { input: { call: CallId; channel?: string }; result: Record<string, never> };
  /** Says something to all who listen and all seats, or to one participant alone; at most 60,000 bytes of JSON. */
  "calls.say": {
    input: {
      call: CallId;
      body: unknown;
      to?: ParticipantId;
      /** Makes it repeatable: `n` counts up from 1 per name; one that was said before has no second effect. */
      once?: { name: string; n: number };
    };
    /** Its number in the call's one order; of a repeated one, that of the newest message. */
    result: { seq: number };
  };
}

export const CHANNEL_OPERATIONS: { readonly [Name in keyof ChannelOperations]: OperationEntry } = {
  "calls.listen": {
    rest: { method: "POST", path: "/v1/calls/{call}/listen" },
    who: ["user"],
    codes: ["call-not-found"],
  },
  "calls.unlisten": {
    rest: { method: "POST", path: "/v1/calls/{call}/unlisten" },
    who: ["user"],
    codes: [],
  },
  "calls.say": {
    rest: { method: "POST", path: "/v1/calls/{call}/messages" },
    who: ["user"],
    codes: ["call-not-found", "too-big"],
  },
};
