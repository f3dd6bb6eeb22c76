import { connectSeat } from "@ringline/client";
import { createDialogs, pageDialogs } from "@ringline/elements";
import { doorOf, ExoCalls } from "../calls/index.ts";
import { labelled } from "./dialogs/labelled.ts";
import { portalPages, settingsOfTag } from "./page/exo-page.ts";
import { publish } from "./publish.ts";
import { createWebConferencing } from "./web-conferencing.ts";

// The script that pages load. Which tag it was, is known only now.
const settings = settingsOfTag();

publish(() =>
  createWebConferencing({
    settings,
    makeDialogs: (labels) =>
      createDialogs({
        language: document.documentElement.lang || "en",
        load: async () => ({ pageDialogs: () => labelled(pageDialogs(), labels) }),
      }),
    makeCalls: (client) => {
      const { server } = client;
      const openSeat = (secret: string) => connectSeat({ server, secret, keepSecret: () => {} });
      return new ExoCalls(doorOf(client, openSeat), { pages: portalPages() });
    },
  }),
);
