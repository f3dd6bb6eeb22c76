import { TIMES } from "@ringline/protocol";

/** How long after the time of a ping the server is asked whether it is there. */
const ASK_MS = 2_000;

interface SilenceOptions {
  probe(): void;
  /** Nothing was heard for too long. */
  silent(): void;
}

/**
 * Notices a server that says nothing any more: no frame for an interval and 2 s, and it is asked; none for an interval and
 * 5 s, and it is taken as gone. Asking keeps a connection alive whose server counts its intervals otherwise. @see SPEC CLIENT4
 */
export class Silence {
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: SilenceOptions;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  /** Something came: the count begins anew. */
  heard(): void {
    this.#asking = false;
    this.#after(TIMES.pingMs + ASK_MS, () => this.#ask(TIMES.pongMs - ASK_MS));
  }

  /** There is reason to doubt (the network changed): asks at once and waits 2 s only. */
  suspect(): void {
    if (!this.#asking) this.#ask(ASK_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asking = false;
  }

  #ask(patienceMs: number): void {
    this.#asking = true;
    this.#after(patienceMs, () => this.#options.silent());
    this.#options.probe();
  }

  #after(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
  }
}
