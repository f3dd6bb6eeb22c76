import type { CallClient } from "@ringline/client";
import type { Dialogs } from "@ringline/connector-spi/browser";
import { readScriptSettings } from "./script-settings.ts";
import { Session } from "./session.ts";

/** The global `ringline`: for sites that want more than the marks. It holds no token and no secret. */
export interface Ringline {
  /** The client of the signed-in person, once it is connected; pending while nobody is signed in. */
  readonly ready: Promise<CallClient>;
  /** For pages that sign somebody in without loading anew: asks the token URL again. */
  connect(): Promise<CallClient>;
  /** For pages that sign somebody out without loading anew: takes everything off the page. */
  disconnect(): void;
  /** Dialogs and notices in the page's language and look; nobody needs to be signed in. Loaded when first asked for. */
  dialogs(): Promise<Dialogs>;
}

declare global {
  var ringline: Ringline | undefined;
}

/** A second tag changes nothing: one page, one connection. */
if (globalThis.ringline === undefined) {
  globalThis.ringline = new Session(readScriptSettings());
}
