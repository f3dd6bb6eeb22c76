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

  it("[TABS5] takes it for dead 1 s after it asked, within 2 s of the last sign of life", () => {
    watch.heard();

    vi.advanceTimersByTime(1_799);
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

  it("[TABS5] does not look while the page is hidden", () => {
    watch.look();
    visible = false;
    vi.advanceTimersByTime(60_000);

    expect(ask).toHaveBeenCalledOnce();
    expect(onDead).not.toHaveBeenCalled();
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
    vi.advanceTimersByTime(1_800);
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
