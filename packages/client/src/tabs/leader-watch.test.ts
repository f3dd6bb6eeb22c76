import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LeaderWatch } from "./leader-watch.ts";

describe("how a follower looks after its leader", () => {
  let visible = true;
  const ask = vi.fn();
  const onDead = vi.fn();
  let watch: LeaderWatch;

  beforeEach(() => {
    vi.useFakeTimers();
    visible = true;
    watch = new LeaderWatch({ isVisible: () => visible, ask, onDead });
  });

  afterEach(() => {
    watch.stop();
    vi.useRealTimers();
    vi.clearAllMocks();
  });

  it("[TABS5] takes it for dead 1 s after it asked, within 1.5 s of the last sign of life", () => {
    watch.heard();

    vi.advanceTimersByTime(1_499);
    expect(onDead).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onDead).toHaveBeenCalledOnce();
  });

  it("[TABS5] goes on asking one that answers", () => {
    ask.mockImplementation(() => setTimeout(() => watch.heard(), 100));

    watch.look();
    vi.advanceTimersByTime(10_000);

    expect(onDead).not.toHaveBeenCalled();
    expect(ask.mock.calls.length).toBeGreaterThan(10);
    ask.mockReset();
  });

  it("[TABS5] asks rarely while the page is hidden, and takes who does not answer for dead all the same", () => {
    visible = false;
    watch.look();
    watch.heard();

    vi.advanceTimersByTime(9_999);
    expect(ask).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(1_000);
    expect(onDead).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(onDead).toHaveBeenCalledOnce();
  });

  it("[TABS5] is not misled by a browser that holds every timer of a hidden page back", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(0);
    watch.look();
    now.mockReturnValue(60_000);
    vi.advanceTimersByTime(1_000);
    expect(onDead).not.toHaveBeenCalled();
    now.mockReturnValue(120_000);
    vi.advanceTimersByTime(1_000);
    now.mockRestore();

    expect(onDead).toHaveBeenCalledOnce();
  });

  it("[TABS5] has more patience each time, until one answers quickly", () => {
    watch.look();
    vi.advanceTimersByTime(1_000);
    watch.look();
    vi.advanceTimersByTime(1_999);
    expect(onDead).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(onDead).toHaveBeenCalledTimes(2);

    watch.look();
    vi.advanceTimersByTime(100);
    watch.heard();
    vi.advanceTimersByTime(1_500);
    expect(onDead).toHaveBeenCalledTimes(3);
  });

  it("[TABS5] gives a leader another chance when the page itself was asleep", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(0);
    watch.look();
    now.mockReturnValue(60_000);
    vi.advanceTimersByTime(1_000);
    now.mockRestore();

    expect(onDead).not.toHaveBeenCalled();
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
