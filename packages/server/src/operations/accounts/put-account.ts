import type { Operation } from "../operation.ts";
import { accountsChanged } from "./accounts-changed.ts";
import { whoseAccounts } from "./whose.ts";

/**
 * Adds or replaces an account. Who may: everybody of the site, their own; administrators, anybody's.
 * @throws {CallError} not-found, invalid-input, not-allowed
 */
export const putAccount: Operation<"accounts.put"> = async (input, asker, parts) => {
  const person = whoseAccounts(asker, input.person);
  const account = await parts.accounts.put(person, input);
  await accountsChanged(person, parts);
  return { account };
};
