import type {
  Account,
  Group,
  Person,
  PersonId,
  PresenceStatus,
  ProviderInfo,
} from "@ringline/protocol";

/** An account as `imAccount(user, type)` of the older API answers it; further fields stand beside. */
export interface ExoAccount {
  type: string;
  id: string;
  [field: string]: string;
}

/** Somebody, as `getUserInfo` answers them. */
export interface ExoUserInfo {
  id: string;
  type: "user" | "guest";
  group: false;
  title: string;
  firstName: string;
  lastName: string;
  /** By account type. Empty where this person may not know. */
  imAccounts: Record<string, ExoAccount[]>;
  avatarLink?: string;
  profileLink?: string;
}

/** A space or a room, as `getSpaceInfo` and `getRoomInfo` answer it. */
export interface ExoGroupInfo {
  id: string;
  type: "space" | "chat_room";
  group: true;
  title: string;
  /** By person id; those whom the asker may see. */
  members: Record<string, ExoUserInfo>;
  avatarLink?: string;
  profileLink?: string;
}

/** A group, with the id of the call that takes place in it. */
export interface ExoGroupWithCall extends ExoGroupInfo {
  callId: string | null;
  groupId: string;
}

/** One way to call, as `getProvidersConfig` answers it. */
export interface ExoProviderConfig {
  type: string;
  title: string;
  description: string;
  active: boolean;
  logEnabled: boolean;
}

/** What people have with the systems that carry calls, as the asker may know it. */
export type AccountsByPerson = Readonly<Record<PersonId, readonly Account[]>>;

export type ExoStatus = "available" | "away" | "donotdisturb" | "invisible" | "offline";

/** Where the site's own pages are; what is left out has no link. Addresses on the site's origin. */
export interface ExoPages {
  profile?: (person: string) => string;
  space?: (space: string) => string;
}

/**
 * A name in two, such that `firstName + " " + lastName` is the whole again: the last word is the last name, and a single word
 * is a first name.
 */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/);
  const lastName = words.length > 1 ? (words.pop() ?? "") : "";
  return { firstName: words.join(" "), lastName };
}

export function exoUserInfo(
  person: Person,
  { accounts = {}, pages = {} }: { accounts?: AccountsByPerson; pages?: ExoPages } = {},
): ExoUserInfo {
  const own = Object.hasOwn(accounts, person.id) ? (accounts[person.id] ?? []) : [];
  return {
    id: person.id,
    type: person.type,
    group: false,
    title: person.name,
    ...splitName(person.name),
    imAccounts: Object.fromEntries(own.map((account) => [account.type, [exoAccount(account)]])),
    ...(person.picture !== undefined && { avatarLink: person.picture }),
    ...(pages.profile && { profileLink: pages.profile(person.id) }),
  };
}

function exoAccount({ type, fields }: Account): ExoAccount {
  const { name = "", ...more } = fields;
  return { ...more, type, id: name };
}

export function exoGroupInfo(
  type: ExoGroupInfo["type"],
  group: Group,
  { people, ...more }: { people: readonly Person[]; accounts?: AccountsByPerson; pages?: ExoPages },
): ExoGroupInfo {
  return {
    id: group.id,
    type,
    group: true,
    title: group.title,
    members: Object.fromEntries(people.map((person) => [person.id, exoUserInfo(person, more)])),
    ...(group.picture !== undefined && { avatarLink: group.picture }),
    ...(type === "space" && more.pages?.space && { profileLink: more.pages.space(group.id) }),
  };
}

/** Who may choose a provider sees it only while it is switched on; administrators see `isOn` beside. */
export function exoProviderConfig(provider: ProviderInfo & { isOn?: boolean }): ExoProviderConfig {
  const { id, title, description, log, isOn = true } = provider;
  return { type: id, title, description, active: isOn, logEnabled: log };
}

/** Connectors ring for `available` and `away`; who is in a call is shown as one who is not to be disturbed. */
export function exoStatus(status: PresenceStatus | "invisible"): ExoStatus {
  if (status === "in-call" || status === "do-not-disturb") return "donotdisturb";
  return status;
}
