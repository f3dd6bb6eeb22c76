import { describe, expect, it } from "vitest";
import { readEntry } from "./entry.ts";

const SECRET = "s".repeat(43);

interface Around {
  referrer?: string;
  /** Absent: opened by a page's script, in a window of its own. */
  opener?: object | null;
  /** How many pages its window has shown, this one included. */
  pages?: number;
  isFramed?: boolean;
}

/** As much of a window as an opening page has. */
function pageAt(address: string, around: Around = {}) {
  const { referrer = "", opener = {}, pages = 1, isFramed = false } = around;
  const { hash, search, pathname, origin } = new URL(address);
  const shown: string[] = [];
  const self = {};
  const page = {
    self,
    parent: isFramed ? {} : self,
    location: { hash, search, pathname, origin },
    history: {
      state: null,
      length: pages,
      replaceState: (_: unknown, __: string, url: string) => shown.push(url),
    },
    document: { referrer },
    navigator: { languages: ["fr-CA", "en"] },
    opener,
  };
  return { page, shown, entry: readEntry(page as unknown as Window) };
}

describe("entry", () => {
  it("[PAGE1] reads the secret and wipes it from the address", () => {
    const { page, shown, entry } = pageAt(`https://calls.example.org/call?lang=de#${SECRET}`);

    expect(entry).toEqual({ secret: SECRET, languages: ["de", "fr-CA", "en"], isOpened: true });
    expect(shown).toEqual(["/call?lang=de"]);
    expect(page.opener).toBeNull();
  });

  it.each(["", "#", `#${SECRET}x`, `#${SECRET.slice(1)}`, `#${SECRET.slice(1)}%`])(
    "[PAGE3] %j is no secret",
    (fragment) => {
      const { entry } = pageAt(`https://calls.example.org/call${fragment}`);

      expect(entry.secret).toBeUndefined();
    },
  );

  it.each([
    ["on", true],
    ["off", false],
    ["1", undefined],
  ])("[PAGE6] camera=%s is %s", (text, camera) => {
    const { entry } = pageAt(`https://calls.example.org/call?camera=${text}#${SECRET}`);

    expect(entry.camera).toBe(camera);
  });

  it.each([
    ["audio", "audio"],
    ["video", undefined],
    ["Audio", undefined],
  ])("[PAGE6] media=%s is %s", (text, media) => {
    const { entry } = pageAt(`https://calls.example.org/call?media=${text}#${SECRET}`);

    expect(entry.media).toBe(media);
  });

  it("[PAGE5] believes the browser and not the address about who opened it", () => {
    const { entry } = pageAt(
      `https://calls.example.org/call?site=https://claimed.example#${SECRET}`,
      { referrer: "https://site.example/people/bob?x=1" },
    );

    expect(entry).toMatchObject({
      host: "https://site.example",
      claimedHost: "https://claimed.example",
    });
  });

  it.each([
    ["a page's script opened its window", {}, true],
    ["a page frames it", { opener: null, pages: 9, isFramed: true }, true],
    ["a link opened a tab", { opener: null }, undefined],
    ["a link in an opened window led there", { pages: 2 }, undefined],
  ])("[PAGE5] tells who opened it: %s", (_, around, isOpened) => {
    const { entry } = pageAt(`https://calls.example.org/call#${SECRET}`, around);

    expect(entry.isOpened).toBe(isOpened);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "nothing"])(
    "[PAGE19] %s is nobody's origin",
    (site) => {
      const { entry } = pageAt(`https://calls.example.org/call?site=${site}#${SECRET}`);

      expect(entry.claimedHost).toBeUndefined();
    },
  );
});
