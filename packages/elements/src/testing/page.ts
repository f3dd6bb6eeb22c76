import { createClient } from "@ringline/client";
import {
  announceClient,
  ar,
  createDesk,
  createDialogs,
  createLayer,
  createLocaliser,
  createSounds,
  createTexts,
  de,
  defineAccountElements,
  defineCallButton,
  defineHistoryElements,
  defineLayerElements,
  fr,
  HostConnectors,
  type OwnDialogs,
  offerDesk,
  pageDialogs,
} from "../index.ts";
import * as en from "../locales/en.ts";

/** What a test's page runs: a client and all elements, in the language of the page. */
const parameters = new URLSearchParams(location.search);
const language = document.documentElement.lang as "en";
const { buttonMessages, layerMessages } = { en, de, fr, ar }[language] as typeof en;
const client = createClient({
  server: parameters.get("server") ?? "",
  getToken: async () => {
    const claims = { sub: "anna", name: "Anna Schmidt", exp: Date.now() / 1000 + 900 };
    return `e30.${btoa(JSON.stringify(claims))}.x`;
  },
});
const desk = createDesk({
  client,
  texts: createTexts(language, buttonMessages),
  layer: async () => layer,
});
defineCallButton();
defineLayerElements();
defineHistoryElements();
defineAccountElements();
const dialogs = (spoken: string = language): OwnDialogs =>
  createDialogs({ language: spoken, load: async () => ({ pageDialogs }) });
const sounds = createSounds({ volume: 0.5 });
const layer = createLayer({
  desk,
  localiser: createLocaliser(language, layerMessages),
  sounds,
  iconUrl: "/ring.svg",
  dialogs: dialogs(),
  connectors: parameters.get("connectors")?.split(" ") ?? [],
});
announceClient(client);
offerDesk(desk);
Object.assign(globalThis, { page: { client, desk, layer, sounds, HostConnectors, dialogs } });
