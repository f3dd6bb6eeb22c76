import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/** Calls of that person do not reach this one any more; to the caller they look unanswered. Who may: everybody, for themselves. */
export const blockPerson: Operation<"people.block"> = async ({ person }, asker, parts) => {
  const { people } = parts.store;
  if (person === asker.person.id)
    throw new CallError("invalid-input", { detail: "person: nobody can block themselves" });
  await people.block(asker.person.id, person);
  return { blocked: await people.blockedBy(asker.person.id) };
};
