import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { timestamp } from "../timestamp.ts";

/**
 * Opens a session of the administration page. Who may: a set-up link, or a token of the site with the role `admin`; each once.
 * @throws {CallError} link-used, not-allowed
 */
export const signInAdmin: Operation<"admin.sign-in"> = async (_input, asker, parts) => {
  if (asker.kind !== "rest") throw new CallError("not-allowed", { detail: "over REST only" });
  const { token, session } = await parts.administration.signIn(asker);
  const { name, expiresAt, endsAt } = session;
  return {
    session: { token, name, expiresAt: timestamp(expiresAt), endsAt: timestamp(endsAt) },
  };
};
