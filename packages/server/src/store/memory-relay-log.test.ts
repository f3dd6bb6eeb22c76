import { LIMITS } from "@ringline/protocol";
import { expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { MemoryRelayLog } from "./memory-relay-log.ts";

it("[STORE19] keeps messages for a minute, and says so when one is missed", async () => {
  const clock = new HandTurnedClock();
  const relay = new MemoryRelayLog(clock);
  const message = (n: number) => ({ call: "call-1", from: "p1", page: "a", n, body: String(n) });
  relay.append(message(1));
  await clock.turn(LIMITS.relayKeptMs - 1);
  relay.append(message(2));
  expect(relay.after("call-1", 0)).toMatchObject({ gap: false, messages: [{ seq: 1 }, {}] });

  await clock.turn(1);

  expect(relay.after("call-1", 0)).toMatchObject({ gap: true, messages: [{ seq: 2 }] });
  expect(relay.after("call-1", 1)).toMatchObject({ gap: false, messages: [{ seq: 2 }] });
});
