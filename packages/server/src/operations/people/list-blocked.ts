import type { Operation } from "../operation.ts";

/** Whom this person blocked. Who may: everybody, for themselves. */
export const listBlocked: Operation<"people.blocked"> = async (_input, asker, parts) => ({
  blocked: await parts.store.people.blockedBy(asker.person.id),
});
