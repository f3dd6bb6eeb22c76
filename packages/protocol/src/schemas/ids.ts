import { z } from "zod";
import { LIMITS } from "../limits.ts";

/** UTF-8 length without an encoder: this package knows no platform. */
function utf8Bytes(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

// Control characters, line separators, bidirectional overrides and lone surrogates have no place in an id.
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A restartable id of an older product: 1 to 255 bytes of printable Unicode, left as it is. */
export const callKey = z
  .string()
  .min(1)
  .refine((id) => id.length <= LIMITS.idBytes && utf8Bytes(id) <= LIMITS.idBytes, {
    message: `longer than ${LIMITS.idBytes} bytes`,
  })
  .refine((id) => !FORBIDDEN.test(id), { message: "not printable Unicode" });

/** A person's, space's or room's id: NFC, 1 to 255 bytes of printable Unicode. */
export const siteId = callKey.refine((id) => id === id.normalize("NFC"), {
  message: "not printable Unicode in NFC",
});

/** 128 random bits, base64url. */
export const callId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A client's own random name for a device, page or placing: 8 to 64 characters of base64url. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export const participantId = z.string().regex(/^p[0-9]{1,4}$/);
export const providerId = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
/** base64url SHA-256. */
export const secretHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** 256 random bits, base64url. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** What a person typed or a site says: any text; shown as text and cut by `cleanText`. */
export const text = z.string().max(1_000);
export const url = z.string().max(LIMITS.urlBytes);
