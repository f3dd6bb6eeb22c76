import { createTexts, type Texts } from "../localise.ts";

export type StatusMessage = "invisible" | "your-status";

/** What the menu says beside the words of the first load. */
const LANGUAGES: Record<string, Record<StatusMessage, string>> = {
  en: { invisible: "Invisible", "your-status": "Your status" },
  de: { invisible: "Unsichtbar", "your-status": "Ihr Status" },
  fr: { invisible: "Invisible", "your-status": "Votre statut" },
  ar: { invisible: "غير مرئي", "your-status": "حالتك" },
};

/** The menu's own words in the language of the page's other words. */
export function statusTexts(language: string): Texts<StatusMessage> {
  return createTexts(language, LANGUAGES[language] ?? (LANGUAGES.en as (typeof LANGUAGES)[string]));
}
