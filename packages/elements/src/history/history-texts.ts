import { createTexts, type Messages, type Texts } from "../localise.ts";
import { historyMessages as ar } from "./locales/ar.ts";
import { historyMessages as de } from "./locales/de.ts";
import { historyMessages as en, type HistoryMessage } from "./locales/en.ts";
import { historyMessages as fr } from "./locales/fr.ts";

const LANGUAGES: Record<string, Record<HistoryMessage, Messages[string]>> = { en, de, fr, ar };

/** The history's words in the language of the page's other words. */
export function historyTexts(language: string): Texts<HistoryMessage> {
  return createTexts(language, LANGUAGES[language] ?? en);
}
