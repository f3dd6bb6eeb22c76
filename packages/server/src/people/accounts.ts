import {
  type Account,
  type AccountField,
  type AccountType,
  CallError,
  type PersonId,
} from "@ringline/protocol";
import type { AccountStore } from "../store/account-store.ts";

interface AccountsOptions {
  store: AccountStore;
  /** What the providers at work ask for. */
  types(): readonly AccountType[];
}

/** What people have with the systems that carry calls. What a site's token names stands above what was put in. */
export class Accounts {
  readonly #store: AccountStore;
  readonly types: () => readonly AccountType[];

  constructor({ store, types }: AccountsOptions) {
    this.#store = store;
    this.types = types;
  }

  /** The one that counts. @throws {CallError} storage-unavailable */
  async of(person: PersonId, type: string): Promise<Account | undefined> {
    return (await this.all(person)).find((account) => account.type === type);
  }

  /** At most one of each type that a provider at work asks for. @throws {CallError} storage-unavailable */
  async all(person: PersonId): Promise<Account[]> {
    const types = this.types();
    if (types.length === 0) return [];
    return counted(types, await this.#store.of(person));
  }

  /** The same of several people; who has none is not among them. @throws {CallError} storage-unavailable */
  async ofAll(people: readonly PersonId[]): Promise<Map<PersonId, Account[]>> {
    const types = this.types();
    if (types.length === 0 || people.length === 0) return new Map();
    const kept = await this.#store.ofAll(people);
    return new Map([...kept].map(([person, accounts]) => [person, counted(types, accounts)]));
  }

  /** @throws {CallError} not-found, invalid-input, storage-unavailable, storage-full */
  async put(
    person: PersonId,
    { type, fields }: Pick<Account, "type" | "fields">,
  ): Promise<Account> {
    const known = this.types().find((one) => one.type === type);
    if (!known) throw new CallError("not-found", { detail: `no provider asks for ${type}` });
    const account = { type, fields: checked(known, fields), source: "own" } as const;
    await this.#store.put(person, account);
    return account;
  }

  /** @throws {CallError} storage-unavailable, storage-full */
  remove(person: PersonId, type: string): Promise<void> {
    return this.#store.remove(person, { type, source: "own" });
  }

  /** Keeps what a token names; one that it names no more, or not well, is gone. Answers whether something changed. */
  async tokenSays(person: PersonId, names: ReadonlyMap<string, string>): Promise<boolean> {
    const types = this.types();
    if (types.length === 0) return false;
    const kept = (await this.#store.of(person)).filter(({ source }) => source === "site");
    const changes = types.map((type) => this.#follow(person, { type, names, kept }));
    return (await Promise.all(changes)).includes(true);
  }

  async #follow(
    person: PersonId,
    {
      type,
      names,
      kept,
    }: { type: AccountType; names: ReadonlyMap<string, string>; kept: readonly Account[] },
  ): Promise<boolean> {
    const before = kept.find((account) => account.type === type.type)?.fields.name;
    const name = names.get(type.type);
    const now = name !== undefined && fits(name, fieldsOf(type).get("name")) ? name : undefined;
    if (now === before) return false;
    if (now === undefined) await this.#store.remove(person, { type: type.type, source: "site" });
    else await this.#store.put(person, { type: type.type, fields: { name: now }, source: "site" });
    return true;
  }
}

/** Of what is kept, `site` before `own`: the one of each type that counts. */
function counted(types: readonly AccountType[], kept: readonly Account[]): Account[] {
  return types.flatMap(({ type }) => kept.find((account) => account.type === type) ?? []);
}

/** The fields of a type, by key. */
function fieldsOf({ title, pattern, fields = [] }: AccountType): Map<string, AccountField> {
  const name = { key: "name", title, isRequired: true, ...(pattern !== undefined && { pattern }) };
  return new Map([...fields, name].map((field) => [field.key, field]));
}

/** What was put in, without what is empty. @throws {CallError} invalid-input, naming the field */
function checked(type: AccountType, input: Readonly<Record<string, string>>) {
  const known = fieldsOf(type);
  const entries = Object.entries(input)
    .map(([key, value]) => [key, value.trim()] as const)
    .filter(([, value]) => value !== "");
  for (const [key, value] of entries) {
    if (!known.has(key)) refuse(`fields.${key}: ${type.type} has no such field`);
    if (!fits(value, known.get(key)))
      refuse(`fields.${key}: not of the form that ${type.type} has`);
  }
  const filled = new Set(entries.map(([key]) => key));
  for (const [key, { isRequired }] of known)
    if (isRequired && !filled.has(key)) refuse(`fields.${key}: must be filled`);
  return Object.fromEntries(entries);
}

/** No control characters, nothing that turns the text around it. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MOST_CHARACTERS = 255;

function fits(value: string, field: AccountField | undefined): boolean {
  if (value === "" || value.length > MOST_CHARACTERS || FORBIDDEN.test(value)) return false;
  return field?.pattern === undefined || new RegExp(`^(?:${field.pattern})$`, "v").test(value);
}

function refuse(detail: string): never {
  throw new CallError("invalid-input", { detail });
}
