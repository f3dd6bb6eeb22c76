import { ProfileAccountsElement } from "./accounts/profile-accounts.ts";
import { defineElement } from "./define-element.ts";

/** Defines the editor of accounts: for pages that have it. Twice is once. */
export function defineAccountElements(): void {
  defineElement("ringline-profile-accounts", ProfileAccountsElement);
}
