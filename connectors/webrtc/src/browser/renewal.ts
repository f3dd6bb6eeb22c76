import type { JoinContext } from "@ringline/connector-spi/browser";
import { parseGrant, type WebrtcGrant } from "./grant.ts";

const RETRY_MS = 10_000;

/** Fetches new credentials before the present ones run out, as long as the session lives. */
export class Renewal {
  readonly #renewGrant: JoinContext["renewGrant"];
  readonly #onGrant: (grant: WebrtcGrant) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(renewGrant: JoinContext["renewGrant"], onGrant: (grant: WebrtcGrant) => void) {
    this.#renewGrant = renewGrant;
    this.#onGrant = onGrant;
  }

  /** Nothing happens for a grant that does not run out. */
  schedule({ renewAfterMs }: WebrtcGrant): void {
    if (renewAfterMs !== undefined) this.#wake(renewAfterMs);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #wake(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(this.#renew, ms);
  }

  readonly #renew = (): void => {
    this.#renewGrant()
      .then(parseGrant)
      .then((grant) => {
        if (this.#isClosed) return;
        this.#onGrant(grant);
        this.schedule(grant);
      })
      .catch(() => this.#wake(RETRY_MS));
  };
}
