import type { ExoCalls } from "@ringline/exo-webconferencing/calls";
import { afterEach, expect, it, vi } from "vitest";
import { listenToCall } from "./call-channel.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("[BAYEUX11] a subscription that nothing comes of is refused after a while, and does not listen on", async () => {
  vi.useFakeTimers();
  const off = vi.fn();
  const calls = { getCall: async () => ({}), onCallUpdate: () => off } as unknown as ExoCalls;
  const listeners = { onUpdate: () => {}, onError: () => {}, onGap: () => {} };

  const subscribed = listenToCall("g/design", listeners, { calls, findMs: 0 });
  const refused = expect(subscribed).rejects.toMatchObject({ refusal: { code: 403 } });
  await vi.advanceTimersByTimeAsync(20_000);

  await refused;
  expect(off).toHaveBeenCalledOnce();
});
