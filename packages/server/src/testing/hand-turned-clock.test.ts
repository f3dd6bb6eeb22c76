import { describe, expect, it } from "vitest";
import { HandTurnedClock } from "./hand-turned-clock.ts";

describe("a clock that a test turns", () => {
  it("runs each timer at its time, in order, and lets what it began go on", async () => {
    const clock = new HandTurnedClock(0);
    const ran: string[] = [];
    clock.after(30, () => ran.push(`late ${clock.now()}`));
    clock.after(10, () => {
      ran.push(`early ${clock.now()}`);
      void Promise.resolve().then(() => clock.after(5, () => ran.push(`begun ${clock.now()}`)));
    });
    clock.every(20, () => ran.push(`every ${clock.now()}`));
    clock.after(1, () => ran.push("never"))();

    await clock.turn(40);

    expect(ran).toEqual(["early 10", "begun 15", "every 20", "late 30", "every 40"]);
    expect(clock.now()).toBe(40);
  });
});
