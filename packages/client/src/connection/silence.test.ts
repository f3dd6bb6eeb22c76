import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Silence } from "./silence.ts";

describe("a server that says nothing", () => {
  const probe = vi.fn();
  const silent = vi.fn();
  let intervalMs = 25_000;
  const silence = new Silence({ intervalMs: () => intervalMs, probe, silent });

  beforeEach(() => {
    vi.useFakeTimers();
    intervalMs = 25_000;
  });

  afterEach(() => {
    silence.stop();
    vi.useRealTimers();
    vi.clearAllMocks();
  });

  it.each([
    { everyMs: 25_000, askedMs: 27_000, goneMs: 30_000 },
    { everyMs: 5_000, askedMs: 7_000, goneMs: 10_000 },
  ])("[CLIENT4] is asked after $askedMs ms and given up after $goneMs ms", (times) => {
    intervalMs = times.everyMs;
    silence.heard();

    vi.advanceTimersByTime(times.askedMs - 1);
    expect(probe).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(probe).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(times.goneMs - times.askedMs - 1);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(silent).toHaveBeenCalledOnce();
  });

  it("[CLIENT4] is there when it answers the question", () => {
    silence.heard();
    vi.advanceTimersByTime(29_000);
    silence.heard();
    vi.advanceTimersByTime(26_000);

    expect(silent).not.toHaveBeenCalled();
  });

  it("[CLIENT5] is asked at once when there is reason to doubt, and given up 2 s later", () => {
    silence.heard();
    silence.suspect();
    silence.suspect();

    expect(probe).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(2_000);
    expect(silent).toHaveBeenCalledOnce();
  });
});
