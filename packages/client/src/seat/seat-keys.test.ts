import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { SeatKeys } from "./seat-keys.ts";

it("has the hash of a secret ready at the press", async () => {
  const keys = new SeatKeys();
  await sleep(200);

  const { secret, seat } = keys.take();

  expect(seat).toBe(createHash("sha256").update(secret).digest("base64url"));
});

it("gives another secret each time, with a hash that follows when it was asked too early", async () => {
  const keys = new SeatKeys();

  const [first, second] = [keys.take(), keys.take()];

  expect(first.secret).not.toBe(second.secret);
  expect(await second.seat).toBe(createHash("sha256").update(second.secret).digest("base64url"));
});
