import { LIMITS } from "@ringline/protocol";
import { expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { MemoryRelayLog } from "./memory-relay-log.ts";

it("[STORE19] keeps messages for a minute, and says so when one is missed", async () => {
  const clock = new HandTurnedClock();
  const relay = new MemoryRelayLog(clock);
  const message = (n: number) => ({ call: "call-1", from: "p1", page: "a", n, body: String(n) });
  const seq = relay.append(message(1))?.seq ?? 0;
  await clock.turn(LIMITS.relayKeptMs - 1);
  relay.append(message(2));
  expect(relay.after("call-1", 0)).toMatchObject({ gap: false, messages: [{ seq }, {}] });

  await clock.turn(1);

  expect(relay.after("call-1", 0)).toMatchObject({ gap: true, messages: [{ seq: seq + 1 }] });
  expect(relay.after("call-1", seq)).toMatchObject({ gap: false, messages: [{ seq: seq + 1 }] });
});

it("[RELAY5] tells of a gap after a restart, however much was said since", async () => {
  const clock = new HandTurnedClock();
  const message = (n: number) => ({ call: "call-1", from: "p1", page: "a", n, body: String(n) });
  const before = new MemoryRelayLog(clock);
  const seen = before.append(message(1))?.seq ?? 0;
  for (let n = 2; n <= 5; n += 1) before.append(message(n));

  await clock.turn(1);
  const after = new MemoryRelayLog(clock);
  expect(after.after("call-1", seen)).toEqual({ messages: [], gap: true, head: 0 });
  for (let n = 6; n <= 20; n += 1) after.append({ ...message(n), isOld: true });

  const found = after.after("call-1", seen);
  expect(found.gap).toBe(true);
  expect(found.messages.map(({ body }) => body)[0]).toBe("6");
  expect(after.after("call-1", 0).gap).toBe(false);
});

it("[STORE19] lets go what is too old of calls that say nothing any more", async () => {
  const clock = new HandTurnedClock();
  const relay = new MemoryRelayLog(clock);
  const { seq = 0 } = relay.append({ call: "c", from: "p1", page: "a", n: 1, body: "1" }) ?? {};
  await clock.turn(LIMITS.relayKeptMs);

  relay.tidy();

  expect(relay.after("c", 0)).toEqual({ messages: [], gap: true, head: seq });
});
