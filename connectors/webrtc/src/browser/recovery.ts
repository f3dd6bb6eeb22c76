/** How long a lost path may heal by itself before a new one is looked for; the polite side leaves the first go to the other. */
const PATIENCE_MS = { impolite: 900, polite: 1_600 };
/** A change of the network is told in several events: the old one gone, the new one there. One search for all of them. */
const SETTLE_MS = 250;
/** Time between searches. */
const RETRY_MS = 5_000;
/** A session without media for this long has failed. */
const GIVE_UP_MS = 60_000;

export interface RecoveryContext {
  isPolite: boolean;
  state(): RTCPeerConnectionState | undefined;
  /** Looks for new paths. */
  restart(): void;
  giveUp(): void;
}

/** Looks for new paths when the present one is lost or the network changes. */
export class Recovery {
  readonly #context: RecoveryContext;
  readonly #networkChanges = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #end: ReturnType<typeof setTimeout> | undefined;
  #wasConnected = false;

  constructor(context: RecoveryContext) {
    this.#context = context;
    const { signal } = this.#networkChanges;
    // While there is no network at all, a search finds nothing, and would have to be answered before a better one may begin.
    const search = (): void => {
      if (navigator.onLine) this.#restartAfter(SETTLE_MS);
    };
    addEventListener("online", search, { signal });
    networkInformation()?.addEventListener("change", search, { signal });
  }

  /** The search for the first path begins. */
  begin(): void {
    this.#end ??= setTimeout(this.#context.giveUp, GIVE_UP_MS);
  }

  /** The connection's state changed. */
  note(state: RTCPeerConnectionState): void {
    switch (state) {
      case "connected":
        this.#wasConnected = true;
        this.#rest();
        break;
      case "disconnected":
        this.begin();
        this.#restartAfter(PATIENCE_MS[this.#context.isPolite ? "polite" : "impolite"]);
        break;
      case "failed":
        this.begin();
        this.#restartAfter(0);
        break;
      default:
    }
  }

  /** The other side looks for new paths already. */
  notePeerSearch(): void {
    if (this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#retryUnlessConnected();
  }

  close(): void {
    this.#networkChanges.abort();
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#end);
    this.#retry = undefined;
    this.#end = undefined;
  }

  #restartAfter(ms: number): void {
    clearTimeout(this.#retry);
    if (!this.#wasConnected && this.#context.state() !== "failed") return;
    this.#retry = setTimeout(() => {
      this.#context.restart();
      this.#retryUnlessConnected();
    }, ms);
  }

  #retryUnlessConnected(): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      if (this.#context.state() !== "connected") this.#restartAfter(0);
    }, RETRY_MS);
  }
}

/** The Network Information API, where a browser has it. */
function networkInformation(): EventTarget | undefined {
  return (navigator as Navigator & { connection?: EventTarget }).connection;
}
