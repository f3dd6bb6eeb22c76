import { createLogs, type Logger, type Logs } from "@ringline/client";
import { CallError } from "@ringline/protocol";
import { errorText, isExoError } from "../answers/exo-error.ts";
import type { Session } from "../page/session.ts";

/** A log of one connector, or of one part of it. Nothing here throws or waits, whatever is given. */
export interface ExoLog {
  /** Stays in this browser. */
  trace(message: unknown, error?: unknown): void;
  debug(message: unknown, error?: unknown): void;
  info(message: unknown, error?: unknown): void;
  warn(message: unknown, error?: unknown): void;
  /** `error(message, error, callback)` or `error(message, callback)`: always called, with the reference that finds the entry. */
  error(message: unknown, error?: unknown, callback?: (reference: string) => void): void;
  /** Logs the message and shows the title with the text (default: what the error says) and the reference. */
  showError(message: unknown, error: unknown, title: string, text?: string): void;
  /** Another log beside this one. */
  prefix(name: string): ExoLog;
}

type ShowError = (title: string, text: string, reference: string) => void;

const OWN = "webconferencing";
const NOT_IN_NAMES = /[^a-z0-9_-]+/g;
const MOST_NAME = 64;
const MOST_PREFIX = 64;

/** The logs of one document, by name. They go to its console and, where an administrator wants that, to the call server. */
export class ExoLogs {
  readonly #logs: Logs;
  readonly #byName = new Map<string, ExoLog>();
  readonly #showError: ShowError;

  constructor(session: Session, showError: ShowError) {
    this.#showError = showError;
    this.#logs = createLogs({
      naming: {
        clientId: session.clientId,
        referenceAt: (at) => {
          const person = session.link?.client.me?.party.id ?? session.user?.id ?? "???";
          return `${person}-${session.clientId}-${at}`;
        },
      },
      link: {
        get state() {
          return session.link?.client.state ?? "connecting";
        },
        request: (operation, input, patienceMs) =>
          session.link?.client.request(operation, input, patienceMs) ??
          Promise.reject(new CallError("connection-lost")),
        on: (name, listener) => {
          session.onLink(({ client }) => client.on(name, listener));
          return () => {};
        },
      },
    });
  }

  /** The same object each time; without a name, the module's own. */
  get(type?: string): ExoLog {
    const name = nameOf(type);
    const known = this.#byName.get(name) ?? this.#wrap(this.#logs.getLog(name));
    this.#byName.set(name, known);
    return known;
  }

  #wrap(logger: Logger): ExoLog {
    const write =
      (level: "trace" | "debug" | "info" | "warn") => (message: unknown, error?: unknown) =>
        logger[level](withError(message, error));
    const writeError: ExoLog["error"] = (message, error, callback) => {
      if (typeof error === "function")
        logger.error(String(message), undefined, error as () => void);
      else logger.error(String(message), readable(error), callback);
    };
    return {
      trace: write("trace"),
      debug: write("debug"),
      info: write("info"),
      warn: write("warn"),
      error: writeError,
      showError: (message, error, ...[title, text]) => {
        const words = text || errorText(error) || String(message);
        writeError(message, error, (reference) => this.#showError(title, words, reference));
      },
      prefix: (name) => this.#wrap(logger.prefix(String(name).slice(0, MOST_PREFIX))),
    };
  }
}

/** One lower-case word, as providers are called. */
function nameOf(type: string | undefined): string {
  const name = String(type || OWN)
    .toLowerCase()
    .replaceAll(NOT_IN_NAMES, "_")
    .slice(0, MOST_NAME);
  return /^[a-z]/.test(name) ? name : `x${name}`.slice(0, MOST_NAME);
}

function withError(message: unknown, error: unknown): string {
  const reason = errorText(readable(error));
  return reason === "" ? String(message) : `${message}. Error: ${reason}`;
}

/** An error of the older API with its code before it; an empty one is none. */
function readable(error: unknown): unknown {
  if (error === null || error === "") return undefined;
  return isExoError(error) ? `[${error.code}] ${error.message}` : error;
}
