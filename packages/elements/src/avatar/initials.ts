import type { Party } from "@ringline/protocol";
import { partyName } from "../desk/parties.ts";

/** How many backgrounds there are for initials. */
export const AVATAR_TONES = 8;

/** The first letters of the first and the last word, in capitals where the script has them; a phone number has none. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return chosen.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

/** Always the same tone for the same party, 0 to 7. */
export function avatarTone(party: Party): number {
  const id = party.type === "address" ? party.address : party.id;
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hash % AVATAR_TONES;
}

/**
 * The portrait of a party if it may be shown: https, or plain http where the page itself came so (the server lets through
 * the site's own origins alone); nothing that could run.
 * @see GUARANTEES S41
 */
export function portraitUrl(party: Party, pageUrl: string): string | undefined {
  if (party.type === "address" || party.picture === undefined) return undefined;
  const page = new URL(pageUrl);
  const url = URL.parse(party.picture, page);
  if (url === null) return undefined;
  return url.protocol === "https:" || isPlain(url, page) ? url.href : undefined;
}

function isPlain(url: URL, page: URL): boolean {
  return url.protocol === "http:" && page.protocol === "http:";
}

export function avatarText(party: Party): string {
  return party.type === "address" ? "#" : initials(partyName(party));
}
