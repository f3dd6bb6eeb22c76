/** What the page was opened with. */
export interface Entry {
  /** From the fragment; absent after a reload. */
  secret?: string;
  /** BCP 47, as the host page wants it. */
  languages: string[];
  /** The person chose with or without picture at the press; absent: as last time. */
  camera?: boolean;
  /** The origin of the page that opened or frames this one; absent where it hides. */
  host?: string;
}

const SECRET = /^[\w-]{43}$/;

/** Reads what the page was opened with, and wipes the fragment at once: nobody else gets to see the secret. */
export function readEntry(page: Window): Entry {
  const { hash, search, pathname } = page.location;
  const parameters = new URLSearchParams(search);
  page.history.replaceState(null, "", pathname + search);
  page.opener = null;
  const secret = hash.slice(1);
  const language = parameters.get("lang");
  const camera = parameters.get("camera");
  const host = URL.parse(page.document.referrer)?.origin;
  return {
    languages: [...(language === null ? [] : [language]), ...page.navigator.languages],
    ...(SECRET.test(secret) && { secret }),
    ...((camera === "on" || camera === "off") && { camera: camera === "on" }),
    ...(host !== undefined && host !== page.location.origin && { host }),
  };
}
