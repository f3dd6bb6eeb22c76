import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { StoredMessage, WebhookStore } from "../store/store.ts";
import { type Endpoint, type Endpoints, secretsOf } from "./endpoints.ts";
import { nextTry } from "./retry-schedule.ts";
import { type Outcome, sendWebhook } from "./send.ts";
import { webhookHeaders } from "./signature.ts";
import type { WebhookUrls } from "./webhook-url.ts";

const LOOK_MS = 1_000;
/** A receiver answers within this time, or the sending has failed. */
const ANSWER_MS = 10_000;
/** Beyond the answer's time: for as long a message is this process's alone. */
const LEASE_MS = 30_000;
/** Sendings to one endpoint at the same time, of different calls: a slow one holds up nobody else. */
const AT_ONCE = 4;
/** Another process may have changed the endpoints. */
const RELOAD_MS = 2_000;
/** How long messages can be looked at after they are done. */
const DELIVERED_KEPT_MS = 7 * 24 * 60 * 60_000;
const DEAD_KEPT_MS = 30 * 24 * 60 * 60_000;
/** Messages of an endpoint that is no more, and the settings of another process may still name. */
const STRAY_KEPT_MS = 24 * 60 * 60_000;

export interface SenderOptions {
  store: WebhookStore;
  endpoints: Endpoints;
  urls: WebhookUrls;
  clock: Clock;
  logger: Logger;
  /** Between 0 and 1; default: random. */
  random?: () => number;
  answerMs?: number;
  /** By `clock`. */
  leaseMs?: number;
}

/** What is going on for one endpoint here. */
interface Desk {
  underWay: number;
  isClaiming: boolean;
  isAsked: boolean;
}

/**
 * Sends what waits in the outbox: each message by one process at a time, those of one call one after the other, at least once.
 * @see SPEC HOOK
 */
export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #desks = new Map<string, Desk>();
  readonly #sendings = new Set<Promise<void>>();
  readonly #end = new AbortController();
  readonly #stops: (() => void)[] = [];
  #isLoading = false;
  #isLooking = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock } = this.#options;
    this.#stops.push(
      clock.every(LOOK_MS, () => this.look()),
      clock.every(RELOAD_MS, () => void this.#reload()),
    );
    this.look();
  }

  /** Ends the sendings under way: they are repeated, here after the next start or elsewhere. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#end.abort();
    while (this.#sendings.size > 0) await Promise.all(this.#sendings);
  }

  /** Takes what is due; to be called when something was put into the outbox. */
  look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      for (const { id } of this.#options.endpoints.all()) this.#track(this.#lookAt(id));
    });
  }

  /** Sends at once, outside of the outbox, and tells what came back. */
  send(endpoint: Endpoint, message: { id: string; body: string }): Promise<Outcome> {
    const { urls, clock, answerMs = ANSWER_MS } = this.#options;
    const timestamp = Math.floor(Date.now() / 1_000);
    const secrets = secretsOf(endpoint, clock.now());
    const headers = webhookHeaders({ ...message, timestamp }, secrets);
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(answerMs)]);
    return sendWebhook({ url: endpoint.url, headers, body: message.body, signal }, urls);
  }

  async tidy(now: Millis): Promise<void> {
    const { store, endpoints } = this.#options;
    await store.deleteBefore({ delivered: now - DELIVERED_KEPT_MS, dead: now - DEAD_KEPT_MS });
    const known = endpoints.all().map(({ id }) => id);
    await store.deleteStrays(known, now - STRAY_KEPT_MS);
  }

  async #reload(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      await this.#options.endpoints.load();
    } catch (error) {
      this.#options.logger.warn({ err: error }, "webhook endpoints could not be read");
    } finally {
      this.#isLoading = false;
    }
  }

  /** Takes up as much as there is room for; asked meanwhile, it looks once more. */
  async #lookAt(id: string): Promise<void> {
    const desk = this.#deskOf(id);
    desk.isAsked = true;
    if (desk.isClaiming) return;
    desk.isClaiming = true;
    while (desk.isAsked && desk.underWay < AT_ONCE && !this.#end.signal.aborted) {
      desk.isAsked = false;
      const endpoint = this.#options.endpoints.get(id);
      if (!endpoint?.isOn) break;
      for (const message of await this.#claim(endpoint, AT_ONCE - desk.underWay)) {
        desk.underWay += 1;
        this.#track(this.#deliver(endpoint, message));
      }
    }
    desk.isClaiming = false;
  }

  async #claim(endpoint: Endpoint, limit: number): Promise<readonly StoredMessage[]> {
    const { store, clock, logger, leaseMs = LEASE_MS } = this.#options;
    const now = clock.now();
    try {
      return await store.claim(endpoint.id, { now, until: now + leaseMs, limit });
    } catch (error) {
      logger.warn({ err: error, endpoint: endpoint.id }, "webhooks could not be taken up");
      return [];
    }
  }

  async #deliver(endpoint: Endpoint, message: StoredMessage): Promise<void> {
    try {
      await this.#settle(endpoint, message, await this.send(endpoint, message));
    } catch (error) {
      // The lease runs out, and it is sent again.
      const { logger } = this.#options;
      logger.warn({ err: error, message: message.id }, "what became of a webhook was not kept");
    } finally {
      this.#deskOf(endpoint.id).underWay -= 1;
    }
    await this.#lookAt(endpoint.id);
  }

  async #settle(endpoint: Endpoint, message: StoredMessage, outcome: Outcome): Promise<void> {
    const { store, clock, logger, random = Math.random } = this.#options;
    const { status, problem, retryAfterMs = 0 } = outcome;
    const now = clock.now();
    const said = { at: now, ...(status && { status }), ...(problem && { problem }) };
    if (outcome.isDelivered) return store.settle(message, { state: "delivered", ...said });
    if (this.#end.signal.aborted)
      return store.settle(message, { state: "waiting", nextAt: now, at: now });
    const line = { endpoint: endpoint.id, message: message.id, problem };
    if (status === 410) {
      await this.#disable(endpoint, now);
      logger.warn(line, "an endpoint is gone and was switched off");
    }
    const nextAt = nextTry(message.attempts, { now, random: random(), retryAfterMs });
    if (status === 410 || nextAt === undefined) {
      logger.warn(line, "a webhook was given up");
      return store.settle(message, { state: "dead", ...said });
    }
    logger.debug({ ...line, attempts: message.attempts }, "a webhook failed and is repeated");
    return store.settle(message, { state: "waiting", nextAt, ...said });
  }

  /** 410: nobody wants them any more; what waits is dead, and can be replayed. */
  async #disable({ id }: Endpoint, at: Millis): Promise<void> {
    const { store, endpoints } = this.#options;
    await endpoints.change(id, (stored) => ({
      id,
      secrets: [],
      ...stored,
      isOn: false,
      problem: "gone",
    }));
    await store.giveUp(id, { problem: "the endpoint is gone (410)", at });
  }

  #deskOf(endpoint: string): Desk {
    const known = this.#desks.get(endpoint);
    if (known) return known;
    const desk = { underWay: 0, isClaiming: false, isAsked: false };
    this.#desks.set(endpoint, desk);
    return desk;
  }

  #track(work: Promise<void>): void {
    this.#sendings.add(work);
    void work.finally(() => this.#sendings.delete(work));
  }
}
