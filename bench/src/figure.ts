import { median } from "./statistics.ts";

/** What one round of a figure measured: ours and its reference, close together in time. */
export interface Round {
  value: number;
  reference: number;
}

/** One number that Ringline promises to keep, against something bare that was measured in the same run. */
export interface Figure {
  /** Kebab-case, e.g. `memory-per-device`. */
  name: string;
  /** What is counted and against what; one line. */
  title: string;
  unit: string;
  /** What `value / reference` of the middle round must keep. */
  aim: Aim;
  /** Measures; the machine is noisy, so rounds alternate between ours and the reference. */
  measure(): Promise<Round[]>;
}

export type Aim = { atMost: number } | { atLeast: number };

/** What `npm run bench -- --json` prints for each figure. */
export interface Verdict {
  value: number;
  reference: number;
  ratio: number;
  /** For example `≤ 1.6`. */
  aim: string;
  ok: boolean;
}

/**
 * Medians of both sides, and the median of the rounds' ratios: the two sides of a round were measured close together, so what
 * the machine or its disk did meanwhile was much the same for both.
 */
export function judge(aim: Aim, rounds: readonly Round[]): Verdict {
  const value = median(rounds.map((round) => round.value));
  const reference = median(rounds.map((round) => round.reference));
  const ratio = median(rounds.map((round) => round.value / round.reference));
  const verdict = { value: tidy(value), reference: tidy(reference), ratio: tidy(ratio) };
  if ("atMost" in aim) return { ...verdict, aim: `≤ ${aim.atMost}`, ok: ratio <= aim.atMost };
  return { ...verdict, aim: `≥ ${aim.atLeast}`, ok: ratio >= aim.atLeast };
}

/** Four significant digits: the rest is noise. */
function tidy(number: number): number {
  return Number(number.toPrecision(4));
}
