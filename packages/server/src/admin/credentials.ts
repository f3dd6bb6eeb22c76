import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * The kinds of secret that this server makes itself. Each says by its beginning what it is, so that none is taken for another
 * or for a token of the site (S14), and scanners of sources and logs know one when they see it.
 */
const FORMS = {
  setup: /^ringline_setup_([A-Za-z0-9_-]{43})$/,
  session: /^ringline_session_([A-Za-z0-9_-]{43})$/,
  key: /^ringline_key_([A-Za-z0-9_-]{12})_([A-Za-z0-9_-]{43})$/,
} as const;

export type CredentialKind = keyof typeof FORMS;

/** A new set-up link's or session's secret: 256 random bits. */
export function newCredential(kind: "setup" | "session"): string {
  return `ringline_${kind}_${randomBytes(32).toString("base64url")}`;
}

/** A new API key: `id` finds its row, the rest is 256 random bits. */
export function newKey(): { id: string; secret: string } {
  const id = randomBytes(9).toString("base64url");
  return { id, secret: `ringline_key_${id}_${randomBytes(32).toString("base64url")}` };
}

/** Whether the server made it; all others are the site's tokens. */
export function isOwnCredential(text: string): boolean {
  return text.startsWith("ringline_");
}

/** Which of ours it is; `undefined`: it only looks like one. */
export function kindOf(text: string): CredentialKind | undefined {
  const kinds = Object.keys(FORMS) as CredentialKind[];
  return kinds.find((kind) => FORMS[kind].test(text));
}

/** What it would be taken for by its beginning alone, for those who read of it. */
export function shownKindOf(text: string): CredentialKind {
  const kinds = Object.keys(FORMS) as CredentialKind[];
  return kinds.find((kind) => text.startsWith(`ringline_${kind}_`)) ?? "session";
}

export function keyIdOf(text: string): string | undefined {
  return FORMS.key.exec(text)?.[1];
}

/** What is kept of a secret. 256 random bits need no salt and no slow hash. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** In a time that does not tell how much of it fits (S22). */
export function isSameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
