/** HS256 needs a key as long as its hash (RFC 7518 §3.2). */
export const SECRET_MIN_BYTES = 32;

// What stands in manuals and samples, in any case and with anything but letters and digits left out.
const WELL_KNOWN =
  /^(changeme|changethis|secret|mysecret|supersecret|password|example|sample|default|ringline|tokensecret|insecure|development|test|demo|yoursecret|yoursecrethere|replaceme)/;

/** What is wrong with a token secret, in words that do not show it; `undefined` when nothing is. */
export function secretFault(secret: string): string | undefined {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < SECRET_MIN_BYTES) return `is shorter than ${SECRET_MIN_BYTES} bytes`;
  if (new Set(bytes).size < 8) return "repeats a few characters only";
  if (WELL_KNOWN.test(secret.toLowerCase().replace(/[^a-z0-9]/g, "")))
    return "begins like a sample value";
  return undefined;
}
