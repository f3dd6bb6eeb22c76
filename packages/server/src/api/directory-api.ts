import type { Group, Person, PersonId, PresenceStatus } from "@ringline/protocol";
import { PROGRAM } from "../auth/asker.ts";
import type { RunOperation } from "../operations/operation.ts";
import type { Statuses } from "../presence/statuses.ts";
import type { GroupType, Store } from "../store/store.ts";

/** The people whom a server knows, for the program that runs it. Inputs are checked as everybody's: `invalid-input`, `invalid-id`. */
export interface ServerPeople {
  /** Those of them whom tokens or the directory have named. */
  get(people: readonly PersonId[]): Promise<Person[]>;
  /** Adds or renames people, at most 500 at once. */
  put(people: readonly Person[]): Promise<void>;
  /** What everybody would be shown of them; unknown people are `offline`. */
  presence(people: readonly PersonId[]): Promise<Record<PersonId, PresenceStatus>>;
  /** Signs a person out everywhere: tokens signed before now are refused. */
  revoke(person: PersonId): Promise<void>;
  /** Forgets a person. */
  erase(person: PersonId): Promise<void>;
}

/** The spaces, or the rooms, of a server's directory. */
export interface ServerGroups {
  /** Those of them that the directory has, whoever is in them. */
  get(ids: readonly string[]): Promise<Group[]>;
  /** Adds or replaces, members included; at most 100 at once, of 2,000 members each. */
  put(groups: readonly Group[]): Promise<void>;
  /** Twice is once. */
  remove(id: string): Promise<void>;
}

export interface DirectoryParts {
  run: RunOperation;
  store: Store;
  statuses: Statuses;
}

export function peopleApi({ run, store, statuses }: DirectoryParts): ServerPeople {
  return {
    get: async (people) => (await store.people.get(people)).map(({ person }) => person),
    put: async (people) => void (await run("people.put", { people }, PROGRAM)),
    presence: async (people) => {
      const found = await statuses.of(people);
      return Object.fromEntries(Array.from(found, ([person, { status }]) => [person, status]));
    },
    revoke: async (person) => void (await run("people.revoke", { person }, PROGRAM)),
    erase: async (person) => void (await run("people.erase", { person }, PROGRAM)),
  };
}

export function groupsApi(type: GroupType, { run, store }: DirectoryParts): ServerGroups {
  return {
    get: (ids) => store.groups.get(type, ids),
    put: async (groups) => void (await run(`${type}s.put`, { [`${type}s`]: groups }, PROGRAM)),
    remove: async (id) => void (await run(`${type}s.remove`, { [type]: id }, PROGRAM)),
  };
}
