import type { Operation } from "../operation.ts";
import { accountsChanged } from "./accounts-changed.ts";
import { whoseAccounts } from "./whose.ts";

/**
 * Takes away what was put in. Who may: everybody of the site, their own; administrators, anybody's.
 * @throws {CallError} not-allowed
 */
export const removeAccount: Operation<"accounts.remove"> = async (input, asker, parts) => {
  const person = whoseAccounts(asker, input.person);
  await parts.accounts.remove(person, input.type);
  await accountsChanged(person, parts);
  return {};
};
