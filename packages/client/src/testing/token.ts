import type { PersonId } from "@ringline/protocol";

/** An unsigned token: the test's server believes everybody. */
export function tokenFor(sub: PersonId, lifeSeconds = 900): string {
  const iat = Math.floor(Date.now() / 1_000);
  const payload = new TextEncoder().encode(JSON.stringify({ sub, iat, exp: iat + lifeSeconds }));
  return `e30.${btoa(String.fromCharCode(...payload)).replaceAll("=", "")}.x`;
}
