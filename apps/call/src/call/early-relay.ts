import type { SeatClient } from "@ringline/client";
import type { Relay } from "@ringline/connector-spi/browser";
import type { ParticipantId } from "@ringline/protocol";

type Message = { from: ParticipantId; body: unknown };

/**
 * The seat's relay, kept from the first message on: they come with the welcome, and the media session that handles them is
 * there a moment later.
 */
export function keepEarly(relay: SeatClient["relay"]): Relay {
  let early: Message[] | undefined = [];
  let hadGap = false;
  relay.onMessage((message) => early?.push(message));
  relay.onGap(() => {
    hadGap = early !== undefined;
  });
  return {
    send: (body, to) => relay.send(body, to),
    onGap: (listener) => {
      if (hadGap) queueMicrotask(listener);
      return relay.onGap(listener);
    },
    onMessage: (listener) => {
      const kept = early ?? [];
      early = undefined;
      // Not now: the session is still being made.
      queueMicrotask(() => {
        for (const message of kept) listener(message);
      });
      return relay.onMessage(listener);
    },
  };
}
