import type { Operation } from "../operation.ts";
import { whoseAccounts } from "./whose.ts";

/**
 * The account types that providers at work ask for, and what somebody has of them. Who may: everybody of the site, their own;
 * administrators, anybody's.
 * @throws {CallError} not-allowed
 */
export const listAccounts: Operation<"accounts.list"> = async ({ person }, asker, parts) => {
  const accounts = await parts.accounts.all(whoseAccounts(asker, person));
  return { types: [...parts.accounts.types()], accounts };
};
