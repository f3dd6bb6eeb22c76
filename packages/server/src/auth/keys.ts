import { CallError } from "@ringline/protocol";
import {
  type CryptoKey,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from "jose";
import { secretFault } from "./secrets.ts";

/** With what the site signs: a secret that both know, or public keys that the site publishes. */
export type SigningKeys =
  | {
      secret: string;
      /** Still taken while a site changes over to `secret`. */
      previousSecret?: string;
    }
  | { jwksUrl: string };

type Key =
  | Uint8Array
  | ((header?: JWSHeaderParameters, jws?: FlattenedJWSInput) => Promise<CryptoKey>);

/** One way to check a signature. The algorithms belong to the key: the token's header cannot choose another kind. */
export interface VerifyingKey {
  readonly algorithms: readonly string[];
  readonly key: Key;
}

const JWKS_BYTES = 65_536;
const JWKS_MS = 3_000;
const JWKS_KEPT_MS = 600_000;

/** In the order in which they are tried. @throws {Error} for a secret that is too short or well known, without showing it */
export function verifyingKeys(keys: SigningKeys): readonly VerifyingKey[] {
  if ("jwksUrl" in keys) return [publishedKeys(new URL(keys.jwksUrl))];
  const secrets = [keys.secret, keys.previousSecret].filter((secret) => secret !== undefined);
  return secrets.map((secret) => {
    const fault = secretFault(secret);
    if (fault !== undefined) throw new Error(`a token secret ${fault}`);
    return { algorithms: ["HS256"], key: new TextEncoder().encode(secret) };
  });
}

/** The address is configured and never taken from a token; no redirect is followed, and the answer is bounded. */
function publishedKeys(url: URL): VerifyingKey {
  const find = createRemoteJWKSet(url, {
    timeoutDuration: JWKS_MS,
    cacheMaxAge: JWKS_KEPT_MS,
    [customFetch]: boundedFetch,
  });
  const key: Key = async (header, jws) => {
    try {
      return await find(header, jws);
    } catch (error) {
      throw isAboutToken(error) ? error : new CallError("policy-unavailable", { cause: error });
    }
  };
  return { algorithms: ["RS256", "ES256", "EdDSA"], key };
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

const boundedFetch: FetchImplementation = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: "error" });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > JWKS_BYTES) throw new Error(`more than ${JWKS_BYTES} bytes of keys`);
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status: response.status });
};
