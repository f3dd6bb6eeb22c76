import { connectSeat } from "@ringline/client";
import { CallPage } from "./call/call-page.ts";
import { NO_CALL, NO_WEBRTC } from "./call/ending.ts";
import { canCall } from "./entry/abilities.ts";
import { readEntry } from "./entry/entry.ts";
import { SeatKey } from "./entry/seat-key.ts";
import { loadWords } from "./locales/words.ts";
import { PreferenceStore } from "./media/preferences.ts";
import { showEnding } from "./view/dead-end.ts";

const entry = readEntry(window);
const seatKey = new SeatKey(sessionStorage);
const secret = entry.secret ?? seatKey.get();
const words = loadWords(entry.languages);

if (!canCall(window)) words.then((loaded) => showEnding(NO_WEBRTC, loaded), reportError);
else if (secret === undefined) words.then((loaded) => showEnding(NO_CALL, loaded), reportError);
else {
  const seat = connectSeat({
    server: location.origin,
    secret,
    keepSecret: (next) => seatKey.keep(next),
  });
  new CallPage({ entry, seat, seatKey, store: new PreferenceStore(localStorage), words });
}
