import type { PersonId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** What an account has beside its name. */
export interface AccountField {
  /** `^[a-z][a-zA-Z0-9]*$`, but not `name`. */
  key: string;
  title: string;
  description?: string;
  /** A regular expression for the whole of it, as in HTML's `pattern`: with the `v` flag, so that `-` in a class is written `\-`. */
  pattern?: string;
  /** Default false. */
  isRequired?: boolean;
}

/** An account that people have in the system behind a provider; it stands in their profile, or in the site's tokens. Nothing secret. */
export interface AccountType {
  /** One lower-case word; providers that name the same share the account. */
  type: string;
  /** In the profile, e.g. "Acme number". */
  title: string;
  description?: string;
  /** Of its name: a regular expression for the whole of it, as in HTML's `pattern`: with the `v` flag, so that `-` in a class is written `\-`. */
  pattern?: string;
  /** At most 9 beside the name; a site's token names the account alone. */
  fields?: readonly AccountField[];
  /** Others of the site read it, of people whom they may see and know. Default: their own person and administrators alone. */
  isShared?: boolean;
}

/** Whether a text can be an account's `pattern`; a connector that answers another does not start. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "v") instanceof RegExp;
  } catch {
    return false;
  }
}

/** What one person has of one type. */
export interface Account {
  type: string;
  /** `name`, and the keys of the type's fields; each 1 to 255 characters of one line. */
  fields: Record<string, string>;
  /** `site`: the site's token says so, and nothing here changes it. `own`: put in by the person or an administrator. */
  source: "site" | "own";
}

export interface AccountOperations {
  /** The types that providers at work ask for, and what this person has of them. Of somebody else: administrators only. */
  "accounts.list": {
    input: { person?: PersonId };
    result: { types: AccountType[]; accounts: Account[] };
  };
  /** By person: one's own, and of others those of shared types. Who may not be seen, or does not know the asker, has none. */
  "accounts.get": {
    input: { people: PersonId[] };
    result: { people: Record<PersonId, Account[]> };
  };
  /** Adds or replaces; one that the site's token names stays above it. For somebody else: administrators only. */
  "accounts.put": {
    input: { person?: PersonId; type: string; fields: Record<string, string> };
    result: { account: Account };
  };
  /** Takes away what was put in. Twice is once. For somebody else: administrators only. */
  "accounts.remove": { input: { person?: PersonId; type: string }; result: Record<string, never> };
}

export const ACCOUNT_OPERATIONS: { readonly [Name in keyof AccountOperations]: OperationEntry } = {
  "accounts.list": {
    rest: { method: "GET", path: "/v1/accounts" },
    who: ["user", "admin"],
    codes: [],
  },
  "accounts.get": {
    rest: { method: "GET", path: "/v1/shared-accounts" },
    who: ["user"],
    codes: [],
  },
  "accounts.put": {
    rest: { method: "PUT", path: "/v1/accounts/{type}" },
    who: ["user", "admin"],
    codes: ["not-found"],
  },
  "accounts.remove": {
    rest: { method: "DELETE", path: "/v1/accounts/{type}" },
    who: ["user", "admin"],
    codes: [],
  },
};
