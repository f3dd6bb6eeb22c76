import { ERROR_CODES, isErrorCode, type TokenClaims } from "@ringline/protocol";
import { z } from "zod";
import type { CometdLimits } from "./limits.ts";
import { notSignedIn, Refused } from "./refused.ts";
import { BEGIN_ANEW } from "./replies.ts";

/** Who showed a token, as the call server says. */
export interface SignedIn {
  token: string;
  person: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export interface SignInOptions {
  /** The call server's URL. */
  server: string;
  limits: CometdLimits;
}

const CLAIMS = z.object({ sub: z.string().min(1), exp: z.number() });

/**
 * Shows a token to the call server, which alone knows whether it is good.
 * @throws {Refused} 401 for one that is not, 503 when the call server cannot be asked
 */
export async function signIn(
  token: string | undefined,
  { server, limits }: SignInOptions,
): Promise<SignedIn> {
  if (token === undefined) throw notSignedIn("A token is needed: ext.ringline.token or exoToken");
  const claims = readClaims(token);
  if (!claims) throw notSignedIn("The token is not one that the site signed for this server.");
  const answer = await ask(token, server, limits.signInMs);
  if (!answer) throw unreachable();
  if (answer.ok) return { token, person: claims.sub, expiresAt: claims.exp * 1_000 };
  if (answer.status === 401 || answer.status === 403) throw notSignedIn(await wordsOf(answer));
  throw unreachable();
}

/** Nothing when there is no answer. */
async function ask(token: string, server: string, ms: number): Promise<Response | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(ms);
  try {
    return await fetch(`${server}/v1/providers`, { headers, signal });
  } catch {
    return undefined;
  }
}

function unreachable(): Refused {
  return new Refused(503, "The call server cannot be asked just now", {
    ...BEGIN_ANEW,
    interval: 2_000,
  });
}

/** A site's token, by its form. The call server verifies it; this only reads whose it says that it is. */
function readClaims(token: string): Pick<TokenClaims, "sub" | "exp"> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return CLAIMS.safeParse(claims).data;
  } catch {
    return undefined;
  }
}

/** In the call server's own words: its problem's code is one of a list. */
async function wordsOf(answer: Response): Promise<string> {
  const { code } = ((await answer.json().catch(() => ({}))) ?? {}) as { code?: unknown };
  return isErrorCode(code) ? `${code}: ${ERROR_CODES[code].meaning}` : "The token was not taken";
}
