import { describe, expect, it } from "vitest";
import * as ar from "./ar.ts";
import * as de from "./de.ts";
import * as en from "./en.ts";
import * as fr from "./fr.ts";

const catalogues = Object.entries({ en, de, fr, ar });

describe("words of the administration page", () => {
  it.each(catalogues)(
    "[ADMIN9] %s has every key, in English order, with English's values",
    (_, { messages }) => {
      const shape = (words: object) =>
        Object.entries(words).map(([key, message]) => `${key}: ${placeholders(message)}`);

      expect(shape(messages)).toEqual(shape(en.messages));
    },
  );

  it.each(catalogues)("[ADMIN9] %s has a form for every number", (language, { messages }) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const plurals = Object.values(messages).filter((message) => typeof message !== "string");

    expect(plurals.length).toBeGreaterThan(2);
    for (const plural of plurals)
      expect(Object.keys(plural).sort()).toEqual([...pluralCategories].sort());
  });

  it("[ADMIN9] no text is left in English by accident", () => {
    for (const [language, { messages }] of catalogues.slice(1)) {
      const left = Object.entries(messages).filter(
        ([key, text]) => text === en.messages[key as keyof typeof en.messages],
      );
      expect({ language, left: left.map(([key]) => key) }).toEqual({
        language,
        left: ALIKE[language],
      });
    }
  });
});

/** What is one word in both languages. */
const ALIKE: Record<string, string[]> = {
  de: ["ofConnector", "accountName", "webhooks", "version"],
  fr: ["audio", "source-page", "webhooks", "audit", "version"],
  ar: ["webhooks"],
};

/** The values that a message takes, however often. */
function placeholders(message: unknown): string {
  const found = JSON.stringify(message).match(/\{\w+\}/g) ?? [];
  return [...new Set(found)].sort().join(" ");
}
