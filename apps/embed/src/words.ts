import { chunks } from "virtual:ringline-chunks";
import { type ButtonMessage, buttonMessages, chooseLanguage } from "@ringline/elements";
import type { LayerMessages } from "./layer.ts";

/** The words of one language, for buttons and for the layer. */
export interface Words {
  language: string;
  buttonMessages: Record<ButtonMessage, string>;
  /** Absent for English, which the layer's chunk has. */
  layerMessages?: LayerMessages;
}

/** Loads the words of the page's language; English where it has none of ours, or where they do not come. */
export async function loadWords(folder: string): Promise<Words> {
  const wanted = [document.documentElement.lang, ...navigator.languages];
  const language = chooseLanguage(["en", "de", "fr", "ar"], wanted.filter(Boolean));
  const english: Words = { language: "en", buttonMessages };
  if (language === "en") return english;
  const chunk = chunks[language as Exclude<keyof typeof chunks, "layer">];
  try {
    const words = (await import(/* @vite-ignore */ folder + chunk)) as Omit<Words, "language">;
    return { language, ...words };
  } catch {
    return english;
  }
}
