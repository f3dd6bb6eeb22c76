import { CallError, type PersonId } from "@ringline/protocol";
import { type Asker, isAdministrator } from "../../auth/asker.ts";

/**
 * Whose accounts are meant: the asker's own, or, for administrators, anybody's. A guest has none.
 * @throws {CallError} not-allowed
 */
export function whoseAccounts(asker: Asker, person: PersonId | undefined): PersonId {
  const isOfSite = asker.person.type === "user" && !isOwnSecret(asker);
  if (person !== undefined && (isAdministrator(asker) || (isOfSite && person === asker.person.id)))
    return person;
  if (person === undefined && isOfSite) return asker.person.id;
  throw new CallError("not-allowed");
}

/** A session of the administration page or an API key is no person of the site. */
function isOwnSecret(asker: Asker): boolean {
  const type = asker.kind === "rest" ? asker.credential?.type : undefined;
  return asker.kind === "program" || (type !== undefined && type !== "token");
}
