import { createTexts, type Texts } from "../localise.ts";

export type StatusMessage = "invisible" | "your-status" | "busy-in-call";

/** What the menu says beside the words of the first load. */
const LANGUAGES: Record<string, Record<StatusMessage, string>> = {
  en: { invisible: "Invisible", "your-status": "Your status", "busy-in-call": "Busy during calls" },
  de: {
    invisible: "Unsichtbar",
    "your-status": "Ihr Status",
    "busy-in-call": "Im Gespräch besetzt",
  },
  fr: {
    invisible: "Invisible",
    "your-status": "Votre statut",
    "busy-in-call": "Occupé pendant un appel",
  },
  ar: { invisible: "غير مرئي", "your-status": "حالتك", "busy-in-call": "مشغول أثناء المكالمة" },
};

/** The menu's own words in the language of the page's other words. */
export function statusTexts(language: string): Texts<StatusMessage> {
  return createTexts(language, LANGUAGES[language] ?? (LANGUAGES.en as (typeof LANGUAGES)[string]));
}
