/** One struck or held tone of a tune. Times in seconds, frequencies in hertz, `level` 0 to 1. */
export interface Note {
  at: number;
  lasts: number;
  frequency: number;
  level: number;
  /** `struck`: like a mallet, dies away. `held`: like a telephone tone, even. */
  voice: "struck" | "held";
}

/** A tune of `lasts` seconds; a looped one begins again after that. */
export interface Tune {
  notes: readonly Note[];
  lasts: number;
  loops: boolean;
}

/** Fades of this length keep every tone free of clicks. */
const FADE_SECONDS = 0.012;
/** Partials of the mallet voice: multiple of the frequency, share of the level, speed of decay. */
const STRUCK_PARTIALS = [
  { multiple: 1, share: 0.72, decay: 5 },
  { multiple: 2, share: 0.18, decay: 8 },
  { multiple: 4, share: 0.1, decay: 16 },
] as const;

/** Renders a tune to samples between -1 and 1. */
export function renderTune(tune: Tune, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.ceil(tune.lasts * sampleRate));
  for (const note of tune.notes) addNote(samples, note, sampleRate);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = Math.tanh(samples[index] ?? 0);
  }
  return samples;
}

function addNote(samples: Float32Array, note: Note, sampleRate: number): void {
  const first = Math.floor(note.at * sampleRate);
  const count = Math.min(Math.floor(note.lasts * sampleRate), samples.length - first);
  const wave = note.voice === "struck" ? struckWave : heldWave;
  for (let index = 0; index < count; index += 1) {
    const seconds = index / sampleRate;
    const value = note.level * fade(seconds, note.lasts) * wave(note.frequency, seconds);
    samples[first + index] = (samples[first + index] ?? 0) + value;
  }
}

function fade(seconds: number, lasts: number): number {
  return Math.max(0, Math.min(1, seconds / FADE_SECONDS, (lasts - seconds) / FADE_SECONDS));
}

function struckWave(frequency: number, seconds: number): number {
  let value = 0;
  for (const { multiple, share, decay } of STRUCK_PARTIALS) {
    value +=
      share * Math.exp(-decay * seconds) * Math.sin(2 * Math.PI * frequency * multiple * seconds);
  }
  return value;
}

function heldWave(frequency: number, seconds: number): number {
  return Math.sin(2 * Math.PI * frequency * seconds);
}
