import pg from "pg";
import type { Logger } from "../logs/logger.ts";
import { type Hint, type Hints, hintText, parseHint } from "./hints.ts";

const CHANNEL = "ringline_hints";
const BETWEEN_TRIES_MS = 1_000;
/** Texts that wait while a batch is on its way; more are lost, as hints may be. */
const MOST_WAITING = 1_000;

/**
 * Hints over LISTEN and NOTIFY, on a connection of their own: a NOTIFY inside the transaction of a call would take the
 * database's one queue lock at every commit. What gathers while a batch is sent goes with the next one.
 */
export class PostgresHints implements Hints {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #listeners = new Set<(hint: Hint) => void>();
  #waiting = new Set<string>();
  #client: pg.Client | undefined;
  #isSending = false;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(url: string, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
    void this.#connect();
  }

  publish(hint: Hint): void {
    if (this.#waiting.size >= MOST_WAITING) return;
    this.#waiting.add(hintText(hint));
    void this.#send();
  }

  onHint(listener: (hint: Hint) => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: "ringline hints",
    });
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.#isClosed) return await client.end();
      this.#client = client;
      void this.#send();
    } catch (error) {
      this.#lose(client, error);
    }
  }

  #lose(client: pg.Client, error?: unknown): void {
    if (this.#client === client) this.#client = undefined;
    if (this.#isClosed || this.#retry) return;
    this.#logger.warn(
      { err: error },
      "hints over PostgreSQL are away; changed rows are read once a second",
    );
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#connect();
    }, BETWEEN_TRIES_MS);
    this.#retry.unref();
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#client && this.#waiting.size > 0) {
      const texts = [...this.#waiting];
      this.#waiting = new Set();
      await this.#client
        .query("select pg_notify($1, text) from unnest($2::text[]) as text", [CHANNEL, texts])
        .catch(() => {});
    }
    this.#isSending = false;
  }

  #hear(text: string): void {
    const hint = parseHint(text);
    if (hint) for (const listener of this.#listeners) listener(hint);
  }
}
