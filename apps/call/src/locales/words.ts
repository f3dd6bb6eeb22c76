import { chooseLanguage, createLocaliser, type Localiser } from "@ringline/elements";
import { type CallMessage, messages as en } from "./en.ts";

/** The words of the call page in one language. */
export type Words = Localiser<CallMessage>;

/** English first: it is what there is without a better one. */
export const LANGUAGES = ["en", "ar", "de", "fr"] as const;

/** Words in the first wanted language that there is. English is in the page, the others are loaded. */
export async function loadWords(wanted: readonly string[]): Promise<Words> {
  const language = chooseLanguage(LANGUAGES, wanted);
  const { messages } = await load(language);
  return createLocaliser<CallMessage>(language, messages);
}

function load(language: string): Promise<{ messages: Record<CallMessage, string> }> {
  switch (language) {
    case "ar":
      return import("./ar.ts");
    case "de":
      return import("./de.ts");
    case "fr":
      return import("./fr.ts");
    default:
      return Promise.resolve({ messages: en });
  }
}
