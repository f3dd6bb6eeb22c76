import { describe, expect, it } from "vitest";
import { PreferenceStore } from "./preferences.ts";

/** Storage as a browser has it, in memory. */
function memory(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
}

const quiet = { isMuted: true, hasCamera: false };

describe("preferences", () => {
  it("[PAGE6] the first call begins with microphone and camera", () => {
    expect(new PreferenceStore(memory()).of("anna")).toEqual({ isMuted: false, hasCamera: true });
  });

  it("[PAGE6] each person has their own", () => {
    const store = new PreferenceStore(memory());

    store.keep("anna", quiet);

    expect(store.of("anna")).toEqual(quiet);
    expect(store.of("bob")).toEqual({ isMuted: false, hasCamera: true });
  });

  it("[PAGE6] the twenty people who called last are remembered", () => {
    const store = new PreferenceStore(memory());

    for (let n = 0; n <= 20; n += 1) store.keep(`person-${n}`, quiet);

    expect(store.of("person-0").isMuted).toBe(false);
    expect(store.of("person-1").isMuted).toBe(true);
  });

  it("[PAGE5] only a site that opened a real call before is expected to open another", () => {
    const store = new PreferenceStore(memory());

    store.expect("https://site.example", "anna");

    expect(store.expected("https://site.example")).toBe("anna");
    expect(store.expected("https://stranger.example")).toBeUndefined();
    expect(store.expected(undefined)).toBeUndefined();
  });

  it.each(["{", "null", "[]", '{"people":1,"hosts":"x"}', '{"people":[1,null]}'])(
    "[PAGE6] a storage with %s is as good as an empty one",
    (text) => {
      const store = new PreferenceStore(memory({ "ringline-call": text }));

      expect(store.of("anna")).toEqual({ isMuted: false, hasCamera: true });
    },
  );
});
