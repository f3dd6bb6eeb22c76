import { CallError, type Person } from "@ringline/protocol";
import type { Identity } from "../auth/asker.ts";
import type { PeopleStore } from "../store/store.ts";
import type { Accounts } from "./accounts.ts";

/**
 * What both doors do after a token was verified: refuses a person who was signed out after it was signed, and keeps the name
 * picture and accounts that it carries.
 * @throws {CallError} token-revoked
 */
export async function signIn(
  identity: Identity,
  { people, accounts }: { people: PeopleStore; accounts: Pick<Accounts, "tokenSays"> },
): Promise<void> {
  const [known] = await people.get([identity.person.id]);
  if (isRevoked(identity.issuedAt, known?.revokedAt)) throw new CallError("token-revoked");
  if (!known || !isSame(known.person, identity.person)) await people.put([identity.person]);
  if (identity.person.type === "user")
    await accounts.tokenSays(identity.person.id, identity.accounts);
}

/** A token of the very second of the revocation counts as signed before it: `issuedAt` has no finer grain. */
export function isRevoked(issuedAtSeconds: number, revokedAt: number | undefined): boolean {
  return revokedAt !== undefined && issuedAtSeconds * 1_000 <= revokedAt;
}

function isSame(one: Person, other: Person): boolean {
  return one.name === other.name && one.picture === other.picture && one.type === other.type;
}
