import { CallError } from "@ringline/protocol";

/** 256 random bits, base64url: what a call page shows to take its seat. */
export function newSecret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * Base64url SHA-256 of a secret's characters: what a command may say of it.
 * @throws {CallError} webrtc-unsupported on a page that is no secure context: no browser lets it hash, or call
 */
export async function seatHash(secret: string): Promise<string> {
  if (!crypto.subtle) throw new CallError("webrtc-unsupported");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return base64url(new Uint8Array(digest));
}

/** A name without meaning for a page, a device or a command. */
export function randomId(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
