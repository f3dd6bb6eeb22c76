/** What the page was opened with. */
export interface Entry {
  /** From the fragment; absent after a reload. */
  secret?: string;
  /** BCP 47, as the host page wants it. */
  languages: string[];
  /** The person chose with or without picture at the press; absent: as last time. */
  camera?: boolean;
  /** An audio call, as the host page knows before the server says so: it begins without a picture. */
  media?: "audio";
  /** The call takes place on a page elsewhere: neither microphone nor camera is opened. */
  withoutDevices?: true;
  /** The origin of the page that opened or frames this one, as the browser says; absent where that page hides it. */
  host?: string;
  /** A page opened this one for itself: in a window by its script, or in a frame. A link that somebody pressed does neither. */
  isOpened?: true;
  /** The same as that page says: to be believed only where nothing but a message to that very origin follows from it. */
  claimedHost?: string;
}

const SECRET = /^[\w-]{43}$/;

/** Reads what the page was opened with, and wipes the fragment at once: nobody else gets to see the secret. */
export function readEntry(page: Window): Entry {
  const { hash, search, pathname } = page.location;
  const parameters = new URLSearchParams(search);
  const isOpened = wasOpened(page);
  page.history.replaceState(page.history.state, "", pathname + search);
  page.opener = null;
  const secret = hash.slice(1);
  const language = parameters.get("lang");
  const camera = parameters.get("camera");
  const host = originOf(page.document.referrer);
  const claimedHost = originOf(parameters.get("site"));
  return {
    languages: [...(language === null ? [] : [language]), ...page.navigator.languages],
    ...(SECRET.test(secret) && { secret }),
    ...((camera === "on" || camera === "off") && { camera: camera === "on" }),
    ...(parameters.get("media") === "audio" && { media: "audio" }),
    ...(parameters.get("devices") === "none" && { withoutDevices: true }),
    ...(host !== undefined && host !== page.location.origin && { host }),
    ...(isOpened && { isOpened }),
    ...(claimedHost !== undefined && { claimedHost }),
  };
}

/** A link in the tab of a page that was opened itself finds an opener too, but not the first page of its window. */
function wasOpened({ parent, self, opener, history }: Window): boolean {
  return parent !== self || (opener !== null && history.length === 1);
}

function originOf(url: string | null): string | undefined {
  const parsed = URL.parse(url ?? "");
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? parsed.origin : undefined;
}
