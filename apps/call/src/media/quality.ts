import { QUALITY_PROBLEMS, type QualityProblem } from "@ringline/protocol";
import type { MediaSample } from "./statistics.ts";

/** What should flow, as both sides say it. */
export interface Expected {
  /** The other side has a sound track and is not muted. */
  sound: boolean;
  /** The other side says that it shows a picture. */
  picture: boolean;
  /** This side has a microphone. */
  microphone: boolean;
}

/** From this share of lost packets on people hear or see it. */
const POOR_PERCENT = 5;
/** So many samples in a row begin or end a problem: one alone may be chance. */
const IN_A_ROW = 2;

/**
 * Judges samples of a connected session, one and a half seconds apart: a problem is there when two in a row show it, and over when
 * two in a row do not. (G41)
 */
export class Quality {
  #last: MediaSample | undefined;
  #isKnown = false;
  #problems: readonly QualityProblem[] = [];
  /** How many samples in a row said otherwise than what is told of each. */
  readonly #changing = new Map<QualityProblem, number>();

  /** Empty: all that should flow does, as far as can be known. */
  get problems(): readonly QualityProblem[] {
    return this.#problems;
  }

  /** Two samples were compared. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  take(sample: MediaSample, expected: Expected): void {
    const shown = this.#last && problemsOf(sample, this.#last, expected);
    this.#last = sample;
    if (!shown) return;
    this.#isKnown = true;
    this.#problems = QUALITY_PROBLEMS.filter((problem) =>
      this.#isThere(problem, shown.has(problem)),
    );
  }

  /** The session is not connected, or nobody looked for long: what was seen before says nothing. */
  reset(): void {
    this.#last = undefined;
    this.#isKnown = false;
    this.#problems = [];
    this.#changing.clear();
  }

  #isThere(problem: QualityProblem, isShown: boolean): boolean {
    const was = this.#problems.includes(problem);
    const changing = was === isShown ? 0 : (this.#changing.get(problem) ?? 0) + 1;
    this.#changing.set(problem, changing % IN_A_ROW);
    return changing === IN_A_ROW ? isShown : was;
  }
}

function problemsOf(
  now: MediaSample,
  last: MediaSample,
  { sound, picture, microphone }: Expected,
): Set<QualityProblem> {
  const { received, sent } = now;
  const problems = new Set<QualityProblem>();
  if (sound && !grew(received.audio?.packets, last.received.audio?.packets))
    problems.add("sound-missing");
  if (picture && !grew(received.video?.frames, last.received.video?.frames))
    problems.add("picture-frozen");
  if (microphone && !grew(sent.audio?.packets, last.sent.audio?.packets)) problems.add("not-heard");
  if (isPoor(received)) problems.add("weak-receiving");
  if (isPoor(sent)) problems.add("weak-sending");
  return problems;
}

/** What was never there has not grown. */
function grew(now = 0, last = 0): boolean {
  return now > last;
}

function isPoor(kinds: MediaSample["received"] | MediaSample["sent"]): boolean {
  return Object.values(kinds).some(({ lostPercent = 0 }) => lostPercent >= POOR_PERCENT);
}
