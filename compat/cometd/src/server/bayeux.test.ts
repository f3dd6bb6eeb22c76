import { describe, expect, it } from "vitest";
import { Bayeux, type From } from "./bayeux.ts";
import { COMETD_LIMITS } from "./limits.ts";
import type { Message } from "./message.ts";
import type { Participant } from "./participant.ts";
import { notSignedIn } from "./refused.ts";

const FROM: From = { address: "192.0.2.1", signal: new AbortController().signal };
const NOBODY: Participant = {
  subscribe: async () => {},
  unsubscribe: () => {},
  publish: async () => {},
  renew: async () => {},
  close: () => {},
};

function door() {
  const asked: unknown[] = [];
  const bayeux = new Bayeux({
    limits: { ...COMETD_LIMITS, refusedPerMinute: 3 },
    signIn: async (token) => {
      asked.push(token);
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (token !== "good") throw notSignedIn("Wrong");
      return { token, person: "anna", expiresAt: Date.now() + 60_000 };
    },
    enter: async () => NOBODY,
    onFailure: () => {},
  });
  const handshake = async (exoToken: string) => {
    const message: Message = {
      channel: "/meta/handshake",
      version: "1.0",
      supportedConnectionTypes: ["websocket"],
      exoToken,
    };
    return (await bayeux.take(message, FROM))[0];
  };
  return { asked, handshake, bayeux };
}

describe("handshakes of one address", () => {
  it("[BAYEUX5] are refused beyond the allowance also when they come side by side", async () => {
    const { asked, handshake } = door();

    const replies = await Promise.all(Array.from({ length: 20 }, () => handshake("guess")));

    expect(asked).toHaveLength(3);
    expect(replies.filter((reply) => reply?.error?.startsWith("429::"))).toHaveLength(17);
  });

  it("[BAYEUX5] cost nothing where they are taken", async () => {
    const { handshake, bayeux } = door();

    for (let n = 0; n < 10; n += 1) expect((await handshake("good"))?.successful).toBe(true);

    bayeux.close();
  });
});
