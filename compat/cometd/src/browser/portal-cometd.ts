import { type Callback, CometD, type Configuration, type Message } from "cometd";

/** What a portal's page configures: the official client's own fields, and who the page is for. */
export interface PortalConfiguration extends Partial<Configuration> {
  exoId?: string;
  /** A token of the site; with `getToken` it may be absent. */
  exoToken?: string;
  exoContainerName?: string;
  exoClientId?: string;
  /**
   * Fetches a fresh token: before each session, before one runs out, and when the call server has refused one. Without it
   * `exoToken` is all there is.
   */
  getToken?(): Promise<string>;
}

/** What `subscribe` answers and `unsubscribe` takes; good from the first moment, and over every new session. */
export interface PortalSubscription {
  readonly channel: string;
}

interface Kept extends PortalSubscription {
  /** As the official client takes them after the channel. */
  readonly args: readonly unknown[];
  /** Of the present session. */
  handle?: object;
}

type Loose = (...args: unknown[]) => unknown;

/** A token lives for at most 15 minutes: a newer one travels well before that. Milliseconds. */
const RENEW_MS = 240_000;
/** Nobody can be signed in just now: doubled each time. Milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
const NOT_SIGNED_IN = /^401:/;
/** What is asked for while there is no session. */
const MOST_WAITING = 1_000;

/**
 * The object that a portal's pages know as `cCometD`: the official client, whose every method it has, with what such pages count
 * on beside: who the page is for travels along; what is asked for without a session begins one, waits for it and is lost to none;
 * and what was subscribed, stays so in each new session until it is unsubscribed.
 */
export class PortalCometD extends CometD {
  readonly #subscriptions = new Set<Kept>();
  #waiting: ((refusal?: Message) => void)[] = [];
  readonly #who: PortalConfiguration = {};
  #handshakeProps: object = {};
  /** With a token that was fetched for it; the official client shakes hands anew by itself, with the one there is. */
  #isShakingHands = false;
  #pauseMs = FIRST_PAUSE_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setInterval> | undefined;

  constructor(name?: string) {
    super(name);
    this.registerExtension("portal", {
      outgoing: (message) => Object.assign(message, this.#fieldsFor(message)),
    });
    this.addListener("/meta/handshake", (message) => this.#shaken(message));
  }

  /** May be called again, with a newer token alone. */
  override configure(options: PortalConfiguration | string): void {
    const given = typeof options === "string" ? { url: options } : options;
    const { exoId, exoToken, exoContainerName, exoClientId, getToken, ...own } = given;
    const who = { exoId, exoToken, exoContainerName, exoClientId, getToken };
    const told = Object.entries(who).filter(([, value]) => value !== undefined);
    Object.assign(this.#who, Object.fromEntries(told));
    if (Object.keys(own).length === 0) return;
    // A page's policy may not allow the worker that the official client would make of text.
    super.configure({ useWorkerScheduler: false, ...own } as Configuration);
  }

  /** Begins a session; with one, or on the way to one, it only hands the answer over. */
  override handshake(props?: object | Callback, callback?: Callback): void {
    const done = typeof props === "function" ? (props as Callback) : callback;
    if (props && typeof props !== "function") this.#handshakeProps = props;
    if (done) this.#waiting.push((refusal) => done(refusal ?? this.#success()));
    if (this.getClientId() !== null) this.#letGo();
    else this.#begin();
  }

  // The official types leave the older argument orders out.
  override subscribe(channel: string, ...args: unknown[]): PortalSubscription {
    const kept: Kept = { channel, args };
    this.#subscriptions.add(kept);
    if (this.getClientId() === null) this.#begin();
    else this.#subscribe(kept);
    return kept;
  }

  override unsubscribe(subscription: PortalSubscription, ...args: unknown[]): void {
    const kept = subscription as Kept;
    this.#subscriptions.delete(kept);
    const { handle } = kept;
    delete kept.handle;
    if (handle && !this.isDisconnected()) this.#official("unsubscribe")(handle, ...args);
  }

  override publish(channel: string, ...args: unknown[]): void {
    this.#inSession("publish", [channel, ...args]);
  }

  override remoteCall(target: string, ...args: unknown[]): void {
    this.#inSession("remoteCall", [target, ...args]);
  }

  /** Ends the session; what waits for one is refused. */
  override disconnect(props?: object | Callback, callback?: Callback): void {
    clearInterval(this.#renewal);
    clearTimeout(this.#retry);
    this.#isShakingHands = false;
    this.#refuseWaiting({
      channel: "/meta/disconnect",
      successful: false,
      error: "499::Disconnected",
    });
    this.#official("disconnect")(props, callback);
  }

  #inSession(method: "publish" | "remoteCall", args: readonly unknown[]): void {
    const run = (refusal?: Message) => {
      if (!refusal) this.#official(method)(...args);
      else args.findLast((one): one is Callback => typeof one === "function")?.(refusal);
    };
    if (this.getClientId() !== null) {
      run();
      return;
    }
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(run);
    else run({ channel: String(args[0]), successful: false, error: "429::Too much waits" });
    this.#begin();
  }

  #begin(): void {
    if (this.#isShakingHands || !this.isDisconnected()) return;
    this.#isShakingHands = true;
    clearTimeout(this.#retry);
    const refusal = { channel: "/meta/handshake", successful: false, error: "401::No token" };
    this.#renew().then(
      () => this.#isShakingHands && this.#official("handshake")(this.#handshakeProps),
      () => this.#isShakingHands && this.#refused(refusal),
    );
  }

  async #renew(): Promise<void> {
    const { getToken } = this.#who;
    if (getToken) this.#who.exoToken = await getToken();
  }

  #shaken(message: Message): void {
    if (!message.successful) {
      if (message.advice?.reconnect === "none") this.#refused(message);
      else this.#isShakingHands = false;
      return;
    }
    this.#isShakingHands = false;
    this.#pauseMs = FIRST_PAUSE_MS;
    clearInterval(this.#renewal);
    // The next message carries it; a site that cannot be asked now is asked again.
    this.#renewal = setInterval(() => this.#renew().catch(() => {}), RENEW_MS);
    for (const kept of this.#subscriptions) this.#subscribe(kept);
    this.#letGo();
  }

  /** An old token may have run out, so a fresh one is tried at once; if that is no good either, later ones, until `disconnect`. */
  #refused(message: Message): void {
    const wasFresh = this.#isShakingHands;
    this.#isShakingHands = false;
    const mayRenew = this.#who.getToken && NOT_SIGNED_IN.test(message.error ?? "");
    if (wasFresh || !mayRenew) this.#refuseWaiting(message);
    if (!mayRenew) return;
    // The official client ends its session once its listeners have heard.
    this.#retry = setTimeout(() => this.#begin(), wasFresh ? this.#pauseMs : 0);
    if (wasFresh) this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #subscribe(kept: Kept): void {
    kept.handle = this.#official("subscribe")(kept.channel, ...kept.args) as object;
  }

  #letGo(): void {
    for (const run of this.#takeWaiting()) run();
  }

  #refuseWaiting(message: Message): void {
    for (const run of this.#takeWaiting()) run(message);
  }

  #takeWaiting() {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  #success(): Message {
    return { channel: "/meta/handshake", successful: true, clientId: this.getClientId() ?? "" };
  }

  /** Who the page is for: with what opens a session or goes on with it. What is said to others carries none of it. */
  #fieldsFor({ channel }: Message): object {
    const isOurs = ["/meta/handshake", "/meta/connect", "/meta/subscribe"].includes(channel);
    const { getToken: _, ...fields } = this.#who;
    return isOurs ? fields : {};
  }

  #official(
    method: "handshake" | "subscribe" | "unsubscribe" | "publish" | "remoteCall" | "disconnect",
  ): Loose {
    return (CometD.prototype[method] as Loose).bind(this);
  }
}
