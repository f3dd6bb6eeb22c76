import type { CallId } from "@ringline/protocol";
import type { Hub } from "./hub.ts";
import { LeaderWatch } from "./leader-watch.ts";
import {
  type Envelope,
  type FromLeader,
  isLater,
  type PageId,
  type Term,
  type ToLeader,
} from "./messages.ts";

export interface TabsOptions {
  /** Of the lock and the channel: the same for all pages of one person on one server. */
  name: string;
  page: PageId;
  isVisible(): boolean;
  makeHub(tell: (message: FromLeader, to?: PageId) => void): Hub;
  /** What the leader says to this page; `lead` when there is a new one. */
  onMessage(message: FromLeader): void;
  /** Another page took or refused a ring. */
  onTaken(call: CallId, taken: boolean): void;
}

/**
 * The pages of one browser profile, one of which leads: it holds the lock and the hub. Where the browser has no locks or no
 * channel each page leads itself. @see SPEC TABS
 */
export class Tabs {
  #term: Term = { epoch: 0, leader: "" };
  #hub: Hub | undefined;
  #channel: BroadcastChannel | undefined;
  #candidacy = new AbortController();
  #release: () => void = () => {};
  #reign = new AbortController();
  readonly #closing = new AbortController();
  readonly #known = new Set<PageId>();
  readonly #options: TabsOptions;
  readonly #watch: LeaderWatch;

  constructor(options: TabsOptions) {
    this.#options = options;
    this.#watch = new LeaderWatch({
      isVisible: options.isVisible,
      ask: () => this.tell({ type: "ask" }),
      onDead: () => this.#stand({ steal: true }),
    });
  }

  get isLeader(): boolean {
    return this.#hub !== undefined;
  }

  start(): void {
    this.#join().catch(() => {
      // No locks, no channel, or not allowed here: this page leads itself.
      this.#channel?.close();
      this.#channel = undefined;
      if (!this.#closing.signal.aborted) this.#lead();
    });
  }

  /** Says something to the leader, which may be this page; lost when there is none just now. */
  tell(message: ToLeader): void {
    const { page } = this.#options;
    if (this.#hub) this.#hub.take(page, message);
    else this.#post({ type: "to-leader", from: page, message });
  }

  /** Tells the other pages at once, without the leader. */
  tellTaken(call: CallId, taken: boolean): void {
    this.#post({ type: "taken", call, taken });
  }

  /** The page became visible: sees whether the leader lives. */
  look(): void {
    if (!this.#hub) this.#watch.look();
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    if (!this.#hub) this.tell({ type: "exit" });
    this.#closing.abort();
    this.#candidacy.abort();
    this.#watch.stop();
    this.#resign();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** The page's life is a lock of its own: whoever gets it next knows that the page is gone. Ends with the page. */
  async #join(): Promise<void> {
    const { name, page, onMessage } = this.#options;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Envelope>) => this.#hear(data);
    const { signal } = this.#closing;
    await navigator.locks.request(this.#lifeOf(page), { signal }, () => {
      this.#stand({});
      onMessage({ type: "lead" });
      this.look();
      return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    });
  }

  /** Asks for the leadership: waits for the lock, or takes it from a leader that does not answer. */
  #stand({ steal = false }): void {
    this.#candidacy.abort();
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    const { signal } = candidacy;
    // A lock that is taken by force cannot be waited for with a signal.
    const how: LockOptions = steal ? { steal } : { signal };
    const reign = () => {
      if (signal.aborted) return;
      this.#lead();
      return new Promise<void>((resolve) => {
        this.#release = resolve;
      });
    };
    // Whether it was taken by force or given up to a later leader: this page follows now, and may lead again.
    const follow = () => {
      if (signal.aborted) return;
      this.#resign();
      this.#stand({});
    };
    navigator.locks.request(this.#options.name, how, reign).then(follow, follow);
  }

  #lead(): void {
    const { page, makeHub } = this.#options;
    this.#watch.stop();
    // Rises whatever this machine's clock does, as far as this page can know.
    const term = { epoch: Math.max(this.#term.epoch + 1, Date.now()), leader: page };
    this.#term = term;
    this.#reign = new AbortController();
    const hub = makeHub((message, to) => {
      if (this.#hub !== hub) return;
      if (to !== page) this.#post({ type: "from-leader", to, term, message });
      if (to === undefined || to === page) this.#options.onMessage(message);
    });
    this.#hub = hub;
    hub.start();
  }

  /** Ends this page's leadership, if it leads. */
  #resign(): void {
    const hub = this.#hub;
    this.#hub = undefined;
    this.#reign.abort();
    this.#known.clear();
    this.#release();
    hub?.close();
  }

  #hear(envelope: Envelope): void {
    switch (envelope.type) {
      case "taken":
        this.#options.onTaken(envelope.call, envelope.taken);
        break;
      case "to-leader":
        if (!this.#hub) break;
        this.#mourn(envelope.from);
        this.#hub.take(envelope.from, envelope.message);
        break;
      case "from-leader":
        if ((envelope.to ?? this.#options.page) === this.#options.page)
          this.#obey(envelope.term, envelope.message);
        else if (!isLater(this.#term, envelope.term)) this.#watch.heard();
    }
  }

  #obey(term: Term, message: FromLeader): void {
    if (isLater(this.#term, term)) return;
    if (isLater(term, this.#term)) {
      this.#term = term;
      this.#resign();
      if (message.type !== "lead" && message.type !== "snapshot") {
        this.#options.onMessage({ type: "lead" });
      }
    }
    this.#watch.heard();
    this.#options.onMessage(message);
  }

  /** Once per page: the leader takes the page's exit for said when the page's own lock becomes free. */
  #mourn(page: PageId): void {
    if (this.#known.has(page)) return;
    this.#known.add(page);
    navigator.locks
      .request(this.#lifeOf(page), { signal: this.#reign.signal }, () => {
        this.#known.delete(page);
        this.#hub?.take(page, { type: "exit" });
      })
      .catch(ignore);
  }

  #lifeOf(page: PageId): string {
    return `${this.#options.name} ${page}`;
  }

  #post(envelope: Envelope): void {
    this.#channel?.postMessage(envelope);
  }
}

function ignore(): void {}
