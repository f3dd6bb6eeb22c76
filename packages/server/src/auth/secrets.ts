/** HS256 needs a key as long as its hash (RFC 7518 §3.2). */
const SECRET_MIN_BYTES = 32;

// What stands in manuals and samples. A secret needs enough besides.
const WELL_KNOWN =
  /changeme|changethis|replaceme|your|secret|password|token|example|sample|default|insecure|ringline|0123456789|1234567890|abcdef/g;
const REST_MIN_CHARACTERS = 16;

/** What is wrong with a token secret, in words that do not show it; `undefined` when nothing is. */
export function secretFault(secret: string): string | undefined {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < SECRET_MIN_BYTES) return `is shorter than ${SECRET_MIN_BYTES} bytes`;
  if (new Set(bytes).size < 8) return "repeats a few characters only";
  const rest = secret
    .toLowerCase()
    .replace(/[-_ .]/g, "")
    .replace(WELL_KNOWN, "");
  return rest.length < REST_MIN_CHARACTERS ? "looks like a sample value" : undefined;
}
