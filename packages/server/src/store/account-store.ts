import type { Account, PersonId } from "@ringline/protocol";

/** What people have with the systems that carry calls: at most one of each type and source. */
export interface AccountStore {
  /** All of this person, `site` before `own`, by type. */
  of(person: PersonId): Promise<Account[]>;
  /** The same of several people; who has none is not among them. */
  ofAll(people: readonly PersonId[]): Promise<Map<PersonId, Account[]>>;
  put(person: PersonId, account: Account): Promise<void>;
  remove(person: PersonId, account: Pick<Account, "type" | "source">): Promise<void>;
}
