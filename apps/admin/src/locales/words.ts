import { chooseLanguage, createLocaliser, type Localiser } from "@ringline/elements";
import { type AdminMessage, messages as en } from "./en.ts";

/** The words of the administration page in one language. */
export type Words = Localiser<AdminMessage>;

/** English first: it is what there is without a better one. */
const LANGUAGES = ["en"] as const;

/** Words in the first wanted language that there is. */
export async function loadWords(wanted: readonly string[]): Promise<Words> {
  return createLocaliser<AdminMessage>(chooseLanguage(LANGUAGES, wanted), en);
}
