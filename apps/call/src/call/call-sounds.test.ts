import type { SoundName, Sounds } from "@ringline/elements";
import { describe, expect, it } from "vitest";
import { CallSounds } from "./call-sounds.ts";
import { endOfCall } from "./ending.ts";
import { endedCall } from "./testing.ts";

/** What was started and stopped, in order. */
function heard({ isBlocked = false } = {}) {
  const log: string[] = [];
  const names: SoundName[] = [
    "ringtone",
    "ringback",
    "knock",
    "answered",
    "ended",
    "declined",
    "busy",
  ];
  const tones = names.map((name) => [
    name,
    { start: () => log.push(`start ${name}`), stop: () => log.push(`stop ${name}`) },
  ]);
  const sounds = { ...Object.fromEntries(tones), isBlocked } as unknown as Sounds;
  return { log, sounds: new CallSounds(sounds) };
}

describe("sounds of a call", () => {
  it("[PAGE26] the ringback begins when a device rings and stops on the answer", () => {
    const { log, sounds } = heard();

    sounds.follow({ stage: "calling", ending: undefined });
    expect(log).not.toContain("start ringback");
    sounds.follow({ stage: "ringing", ending: undefined });
    sounds.follow({ stage: "ringing", ending: undefined });
    sounds.follow({ stage: "connecting", ending: undefined });
    sounds.follow({ stage: "connected", ending: undefined });

    expect(log.filter((line) => line !== "stop ringback")).toEqual([
      "start ringback",
      "start answered",
    ]);
    expect(log.indexOf("stop ringback", log.indexOf("start ringback"))).toBeGreaterThan(0);
  });

  it("[PAGE26] a ringback that the browser kept silent is followed by no tone that would wait for a touch", () => {
    const { log, sounds } = heard({ isBlocked: true });

    sounds.follow({ stage: "ringing", ending: undefined });
    sounds.follow({ stage: "connected", ending: undefined });

    expect(log).toEqual(["start ringback", "stop ringback"]);
  });

  it.each([
    ["declined", "declined"],
    ["busy", "busy"],
    ["no-answer", "declined"],
    ["unreachable", "busy"],
    ["hung-up", "ended"],
    ["failed", "declined"],
  ] as const)("[PAGE26] %s is heard as %s, once, and the ringback is silent", (reason, sound) => {
    const { log, sounds } = heard();
    const ending = endOfCall(endedCall(reason), "p1");
    sounds.follow({ stage: "ringing", ending: undefined });

    sounds.follow({ stage: "ringing", ending });
    sounds.follow({ stage: "ringing", ending });

    expect(log.slice(-2)).toEqual(["stop ringback", `start ${sound}`]);
  });
});
