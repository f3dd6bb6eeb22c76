import type { PersonId } from "@ringline/protocol";
import type { HeldToken, TokenSource } from "../connection/token-source.ts";

interface TokenEvents {
  /** A new token for the socket that is open. */
  renewed(token: string): void;
  otherPerson(): void;
}

/** A site that gave no new token is asked again after this. */
const RETRY_MS = 10_000;

/** Renews the token of an open connection before it runs out, and sees that it stays the same person's. @see SPEC CLIENT7 */
export class TokenKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  readonly #source: TokenSource;
  readonly #person: PersonId;
  readonly #events: TokenEvents;

  constructor(source: TokenSource, person: PersonId, events: TokenEvents) {
    this.#source = source;
    this.#person = person;
    this.#events = events;
  }

  /** A token for a hello. Rejects as the site's function does, and when the token is another person's. */
  async get(fresh: boolean): Promise<string> {
    const held = await this.#source.get(fresh);
    if (!this.#isOurs(held)) throw new Error("somebody else");
    return held.token;
  }

  /** From now on the open connection gets new tokens in time. */
  watch(): void {
    this.#source.get().then(
      ({ refreshAt }) => this.#renewIn(refreshAt - performance.now()),
      () => this.#renewIn(RETRY_MS),
    );
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #renewIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.#renew(), ms);
  }

  #renew(): void {
    this.#source.get(true).then(
      (held) => {
        if (this.#stopped || !this.#isOurs(held)) return;
        this.#events.renewed(held.token);
        this.watch();
      },
      () => this.#renewIn(RETRY_MS),
    );
  }

  #isOurs({ person }: HeldToken): boolean {
    if (person !== this.#person && !this.#stopped) {
      this.stop();
      this.#events.otherPerson();
    }
    return person === this.#person;
  }
}
