import type { BrowserContext, CallContext, Messages } from "./context.ts";
import type { JoinContext, MediaSession, SessionGrant } from "./media.ts";

/**
 * A connector's browser half: an ES module that exports one of these as `connector`. The call server serves it at
 * `/connectors/<id>/browser.js`. It runs in call pages; in host pages only for a provider that draws its own button, and
 * only where the site names the connector in `data-connectors`. A connector whose grants are pages needs none.
 *
 * Each function runs behind a fence: what throws, rejects or does not settle in time is left out, with a reason that
 * administrators see, and disturbs nobody else. No fence can stop an endless loop: it is told of at the next load.
 */
export interface BrowserConnector {
  /** The same as in the server half's manifest. */
  id: string;
  /** Texts by language, `en` always. */
  messages?: Readonly<Record<string, Messages>> & { readonly en: Messages };
  /** CSS for the connector's own button, beside it in a shadow tree; `prefers-color-scheme` tells light from dark. */
  styles?: string;
  /**
   * Once per page, before anything else, within 5 s. With load policy `page` it runs as the page opens, before it is known
   * what carries the call: wake what the browser needs, ask the person nothing, open nothing.
   */
  init?(context: BrowserContext): void | Promise<void>;
  /**
   * For grants of type `session`, within 15 s. Called while it still rings, too: prepare, but send and gather nothing before
   * `call.phase` is `active`. Called again after a reload of the page, with a new grant.
   */
  join?(grant: SessionGrant, context: JoinContext): Promise<MediaSession>;
  /**
   * For a provider that draws `button`: the element, within 3 s; `undefined`: no button here. It gets a shadow tree of its
   * own with `styles`. It has an accessible name and is at least 44 px wide and high.
   */
  button?(context: CallContext): HTMLElement | undefined | Promise<HTMLElement | undefined>;
  /** Opens the person's own settings. */
  showSettings?(context: BrowserContext): void | Promise<void>;
}
