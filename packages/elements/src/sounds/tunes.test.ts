import { describe, expect, it } from "vitest";
import { renderTune } from "./synthesis.ts";
import { TUNES } from "./tunes.ts";

const RATE = 8_000;

describe.each(Object.entries(TUNES))("the sound %s", (name, tune) => {
  const samples = renderTune(tune, RATE);

  it("[SOUND3] is heard, and never louder than the device can play", () => {
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

    expect(loudest).toBeGreaterThan(0.05);
    expect(loudest).toBeLessThan(1);
  });

  it("[SOUND3] begins and ends in silence, so that nothing clicks", () => {
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01);
  });

  it("[SOUND3] goes on until it is stopped only where somebody is waited for", () => {
    expect(tune.loops).toBe(name === "ringtone" || name === "ringback");
  });
});

it("[SOUND3] rests within each ring, so that one can speak beside it", () => {
  const samples = renderTune(TUNES.ringtone, RATE);
  const rest = samples.slice(-RATE / 2);

  expect(rest.every((sample) => Math.abs(sample) < 0.02)).toBe(true);
});
