import type { PlaceOptions } from "@ringline/client";
import type { CallSubject, CallTarget } from "@ringline/protocol";
import { LIMITS } from "@ringline/protocol";

/** Attributes that name whom to call. */
export const TARGET_TYPES = ["user", "space", "room", "address"] as const;

/** The attributes of `<ringline-call-button>`: whom (one of the first four), and how. */
export const BUTTON_ATTRIBUTES = [
  ...TARGET_TYPES,
  "name",
  "media",
  "about",
  "provider",
] as const satisfies readonly string[];

export type ButtonAttribute = (typeof BUTTON_ATTRIBUTES)[number];

/** Reads one attribute; undefined where it is absent. */
export type ReadAttribute = (name: ButtonAttribute) => string | undefined;

/** Characters of a page's title that go along with a call. */
const SUBJECT_LENGTH = 200;

/** Whom the attributes name; undefined where they name nobody. */
export function readTarget(read: ReadAttribute): CallTarget | undefined {
  for (const type of TARGET_TYPES) {
    const id = read(type);
    if (!id) continue;
    const name = read("name");
    const named = name ? { name } : {};
    return type === "address" ? { type, address: id, ...named } : { type, id, ...named };
  }
  return undefined;
}

/** How to call: `media` is video unless it says audio; without `about` the call is about this page. */
export function readPlaceOptions(read: ReadAttribute, page: CallSubject): PlaceOptions {
  const provider = read("provider");
  return {
    media: read("media") === "audio" ? "audio" : "video",
    about: { ...page, title: (read("about") || page.title).slice(0, SUBJECT_LENGTH) },
    ...(provider && { provider }),
  };
}

/** This page as the subject of a call: without its fragment, which may hold more than an address. */
export function pageSubject(): CallSubject {
  const url = `${location.origin}${location.pathname}${location.search}`;
  return { title: document.title, ...(url.length <= LIMITS.urlBytes && { url }) };
}
