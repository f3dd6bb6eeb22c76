import { LIMITS } from "@ringline/protocol";

// What shifts, hides or breaks the text around it: controls, directions, separators, zero-width characters but the joiners.
const HARMFUL =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+/gu;
/** A grapheme with more marks than any script needs covers its neighbours. */
const MOST_POINTS = 12;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Text of people and sites, made harmless for one line and cut to so many graphemes; 64 unless told. (S39) */
export function cleanText(text: string, most: number = LIMITS.nameGraphemes): string {
  const line = text.replace(HARMFUL, " ").replace(/\s+/gu, " ").trim();
  const kept: string[] = [];
  for (const { segment } of graphemes.segment(line)) {
    if (kept.length === most) break;
    kept.push([...segment].slice(0, MOST_POINTS).join(""));
  }
  return kept.join("").trim();
}
