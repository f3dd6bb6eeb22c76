import { CallError } from "@ringline/protocol";
import type { RestAsker } from "../auth/asker.ts";
import type { HttpParts } from "./http-parts.ts";

/** Who asks, by the token in the `Authorization` header; cookies are never looked at. @throws {CallError} 401 */
export async function askerOf(
  authorization: string | undefined,
  { signIn, metrics }: HttpParts,
): Promise<RestAsker> {
  try {
    const { issuedAt: _, expiresAt: __, ...claims } = await signIn.verify(tokenOf(authorization));
    return { kind: "rest", ...claims };
  } catch (error) {
    if (error instanceof CallError) metrics.authFailures.inc({ code: error.code });
    throw error;
  }
}

function tokenOf(authorization: string | undefined): string {
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new CallError("not-authenticated");
  return token;
}
