import type { BrowserConnector } from "@ringline/connector-spi/browser";
import { button, styles } from "./button.ts";
import { messages } from "./messages.ts";
import { parseGrant, TemplateSession } from "./session.ts";

/** The browser half: the button in pages of the site, sound and picture in the call page. */
export const connector: BrowserConnector = {
  id: "template",
  messages,
  styles,
  init: ({ where, log }) => log.debug(`loaded in a ${where}`),
  button: (context) => button(context),
  join: async (grant, context) => new TemplateSession(parseGrant(grant), context),
  showSettings: ({ text, dialogs }) => {
    dialogs.info(text("settings"), text("no-settings"));
  },
};
