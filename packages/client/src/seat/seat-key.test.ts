import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { newSeatKey } from "./seat-key.ts";

it("has the hash of its secret at hand as soon as it is made", async () => {
  const key = newSeatKey();

  const promised = await key.seat;

  expect(key.seat).toBe(promised);
  expect(promised).toBe(createHash("sha256").update(key.secret).digest("base64url"));
});

it("is another one each time", () => {
  expect(newSeatKey().secret).not.toBe(newSeatKey().secret);
});

it("refuses where the page may not hash, and only when it is asked for", async () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const key = newSeatKey();
  vi.unstubAllGlobals();

  await expect(key.seat).rejects.toMatchObject({ code: "webrtc-unsupported" });
});
