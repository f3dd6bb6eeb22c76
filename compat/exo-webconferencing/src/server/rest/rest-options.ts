import type { ExoPages } from "../../calls/index.ts";

export interface ExoRestOptions {
  /** The call server's public URL, e.g. `https://calls.example.org`. */
  server: string;
  /**
   * The token of whoever is signed in by the site's own session, as the token URL signs it; `undefined` when nobody is. Nothing
   * else of a request says who asks.
   */
  token(request: Request): Promise<string | undefined>;
  /** The site's own origin, e.g. `https://www.example.org`; default: the host that the request names. */
  origin?: string;
  /** Where pages of the site ask for their token; default `/token`. */
  tokenUrl?: string;
  /**
   * An API key of the scope `read`: with it, people see all of each other's IM accounts, as the older product showed them. Default:
   * one's own, and others' of the types that are shared.
   */
  key?: string;
  /** The site's own pages. */
  pages?: ExoPages;
  /** Where the Bayeux bridge answers, e.g. `/cometd/cometd`; then `/context` names it, with a token for it. Default: none. */
  cometdPath?: string;
}
