import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Silence } from "./silence.ts";

describe("a server that says nothing", () => {
  const probe = vi.fn();
  const silent = vi.fn();
  const silence = new Silence({ probe, silent });

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    silence.stop();
    vi.useRealTimers();
    vi.clearAllMocks();
  });

  it("[CLIENT4] is asked after 7 s and given up after 10 s", () => {
    silence.heard();

    vi.advanceTimersByTime(6_999);
    expect(probe).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(probe).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(2_999);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(silent).toHaveBeenCalledOnce();
  });

  it("[CLIENT4] is there when it answers the question", () => {
    silence.heard();
    vi.advanceTimersByTime(9_000);
    silence.heard();
    vi.advanceTimersByTime(6_000);

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
