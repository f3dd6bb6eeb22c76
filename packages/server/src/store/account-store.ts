import type { Account, PersonId } from "@ringline/protocol";

/** What people have with the systems that carry calls: at most one of each type and source. */
export interface AccountStore {
  /** All of this person, `site` before `own`, by type. */
  of(person: PersonId): Promise<Account[]>;
  put(person: PersonId, account: Account): Promise<void>;
  remove(person: PersonId, account: Pick<Account, "type" | "source">): Promise<void>;
}
