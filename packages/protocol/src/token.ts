/** `typ` of the JWT that a site signs for its signed-in person. */
export const TOKEN_TYPE = "ringline+jwt";

/** Longest life of a token, seconds. */
export const TOKEN_MAX_SECONDS = 900;

/** The claims of a token (RFC 7519); `aud` is the call server's public URL. */
export interface TokenClaims {
  sub: string;
  aud: string;
  iat?: number;
  exp: number;
  name: string;
  picture?: string;
  /** The person's profile page on the site. */
  profile?: string;
  /** Account names by account type. */
  accounts?: Record<string, string>;
  spaces?: { id: string; title: string }[];
  rooms?: { id: string; title: string }[];
  roles?: string[];
  /** An anonymous visitor: may call only `targets`. */
  guest?: boolean;
  targets?: string[];
}
