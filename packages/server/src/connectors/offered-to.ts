import type { PersonId, ProviderInfo } from "@ringline/protocol";
import type { Accounts } from "../people/accounts.ts";
import type { Connectors } from "./connectors.ts";

interface OfferParts {
  connectors: Pick<Connectors, "offered">;
  accounts: Pick<Accounts, "types" | "all">;
}

/** The ways to call that this person may choose; one that lacks their account says so. @throws {CallError} storage-unavailable */
export async function offeredTo(person: PersonId, parts: OfferParts): Promise<ProviderInfo[]> {
  const lacks = await lackedTypes(person, parts);
  return parts.connectors
    .offered()
    .map((info) =>
      info.account && lacks.has(info.account.type) ? { ...info, lacksAccount: true } : info,
    );
}

/** The account types that providers ask for and this person has not. */
export async function lackedTypes(
  person: PersonId,
  { accounts }: Pick<OfferParts, "accounts">,
): Promise<Set<string>> {
  const types = accounts.types();
  if (types.length === 0) return new Set();
  const has = new Set((await accounts.all(person)).map(({ type }) => type));
  return new Set(types.map(({ type }) => type).filter((type) => !has.has(type)));
}
