import { describe, expect, it } from "vitest";
import * as ar from "./ar.ts";
import * as de from "./de.ts";
import { messages } from "./en.ts";
import * as fr from "./fr.ts";

describe("words", () => {
  it.each([
    ["ar", ar.messages],
    ["de", de.messages],
    ["fr", fr.messages],
  ])("[PAGE25] %s has every message of the page, with the same values in it", (_, translated) => {
    const values = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\w+\}/g) ?? []).sort()]);

    expect(Object.fromEntries(values(translated))).toEqual(Object.fromEntries(values(messages)));
  });
});
