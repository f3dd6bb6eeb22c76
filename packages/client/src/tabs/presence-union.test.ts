import { CallError } from "@ringline/protocol";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PresenceUnion } from "./presence-union.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("[CLIENT19] people whom the server did not tell of are asked for again, when it said", async () => {
  const asked: string[][] = [];
  const told = vi.fn();
  const union = new PresenceUnion({
    subscribe: async (people) => {
      asked.push(people);
      if (asked.length === 1) throw new CallError("rate-limited", { retryAfterMs: 3_000 });
      return new Map(people.map((person) => [person, "available" as const]));
    },
    unsubscribe: async () => {},
    told,
  });
  union.setOnline(true);

  union.watch("page", ["bob"]);
  await vi.advanceTimersByTimeAsync(2_900);
  const early = asked.length;
  await vi.advanceTimersByTimeAsync(200);

  expect(early).toBe(1);
  expect(asked).toEqual([["bob"], ["bob"]]);
  expect(told).toHaveBeenCalledWith(new Map([["bob", "available"]]));
});
