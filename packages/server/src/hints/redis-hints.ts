import { createClient } from "redis";
import type { Logger } from "../logs/logger.ts";
import { type Hint, type Hints, hintText, parseHint } from "./hints.ts";

const CHANNEL = "ringline:hints";

/** Hints over Redis publish/subscribe. Redis holds nothing: it may be away, flap or lose messages. */
export class RedisHints implements Hints {
  readonly #publisher: ReturnType<typeof createClient>;
  readonly #subscriber: ReturnType<typeof createClient>;
  readonly #listeners = new Set<(hint: Hint) => void>();

  constructor(url: string, logger: Logger) {
    const settings = {
      url,
      // Otherwise hints would gather while Redis is away, and come when nobody needs them.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, 2_000) },
    };
    this.#publisher = createClient(settings);
    this.#subscriber = createClient({ ...settings, disableOfflineQueue: false });
    for (const client of [this.#publisher, this.#subscriber]) warnOnce(client, logger);
    this.#publisher.connect().catch(() => {});
    this.#subscriber
      .connect()
      .then(() => this.#subscriber.subscribe(CHANNEL, (text) => this.#hear(text)))
      .catch(() => {});
  }

  publish(hint: Hint): void {
    if (this.#publisher.isReady) this.#publisher.publish(CHANNEL, hintText(hint)).catch(() => {});
  }

  onHint(listener: (hint: Hint) => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    for (const client of [this.#publisher, this.#subscriber]) if (client.isOpen) client.destroy();
  }

  #hear(text: string): void {
    const hint = parseHint(text);
    if (hint) for (const listener of this.#listeners) listener(hint);
  }
}

/** One line when it goes away, not one for each try. */
function warnOnce(client: ReturnType<typeof createClient>, logger: Logger): void {
  let isAway = false;
  client.on("ready", () => {
    isAway = false;
  });
  client.on("error", (error: unknown) => {
    if (!isAway)
      logger.warn({ err: error }, "hints over Redis are away; changed rows are read once a second");
    isAway = true;
  });
}
