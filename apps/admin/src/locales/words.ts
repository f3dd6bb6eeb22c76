import { chooseLanguage, createLocaliser, type Localiser } from "@ringline/elements";
import { type AdminMessage, type AdminMessages, messages as en } from "./en.ts";

/** The words of the administration page in one language. */
export type Words = Localiser<AdminMessage>;

const LOADERS: Readonly<Record<string, () => Promise<{ messages: AdminMessages }>>> = {
  de: () => import("./de.ts"),
  fr: () => import("./fr.ts"),
  ar: () => import("./ar.ts"),
};

/** Words in the first wanted language that there is; English where there is none, or where its file cannot be had. */
export async function loadWords(wanted: readonly string[]): Promise<Words> {
  const language = chooseLanguage(["en", ...Object.keys(LOADERS)], wanted);
  const catalogue = await LOADERS[language]?.().catch(() => undefined);
  if (!catalogue) return createLocaliser<AdminMessage>("en", en);
  return createLocaliser<AdminMessage>(language, catalogue.messages);
}
