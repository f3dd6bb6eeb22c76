import type { TokenClaims } from "@ringline/protocol";

export interface HeldToken {
  token: string;
  /** Whose it is, as the token itself says; the server checks it. Empty when that cannot be read. */
  person: string;
  /** A clock reading (`performance.now()`): a new one should be there by then. */
  refreshAt: number;
}

interface Fetching {
  since: number;
  token: Promise<HeldToken>;
}

/** A new token is fetched when this part of the life of the last one is over: a hidden page's timers are a minute late. */
const LIFE_PART = 0.75;
const SHORTEST_MS = 5_000;
/** A site's function that takes longer than this is not waited for by whoever asks next. */
const HUNG_MS = 9_000;

/** The page's token: fetched once however many ask at a time, and again before it runs out. @see SPEC CLIENT7 */
export class TokenSource {
  #held: HeldToken | undefined;
  #fetching: Fetching | undefined;
  readonly #fetch: () => Promise<string>;

  constructor(fetch: () => Promise<string>) {
    this.#fetch = fetch;
  }

  /** The held token if it is young enough and no `fresh` one is asked for. Rejects as the site's function does. */
  get(fresh = false): Promise<HeldToken> {
    const held = this.#held;
    const now = performance.now();
    if (!fresh && held && now < held.refreshAt) return Promise.resolve(held);
    if (this.#fetching && now - this.#fetching.since < HUNG_MS) return this.#fetching.token;
    const fetching = { since: now, token: this.#renew() };
    const done = () => {
      if (this.#fetching === fetching) this.#fetching = undefined;
    };
    fetching.token.then(done, done);
    this.#fetching = fetching;
    return fetching.token;
  }

  async #renew(): Promise<HeldToken> {
    const token = await this.#fetch();
    const claims = claimsOf(token);
    const lifeMs = Math.max(lifeSeconds(claims) * 1_000 * LIFE_PART, SHORTEST_MS);
    this.#held = { token, person: claims.sub ?? "", refreshAt: performance.now() + lifeMs };
    return this.#held;
  }
}

/** By `iat` where there is one: this machine's clock may be wrong. */
function lifeSeconds({ exp, iat }: Partial<TokenClaims>): number {
  return exp === undefined ? 0 : exp - (iat ?? Date.now() / 1_000);
}

/** Reads a token without verifying it. One that cannot be read has no claims: the server will say what is wrong. */
function claimsOf(token: string): Partial<TokenClaims> {
  try {
    const [, payload = ""] = token.split(".");
    const bytes = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const utf8 = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(utf8)) as Partial<TokenClaims>;
  } catch {
    return {};
  }
}
