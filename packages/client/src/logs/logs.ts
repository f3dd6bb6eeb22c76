import { type CallId, LOG_LIMITS, type LogEntry, type LogLevel } from "@ringline/protocol";
import type { CallClient } from "../api.ts";
import { LineGate } from "./line-gate.ts";
import { LogSender } from "./log-sender.ts";
import { consoleLine, cut, errorText, isCallError, withError } from "./log-text.ts";

/** What a person is shown of an error, by whoever draws it. */
export interface ShownError {
  title: string;
  text: string;
  /** Finds the entry. */
  reference: string;
}

/** A log of one name. Nothing here throws or waits, whatever is given. */
export interface Logger {
  /** Stays in this browser. */
  trace(message: string, details?: object): void;
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  /** Answers the reference that finds this entry, remote log or not; `onReference` gets it too. Show it to the person. */
  error(message: string, error?: unknown, onReference?: (reference: string) => void): string;
  /** Logs the message, and has the person shown the title and text (default: what the error says) with the reference. */
  showError(message: string, error: unknown, shown: { title: string; text?: string }): string;
  /** Another log beside this one: `webrtc` and `webrtc.call`. */
  prefix(name: string): Logger;
}

/** What carries lines to the server: a page's client or a seat's. */
export type LogLink = Pick<CallClient, "request" | "state"> & {
  on(name: "connection" | "leaving", listener: (event?: { state: string }) => void): () => void;
};

export interface LogsOptions {
  link: LogLink;
  /** The call that lines are about. A seat's are about its own, whatever is said here. */
  call?(): CallId | undefined;
  /** Draws an error. Default: it is logged only. */
  onShow?(error: ShownError): void;
  /** Of an older product whose names must stay: default are random ones. */
  naming?: LogNaming;
  /** Default: the browser's. */
  console?: Pick<Console, "debug" | "info" | "warn" | "error">;
}

/** How an older product names a document and what it logged. */
export interface LogNaming {
  /** 6 to 64 characters of base64url. */
  clientId: string;
  /**
   * The reference of an error that is logged at that time: who sees it, `clientId` and `at` between hyphens, so that it stands in
   * the line already. No two errors of a document have the same time.
   */
  referenceAt(at: string): string;
}

/** The logs of one document: they go to its console and, where an administrator wants that, to the call server. */
export interface Logs {
  /** Names this document in every line. */
  readonly clientId: string;
  /** The log of a provider or connector; without a name, the page's own. */
  getLog(name?: string): Logger;
  /** Asks again whose lines are wanted: a switch was turned. It does so once a minute by itself. */
  look(): void;
  /** Hands over what there is, at once. */
  flush(): void;
  /** Hands over what there is and goes. Idempotent. */
  close(): void;
}

/**
 * Logs over a page's client or a seat's. In bounds whatever is logged: 50 lines a second and 200 at once, what is beyond not
 * written at all; 500 that wait, the oldest dropped. Both are counted. Never a call that waits for a line.
 *
 *     const logs = createLogs({ link: client });
 *     const log = logs.getLog("webrtc").prefix("call");
 *     const reference = log.error("No sound", error);
 */
export function createLogs(options: LogsOptions): Logs {
  return new PageLogs(options);
}

const OWN = "ringline";
const REFERENCE_BYTES = 6;
const REFERENCE = /^[\w-]{8}$/;
const CLIENT_ID_BYTES = 4;
const STACK_CHARACTERS = 1_500;
const METHODS = {
  trace: "debug",
  debug: "debug",
  info: "info",
  warn: "warn",
  error: "error",
} as const;

interface Line {
  level: LogLevel | "trace";
  name: string;
  prefix: string | undefined;
  text: string;
  details?: unknown;
  reference?: string | undefined;
  /** ISO 8601; default: now. */
  at?: string;
}

class PageLogs implements Logs {
  readonly clientId: string;
  #lastNumber = 0;
  #lastErrorMs = 0;
  readonly #options: LogsOptions;
  readonly #sender: LogSender;
  readonly #gate = new LineGate(() => performance.now());
  /** Errors have their own, so that a flood of other lines hides none. */
  readonly #errorGate = new LineGate(() => performance.now());
  readonly #unfollow: (() => void)[] = [];

  constructor(options: LogsOptions) {
    this.#options = options;
    this.clientId = options.naming?.clientId ?? hex(CLIENT_ID_BYTES);
    this.#sender = new LogSender(options.link);
    this.#unfollow.push(
      options.link.on("leaving", () => {
        this.#tellShut();
        this.#sender.leave();
      }),
      options.link.on("connection", (event) => {
        if (event?.state === "connected") this.#sender.look();
      }),
    );
  }

  getLog(name: string = OWN): Logger {
    return this.#logger(name, undefined);
  }

  look(): void {
    this.#sender.look();
  }

  flush(): void {
    this.#tellShut();
    this.#sender.flush();
  }

  close(): void {
    for (const unfollow of this.#unfollow.splice(0)) unfollow();
    this.#sender.close();
  }

  #logger(name: string, prefix: string | undefined): Logger {
    const write = (level: Line["level"]) => (message: string, details?: object) =>
      this.#write({ level, name, prefix, text: cut(String(message)), details });
    const error: Logger["error"] = (message, cause, onReference) =>
      this.#error({ name, prefix, message, cause, onReference });
    return {
      trace: write("trace"),
      debug: write("debug"),
      info: write("info"),
      warn: write("warn"),
      error,
      showError: (message, cause, { title, text }) => {
        const reference = error(message, cause);
        const words = text || errorText(cause) || message;
        guarded(() => this.#options.onShow?.({ title, text: words, reference }));
        return reference;
      },
      prefix: (more) => this.#logger(name, prefix === undefined ? more : `${prefix}.${more}`),
    };
  }

  /** Of a refusal by the server, the server's own reference: both ends have it then. */
  #error({ name, prefix, message, cause, onReference }: ErrorLine): string {
    const given = isCallError(cause) ? cause.details.reference : undefined;
    const ofServer = given !== undefined && REFERENCE.test(given) ? given : undefined;
    const { naming } = this.#options;
    const at = this.#errorTime();
    const reference = naming?.referenceAt(at) ?? ofServer ?? newReference();
    const stack = cause instanceof Error ? cut(String(cause.stack), STACK_CHARACTERS) : undefined;
    const refusal = isCallError(cause) ? cause : undefined;
    this.#write({
      level: "error",
      name,
      prefix,
      text: withError(String(message), cause),
      details: {
        ...(refusal && { code: refusal.code }),
        ...(refusal?.details.detail && { detail: refusal.details.detail }),
        ...(naming && ofServer !== undefined && { reference: ofServer }),
        ...(stack && { stack }),
      },
      reference,
      at,
    });
    if (onReference) guarded(() => onReference(reference));
    return reference;
  }

  /** Now, but never the same twice: it may be all that tells two references apart. */
  #errorTime(): string {
    this.#lastErrorMs = Math.max(Date.now(), this.#lastErrorMs + 1);
    return new Date(this.#lastErrorMs).toISOString();
  }

  #write(line: Line): void {
    const gate = line.level === "error" ? this.#errorGate : this.#gate;
    if (!gate.pass()) return;
    this.#tellShut();
    guarded(() => this.#put(line));
  }

  #put({ level, name, prefix, text, details, reference, at = now() }: Line): void {
    const { console = globalThis.console, call, naming } = this.#options;
    const { clientId } = this;
    // One that is made of the line's own parts need not stand in it again.
    const shown = naming ? undefined : reference;
    const whole = prefix === undefined ? name : `${name}.${prefix}`;
    const more = details === undefined || isEmpty(details) ? [] : [details];
    console[METHODS[level]](
      consoleLine({ level, name: whole, clientId, text, at, reference: shown }),
      ...more,
    );
    if (level === "trace") return;
    this.#lastNumber += 1;
    const about = call?.();
    const entry: LogEntry = {
      n: this.#lastNumber,
      at,
      level,
      message: text,
      page: clientId,
      provider: name,
      ...(prefix !== undefined && { prefix: prefix.slice(0, 64) }),
      ...(reference !== undefined && { reference }),
      ...(about !== undefined && { call: about }),
      ...(more.length > 0 && { details: plain(details) }),
    };
    this.#sender.add(entry);
  }

  /** Lines that did not pass are told of with the next one that does. */
  #tellShut(): void {
    const shut = this.#gate.takeShut() + this.#errorGate.takeShut();
    if (shut > 0) this.#sender.noteDropped(shut);
  }
}

interface ErrorLine {
  name: string;
  prefix: string | undefined;
  message: string;
  cause: unknown;
  onReference: ((reference: string) => void) | undefined;
}

/** What JSON makes of it; what is too long is said to be. */
function plain(details: unknown): unknown {
  try {
    const text = JSON.stringify(details);
    if (text === undefined) return undefined;
    return text.length > LOG_LIMITS.detailsCharacters ? { cut: text.length } : JSON.parse(text);
  } catch {
    return { unreadable: true };
  }
}

function isEmpty(details: unknown): boolean {
  return typeof details === "object" && details !== null && Object.keys(details).length === 0;
}

function now(): string {
  return new Date().toISOString();
}

/** Eight characters, as the server's own references are. */
function newReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(REFERENCE_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** A log is never the reason that something else fails. */
function guarded(run: () => void): void {
  try {
    run();
  } catch {
    // Nothing to tell, and nobody to tell it to.
  }
}
