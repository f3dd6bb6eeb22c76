import type { CallMedia, CallTarget, Party, ProviderId } from "@ringline/protocol";
import type { Dialogs } from "./dialogs.ts";

/** Texts by key; `{name}` in a text is filled in. Every language has the keys of `en`. */
export type Messages = Readonly<Record<string, string>>;

/** A connector's own log, under its name. Where an administrator switched that on, the server keeps it too. */
export interface BrowserLogger {
  /** Stays in this browser. */
  trace(message: string, fields?: object): void;
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  /** Answers the reference that finds this entry; show it to the person. */
  error(message: string, error?: unknown): string;
  /** Another log beside this one, `acme.call`: what tells the parts of a connector apart. */
  prefix(name: string): BrowserLogger;
}

/** What every part of a browser half gets. */
export interface BrowserContext {
  /** `call-page`: the window in which media lives, of our origin. `host-page`: a page of the site. */
  readonly where: "call-page" | "host-page";
  /** Where this connector's `request` and files answer, with a slash at the end: `https://calls.example.org/connectors/<id>/`. */
  readonly url: string;
  /** BCP 47, as the page is written. */
  readonly language: string;
  /** The connector's own text in the page's language, else in English; a key without a text stands for itself. */
  text(key: string, values?: Readonly<Record<string, string | number>>): string;
  readonly log: BrowserLogger;
  /** Tells the person of an error, with its reference, as the page tells its own; logs it too. Answers the reference. */
  showError(text: string, error?: unknown): string;
  /** Asks and tells in words, in the look of the page around it. */
  readonly dialogs: Dialogs;
}

/** A place for a call button in a host page. */
export interface CallContext extends BrowserContext {
  readonly provider: ProviderId;
  /** Who is signed in. */
  readonly me: Party;
  readonly target: CallTarget;
  /** As the page names the target; empty where it does not. Untrusted: set it as text. */
  readonly name: string;
  /** More than two people. */
  readonly isGroup: boolean;
  /** Calls, as the core's own button does. Must run inside the press: it opens the call page. */
  place(options?: { media?: CallMedia }): void;
  /** Aborts when the button's place has gone, or the provider was switched off. */
  readonly signal: AbortSignal;
}
