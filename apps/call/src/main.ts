import { connectSeat } from "@ringline/client";
import { CallPage } from "./call/call-page.ts";
import { closePage } from "./call/closing.ts";
import { NO_CALL, NO_WEBRTC } from "./call/ending.ts";
import { canCall } from "./entry/abilities.ts";
import { readEntry } from "./entry/entry.ts";
import { Opener } from "./entry/opener.ts";
import { pageStorage } from "./entry/page-storage.ts";
import { SeatKey } from "./entry/seat-key.ts";
import { loadWords } from "./locales/words.ts";
import { PreferenceStore } from "./media/preferences.ts";
import { showEnding } from "./view/dead-end.ts";

const entry = readEntry(window);
const seatKey = new SeatKey(pageStorage(() => sessionStorage, history));
const secret = entry.secret ?? seatKey.get();
const words = whenParsed().then(() => loadWords(entry.languages));

const deadEnd = !canCall(window) ? NO_WEBRTC : secret === undefined ? NO_CALL : undefined;

if (deadEnd !== undefined || secret === undefined) {
  const close = (): void => closePage(window, entry);
  // The page around a panel must not wait for a call that cannot come back: a browser may forbid frames their storage.
  if (secret === undefined && window.parent !== window) close();
  words.then((loaded) => showEnding(deadEnd ?? NO_CALL, loaded, close), reportError);
} else {
  const seat = connectSeat({
    server: location.origin,
    secret,
    keepSecret: (next) => seatKey.keep(next),
  });
  const store = new PreferenceStore(pageStorage(() => localStorage, history));
  const opener = new Opener(
    window,
    entry,
    pageStorage(() => sessionStorage, history),
  );
  new CallPage({ entry, opener, seat, seatKey, store, words });
}

/** The script does not wait for the page: what is drawn does. */
function whenParsed(): Promise<void> {
  if (document.body !== null) return Promise.resolve();
  return new Promise((resolve) =>
    document.addEventListener("DOMContentLoaded", () => resolve(), { once: true }),
  );
}
