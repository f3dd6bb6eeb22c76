import { expect, it } from "vitest";
import { newCallId } from "./call-id.ts";

it("ids of calls look like every id, differ within one millisecond, and lie beside those of their time", () => {
  const ids = Array.from({ length: 1_000 }, () => newCallId(1_790_000_000_000.25));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  const starts = [0, 60_000, 86_400_000].map((later) => newCallId(1_790_000_000_000 + later));
  expect(starts.map((id) => Buffer.from(id, "base64url").readUIntBE(0, 6))).toEqual([
    1_790_000_000_000, 1_790_000_060_000, 1_790_086_400_000,
  ]);
});
