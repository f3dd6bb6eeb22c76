import { z } from "zod";
import type { Message } from "./message.ts";
import { Refused } from "./refused.ts";
import type { Advice } from "./replies.ts";

/** What a message says of who sends it. */
export interface Credentials {
  token: string | undefined;
  /** Whom it claims to be, in the older product's field. */
  person: string | undefined;
}

const ringline = z.object({ token: z.string().max(8_192) });

/** `ext.ringline.token`, or the older product's `exoId` and `exoToken`. */
export function credentialsOf({ ext, exoId, exoToken }: Message): Credentials {
  const own = ringline.safeParse(ext?.ringline);
  return {
    token: own.data?.token ?? exoToken ?? undefined,
    person: exoId ?? undefined,
  };
}

/** @throws {Refused} when a message names somebody else than its token does */
export function checkPerson({ person }: Credentials, is: string, advice?: Advice): void {
  if (person !== undefined && person !== is)
    throw new Refused(403, "exoId is not the person of the token", advice);
}
