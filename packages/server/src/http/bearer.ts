import { CallError, type OperationName, type Person } from "@ringline/protocol";
import type { Context } from "hono";
import { hashOf, isOwnCredential, keyIdOf, shownKindOf } from "../admin/credentials.ts";
import type { RestAsker } from "../auth/asker.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";

type BearerParts = Pick<HttpParts, "signIn" | "administration" | "addressOf" | "audit" | "metrics">;

/** Who asks, by the bearer in the `Authorization` header; cookies are never looked at. @throws {CallError} 401, rate-limited */
export function askerOf(
  name: OperationName,
  context: Context<HttpEnv>,
  parts: BearerParts,
): Promise<RestAsker> {
  return counted(parts, async () => {
    const token = tokenOf(context);
    const { incoming } = context.env ?? {};
    const address = incoming ? parts.addressOf(incoming) : "";
    if (isOwnCredential(token)) return admitted({ name, secret: token, address }, parts);
    const { accounts: _, expiresAt, ...claims } = await parts.signIn.verify(token);
    const credential = {
      type: "token",
      hash: hashOf(token),
      expiresAt: expiresAt * 1_000,
    } as const;
    return { kind: "rest", ...claims, credential, address };
  });
}

/** Who asks with a secret of this server's own; whoever is not let in is written down. */
async function admitted(
  { name, secret, address }: { name: OperationName; secret: string; address: string },
  { administration, audit }: BearerParts,
): Promise<RestAsker> {
  try {
    return await administration.admit(secret, address);
  } catch (error) {
    if (!(error instanceof CallError) || error.status >= 500) throw error;
    const key = keyIdOf(secret);
    const asked = { name, type: shownKindOf(secret), address, ...(key !== undefined && { key }) };
    throw await audit.notAdmitted(asked, error);
  }
}

/** Which person of the site asks: a session or key is none. @throws {CallError} 401 */
export function personOf(context: Context<HttpEnv>, parts: BearerParts): Promise<Person> {
  return counted(parts, async () => (await parts.signIn.verify(tokenOf(context))).person);
}

async function counted<Value>(
  { metrics }: BearerParts,
  verify: () => Promise<Value>,
): Promise<Value> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof CallError) metrics.authFailures.inc({ code: error.code });
    throw error;
  }
}

function tokenOf({ req }: Context<HttpEnv>): string {
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(req.header("authorization") ?? "")?.[1];
  if (token === undefined) throw new CallError("not-authenticated");
  return token;
}
