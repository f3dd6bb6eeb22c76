import { CallError, type CloseName } from "@ringline/protocol";
import { newReference } from "../logs/reference.ts";
import { toProblem } from "../operations/problem.ts";
import type { DeviceSession } from "./device-session.ts";
import type { GatewayParts } from "./gateway-parts.ts";

/** Takes a newer token of the same person, on the open socket; a bad one ends it. */
export async function refreshToken(
  session: DeviceSession,
  token: string,
  parts: GatewayParts,
): Promise<void> {
  const { connection } = session;
  try {
    parts.hellos.take(session.person);
    const identity = await parts.signIn.verify(token);
    if (identity.person.id !== session.person) throw new CallError("invalid-token");
    session.take(identity);
    const expiresAt = new Date(identity.expiresAt * 1_000).toISOString();
    connection.sendFrame({ type: "token-accepted", expiresAt });
  } catch (error) {
    const { code } = toProblem(error, { reference: newReference() }, parts.logger);
    connection.close(closeNameOf(code));
  }
}

/** How a socket ends whose token was not taken; whatever is not the token's fault lets the client come back. */
export function closeNameOf(code: string): CloseName {
  switch (code) {
    case "token-expired":
      return "token-expired";
    case "token-revoked":
      return "revoked";
    case "rate-limited":
      return "rate-limited";
    case "session-expired":
    case "call-ended":
    case "stale-session":
      return "session-expired";
    case "policy-unavailable":
    case "storage-unavailable":
    case "storage-full":
    case "internal-error":
    case "draining":
      return "drain";
    default:
      return "invalid-token";
  }
}
