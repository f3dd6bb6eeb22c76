import { describe, expect, it } from "vitest";
import * as ar from "./locales/ar.ts";
import * as de from "./locales/de.ts";
import * as en from "./locales/en.ts";
import * as fr from "./locales/fr.ts";
import { chooseLanguage, createLocaliser, formatDuration } from "./localise.ts";

const catalogues = { en, de, fr, ar };
const messages = {
  hello: "Hello {name}!",
  missed: { one: "{count} call", other: "{count} calls" },
};

describe("words", () => {
  it.each(Object.entries(catalogues))(
    "[BUTTON9] %s has every key, and in each message the values of English",
    (_, catalogue) => {
      const shape = (words: object) =>
        Object.entries(words)
          .map(([key, message]) => `${key}: ${placeholders(message)}`)
          .sort();

      expect(shape(catalogue.buttonMessages)).toEqual(shape(en.buttonMessages));
      expect(shape(catalogue.layerMessages)).toEqual(shape(en.layerMessages));
    },
  );

  it.each(Object.entries(catalogues))(
    "[BUTTON9] %s has a form for every number",
    (language, catalogue) => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      const plurals = Object.values(catalogue.layerMessages).filter(
        (message) => typeof message !== "string",
      );

      const wanted = pluralCategories.filter(
        (category) => category !== "many" || language === "ar",
      );

      expect(plurals.length).toBeGreaterThan(0);
      for (const plural of plurals) expect(Object.keys(plural).sort()).toEqual([...wanted].sort());
    },
  );

  it("chooses the plural form by count", () => {
    const localiser = createLocaliser("en", messages);

    expect(localiser.text("missed", { count: 1 })).toBe("1 call");
    expect(localiser.text("missed", { count: 2 })).toBe("2 calls");
  });

  it("[CARD9] takes marks out of a value that would turn the text around it, and isolates one of the other direction", () => {
    const localiser = createLocaliser("en", messages);

    expect(localiser.text("hello", { name: "Bob\u202egnp.exe" })).toBe("Hello Bobgnp.exe!");
    expect(localiser.text("hello", { name: "سارة" })).toBe("Hello \u2068سارة\u2069!");
    expect(localiser.parts("hello", { name: "Bob" })).toEqual([
      { text: "Hello ", isValue: false },
      { text: "Bob", isValue: true },
      { text: "!", isValue: false },
    ]);
  });

  it("[EMBED7] takes the first wanted language that there is, without its region, else the first of all", () => {
    expect(chooseLanguage(["en", "de"], ["de-AT", "en"])).toBe("de");
    expect(chooseLanguage(["en", "de"], ["nl", "DE_CH"])).toBe("de");
    expect(chooseLanguage(["en", "de"], ["nl"])).toBe("en");
  });

  it.each([
    [-5_000, "0:00"],
    [7_900, "0:07"],
    [754_000, "12:34"],
    [3_723_000, "1:02:03"],
  ])("writes %d ms as %s", (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

function placeholders(message: string | Record<string, string>): string {
  const text = typeof message === "string" ? message : (message.other ?? "");
  return [...text.matchAll(/\{\w+\}/g)].map(String).sort().join(" ");
}
