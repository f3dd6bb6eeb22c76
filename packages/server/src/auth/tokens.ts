import { CallError, type ErrorCode, TOKEN_MAX_SECONDS, TOKEN_TYPE } from "@ringline/protocol";
import { tokenClaims } from "@ringline/protocol/schemas";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { cleanText } from "../clean-text.ts";
import { parseJsonBytes } from "../parse-json.ts";
import type { Identity } from "./asker.ts";
import { type SigningKeys, type VerifyingKey, verifyingKeys } from "./keys.ts";
import type { Origins } from "./origins.ts";

/** Clocks of two machines may differ by this much. */
const LEEWAY_SECONDS = 60;
const TOKEN_MAX_CHARACTERS = 8_192;

export interface TokenOptions {
  /** What the token's `aud` must be. */
  publicUrl: string;
  keys: SigningKeys;
  /** Pictures come over https or from one of these. */
  origins: Origins;
  /** The wall clock: a token's times are the site's. Default `Date`. */
  clock?: { now(): number };
}

/** Reads a token that a site signed. @throws {CallError} 401 with the reason; policy-unavailable while keys cannot be fetched */
export type VerifyToken = (token: string) => Promise<Identity>;

/** @throws {Error} when a secret is too short or well known; the message names no secret */
export function createTokenVerifier(options: TokenOptions): VerifyToken {
  const keys = verifyingKeys(options.keys);
  const clock = options.clock ?? Date;
  return async (token) => {
    const now = clock.now() / 1_000;
    const payload = await checkSignature(token, keys, { options, now });
    return identityOf(readClaims(payload), options.origins, now);
  };
}

interface Check {
  options: TokenOptions;
  now: number;
}

/** The payload of the first key that signed it; signature first, so that a forged token learns nothing of its claims. */
async function checkSignature(token: string, keys: readonly VerifyingKey[], check: Check) {
  const algorithm = algorithmOf(token);
  const fitting = keys.filter(({ algorithms }) => algorithms.includes(algorithm));
  let refusal = new CallError("invalid-token", { detail: "not signed with an accepted algorithm" });
  for (const key of fitting) {
    try {
      return await verifyWith(token, key, check);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refusalFor(error, check);
      refusal = new CallError("invalid-token", { detail: "the signature does not fit" });
    }
  }
  throw refusal;
}

function algorithmOf(token: string): string {
  if (token.length > TOKEN_MAX_CHARACTERS)
    throw new CallError("invalid-token", {
      detail: `longer than ${TOKEN_MAX_CHARACTERS} characters`,
    });
  try {
    return decodeProtectedHeader(token).alg ?? "none";
  } catch (cause) {
    throw new CallError("invalid-token", { detail: "not a signed JWT", cause });
  }
}

async function verifyWith(token: string, { key, algorithms }: VerifyingKey, check: Check) {
  const { publicUrl } = check.options;
  await jwtVerify(token, key as Parameters<typeof jwtVerify>[1], {
    algorithms: [...algorithms],
    typ: TOKEN_TYPE,
    audience: [publicUrl, `${publicUrl}/`],
    requiredClaims: ["sub", "exp"],
    clockTolerance: LEEWAY_SECONDS,
    currentDate: new Date(check.now * 1_000),
  });
  return Buffer.from(token.split(".")[1] ?? "", "base64url");
}

function refusalFor(error: unknown, { options }: Check): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof errors.JWTExpired) return new CallError("token-expired");
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { code, detail } = claimRefusal(error.claim, options.publicUrl);
    return new CallError(code, { detail, cause: error });
  }
  if (error instanceof errors.JOSEError) return new CallError("invalid-token", { cause: error });
  throw error;
}

function claimRefusal(claim: string, publicUrl: string): { code: ErrorCode; detail: string } {
  if (claim === "typ") return { code: "wrong-token-type", detail: `typ must be "${TOKEN_TYPE}"` };
  if (claim === "nbf") return { code: "token-not-yet-valid", detail: "nbf lies in the future" };
  if (claim === "aud") return { code: "invalid-token", detail: `aud must be "${publicUrl}"` };
  return { code: "invalid-token", detail: `${claim} is missing or not of its form` };
}

type Claims = ReturnType<typeof tokenClaims.parse>;

function readClaims(payload: Uint8Array): Claims {
  const parsed = tokenClaims.safeParse(parsePayload(payload));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const detail = issue ? `${issue.path.join(".")}: ${issue.message}` : "claims";
  throw new CallError("invalid-token", { detail });
}

/** jose has parsed it before, but takes the last of repeated claims; the site may have meant the first. */
function parsePayload(payload: Uint8Array): unknown {
  try {
    return parseJsonBytes(payload);
  } catch (cause) {
    const detail = cause instanceof CallError ? cause.details.detail : undefined;
    throw new CallError("invalid-token", { ...(detail !== undefined && { detail }), cause });
  }
}

function identityOf(claims: Claims, origins: Origins, now: number): Identity {
  const issuedAt = claims.iat ?? claims.exp - TOKEN_MAX_SECONDS;
  if (claims.iat !== undefined && claims.iat > now + LEEWAY_SECONDS)
    throw new CallError("token-not-yet-valid", { detail: "iat lies in the future" });
  const ends = Math.min(issuedAt + TOKEN_MAX_SECONDS, now + TOKEN_MAX_SECONDS + LEEWAY_SECONDS);
  if (claims.exp > ends) throw new CallError("token-too-long");
  return {
    person: personOf(claims, origins),
    roles: claims.roles ?? NO_ROLES,
    ...targetsOf(claims),
    spaces: cleanGroups(claims.spaces),
    rooms: cleanGroups(claims.rooms),
    issuedAt,
    expiresAt: claims.exp,
    accounts: claims.accounts ? new Map(Object.entries(claims.accounts)) : NO_ACCOUNTS,
  };
}

/** A guest for whom the site named nobody may call nobody. */
function targetsOf({ guest, targets }: Claims): { targets?: readonly string[] } {
  if (targets) return { targets };
  return guest === true ? { targets: [] } : {};
}

function personOf({ sub, name, picture, guest }: Claims, origins: Origins): Identity["person"] {
  return {
    type: guest === true ? "guest" : "user",
    id: sub,
    name: cleanText(name) || cleanText(sub),
    ...(picture !== undefined && isPicture(picture, origins) && { picture }),
  };
}

/** Anything else is left out: a portrait is not worth refusing a person. */
function isPicture(picture: string, origins: Origins): boolean {
  if (!URL.canParse(picture)) return false;
  const { protocol, origin } = new URL(picture);
  return protocol === "https:" || origins.allows(origin);
}

const NO_ACCOUNTS: Identity["accounts"] = new Map();
const NO_ROLES: Identity["roles"] = [];

/** Thousands of tokens name none: they share this. */
const NO_GROUPS: Identity["spaces"] = [];

function cleanGroups(groups: Claims["spaces"]): Identity["spaces"] {
  if (!groups?.length) return NO_GROUPS;
  return groups.map(({ id, title }) => ({ id, title: cleanText(title) || cleanText(id) }));
}
