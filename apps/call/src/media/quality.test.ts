import type { QualityProblem } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { type Expected, Quality } from "./quality.ts";
import type { MediaSample } from "./statistics.ts";

const ALL: Expected = { sound: true, picture: true, microphone: true };

interface Flow {
  /** What came or went since the sample before. */
  sound?: number;
  frames?: number;
  sent?: number;
  lostIn?: number;
  lostOut?: number;
}

/** Samples with counters that grow by what each flow says; the first one begins at nothing. */
function samples(flows: readonly Flow[]): MediaSample[] {
  const total = { sound: 0, frames: 0, sent: 0 };
  return flows.map(({ sound = 100, frames = 50, sent = 100, lostIn = 0, lostOut = 0 }) => {
    total.sound += sound;
    total.frames += frames;
    total.sent += sent;
    return {
      received: {
        audio: { packets: total.sound, lost: 0, lostPercent: lostIn },
        video: { packets: 1, lost: 0, frames: total.frames },
      },
      sent: { audio: { packets: total.sent, lostPercent: lostOut } },
    };
  });
}

/** What is told after each sample. */
function told(flows: readonly Flow[], expected = ALL): string[] {
  const quality = new Quality();
  return samples(flows).map((sample) => {
    quality.take(sample, expected);
    return quality.problems.join(" ");
  });
}

const good = {};

describe("the quality of a connection", () => {
  it("[PAGE33] is good when all that should flow does", () => {
    expect(told([good, good, good, { lostIn: 4, lostOut: 4 }, { lostIn: 4, lostOut: 4 }])).toEqual([
      "",
      "",
      "",
      "",
      "",
    ]);
  });

  it.each<[QualityProblem, Flow]>([
    ["sound-missing", { sound: 0 }],
    ["not-heard", { sent: 0 }],
    ["picture-frozen", { frames: 0 }],
    ["weak-receiving", { lostIn: 5 }],
    ["weak-sending", { lostOut: 25 }],
  ])(
    "[PAGE33] %s is told after two samples in a row, and over after two good ones",
    (name, bad) => {
      expect(told([good, bad, bad, bad, good, good])).toEqual(["", "", name, name, name, ""]);
      expect(told([good, bad, good, bad, good])).toEqual(["", "", "", "", ""]);
      expect(told([good, bad, bad, good, bad, good, bad])[6]).toBe(name);
    },
  );

  it("[PAGE33] tells several, worst first", () => {
    const bad = { sound: 0, frames: 0, lostIn: 50 };

    expect(told([good, bad, bad])[2]).toBe("sound-missing picture-frozen weak-receiving");
  });

  it.each<[string, Partial<Expected>, Flow]>([
    ["sound of who is muted", { sound: false }, { sound: 0 }],
    ["a picture of who shows none", { picture: false }, { frames: 0 }],
    ["sound where there is no microphone", { microphone: false }, { sent: 0 }],
  ])("[PAGE33] does not miss %s", (_, expected, bad) => {
    expect(told([good, bad, bad, bad], { ...ALL, ...expected })[3]).toBe("");
  });

  it("[PAGE33] misses sound that never came", () => {
    const never = { received: {}, sent: { audio: { packets: 5 } } };
    const quality = new Quality();
    for (const packets of [5, 10, 15]) {
      quality.take({ ...never, sent: { audio: { packets } } }, { ...ALL, picture: false });
    }

    expect(quality.problems).toEqual(["sound-missing"]);
  });

  it("[PAGE33] knows nothing before two samples, and nothing any more after a reset", () => {
    const quality = new Quality();
    const [first, second] = samples([good, { sound: 0 }]);
    if (!first || !second) throw new Error("no samples");
    quality.take(first, ALL);
    expect(quality.isKnown).toBe(false);
    for (const sample of [second, second]) quality.take(sample, ALL);
    expect(quality.isKnown).toBe(true);
    expect(quality.problems).not.toEqual([]);

    quality.reset();

    expect([quality.isKnown, quality.problems]).toEqual([false, []]);
  });
});
