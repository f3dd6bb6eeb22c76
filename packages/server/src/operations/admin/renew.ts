import type { Operation } from "../operation.ts";
import { timestamp } from "../timestamp.ts";
import { sessionOf } from "./session-of.ts";

/** Lets the session live on. Who may: the session itself. @throws {CallError} token-expired */
export const renewAdmin: Operation<"admin.renew"> = async (_input, asker, parts) => ({
  expiresAt: timestamp(await parts.administration.renew(sessionOf(asker))),
});
