import { de } from "./de.ts";
import { en, type Word, type Words } from "./en.ts";

const WORDS: Readonly<Record<string, Words>> = { en, de };

/** The words of a page in its language. */
export interface Language {
  /** BCP 47: the `lang` of the page, which the call elements follow. */
  tag: string;
  say(word: Word, name?: string): string;
}

/** The first of the wished languages that the site speaks; English where it speaks none. */
export function chooseLanguage(...wished: readonly (string | undefined)[]): Language {
  const tag = wished.find((one) => one !== undefined && Object.hasOwn(WORDS, one)) ?? "en";
  const words = WORDS[tag] ?? en;
  return { tag, say: (word, name = "") => words[word].replace("{name}", name) };
}
