import type { Dialogs } from "@ringline/connector-spi/browser";
import {
  allowedConnectors,
  type CallDesk,
  type CallLayer,
  chooseLanguage,
  createDialogs,
  createLayer,
  createLocaliser,
  createSounds,
  defineLayerElements,
  layerMessages,
} from "@ringline/elements";
import type { ScriptSettings } from "./script-settings.ts";
import { whenThere } from "./when-there.ts";

/** The words of another language than English. */
export type LayerMessages = Parameters<typeof createLocaliser<keyof typeof layerMessages>>[1];

const load = () => import("./dialogs.ts");
let own: Dialogs | undefined;

/** Of the page itself: they outlive who is signed in. */
export function dialogs(): Dialogs {
  const wanted = [document.documentElement.lang, ...navigator.languages].filter(Boolean);
  own ??= createDialogs({ language: chooseLanguage(["en", "de", "fr", "ar"], wanted), load });
  return own;
}

/** The later chunk: everything that a page needs only once it rings, refuses or runs. */
export function startLayer(
  desk: CallDesk,
  { folder, volume }: Pick<ScriptSettings, "folder" | "volume">,
  words: { layerMessages?: LayerMessages },
): CallLayer {
  defineLayerElements();
  whenThere("ringline-call-history, ringline-missed-calls", async () => {
    (await import("./history.ts")).defineHistoryElements();
  });
  whenThere("ringline-profile-accounts", async () => {
    (await import("./accounts.ts")).defineAccountElements();
  });
  return createLayer({
    desk,
    localiser: createLocaliser(desk.texts.language, words.layerMessages ?? layerMessages),
    sounds: createSounds(volume === undefined ? {} : { volume }),
    iconUrl: `${folder}chunks/ring.svg`,
    connectors: allowedConnectors(document, desk.client.server),
    dialogs: createDialogs({ language: desk.texts.language, load }),
  });
}
