import type { Note, Tune } from "./synthesis.ts";

const E5 = 659.26;
const G5 = 783.99;
const B5 = 987.77;
const E6 = 1318.51;
/** The tone of European telephone exchanges (ITU-T E.180). */
const EXCHANGE_TONE = 425;

function struck(at: number, frequency: number, level = 0.5): Note {
  return { at, frequency, level, lasts: 1.1, voice: "struck" };
}

function held(at: number, lasts: number): Note {
  return { at, lasts, frequency: EXCHANGE_TONE, level: 0.22, voice: "held" };
}

/** Two answering pairs of mallet tones, then a rest: heard across a room, and not shrill. */
const RINGTONE: Tune = {
  notes: [
    struck(0, E5),
    struck(0.16, B5),
    struck(0.32, E5, 0.4),
    struck(0.48, B5, 0.4),
    struck(0.95, G5),
    struck(1.11, E6, 0.42),
    struck(1.27, G5, 0.4),
    struck(1.43, E6, 0.36),
  ],
  lasts: 3.4,
  loops: true,
};

const RINGBACK: Tune = { notes: [held(0, 1)], lasts: 5, loops: true };

/** A quiet double tap, once: somebody knocks while one is in a call. */
const KNOCK: Tune = {
  notes: [struck(0, G5, 0.2), struck(0.18, G5, 0.2)],
  lasts: 1.4,
  loops: false,
};

const ANSWERED: Tune = {
  notes: [struck(0, E5, 0.35), struck(0.11, B5, 0.35)],
  lasts: 1.3,
  loops: false,
};

const ENDED: Tune = {
  notes: [struck(0, B5, 0.35), struck(0.14, E5, 0.35)],
  lasts: 1.3,
  loops: false,
};

const DECLINED: Tune = {
  notes: [held(0, 0.22), held(0.34, 0.22), held(0.68, 0.22)],
  lasts: 1,
  loops: false,
};

const BUSY: Tune = {
  notes: [held(0, 0.48), held(0.96, 0.48), held(1.92, 0.48)],
  lasts: 2.5,
  loops: false,
};

/** Every sound of Ringline, of our own making. `ringtone` and `ringback` go on until they are stopped. */
export const TUNES = {
  ringtone: RINGTONE,
  ringback: RINGBACK,
  knock: KNOCK,
  answered: ANSWERED,
  ended: ENDED,
  declined: DECLINED,
  busy: BUSY,
} as const satisfies Record<string, Tune>;

export type SoundName = keyof typeof TUNES;
