import type { PersonId } from "@ringline/protocol";
import type { PageStorage } from "../entry/page-storage.ts";

/** What a person last used in this browser. */
export interface MediaPreferences {
  isMuted: boolean;
  hasCamera: boolean;
  microphone?: string;
  camera?: string;
  speaker?: string;
}

const KEY = "ringline-call";
const MAX_PEOPLE = 20;
const FIRST: MediaPreferences = { isMuted: false, hasCamera: true };

interface Kept {
  /** The last one used stands last. */
  people: [PersonId, MediaPreferences][];
  /** Site origin → who last called from there. */
  hosts: [string, PersonId][];
}

/** Microphone and camera as they were last time, per person, in the storage of the call server's origin. */
export class PreferenceStore {
  readonly #storage: PageStorage;

  constructor(storage: PageStorage) {
    this.#storage = storage;
  }

  of(person: PersonId): MediaPreferences {
    const kept = this.#read().people.find(([id]) => id === person)?.[1];
    return { ...FIRST, ...kept };
  }

  keep(person: PersonId, preferences: MediaPreferences): void {
    const { people, hosts } = this.#read();
    this.#write({ people: putLast(people, person, preferences), hosts });
  }

  /**
   * Who will probably call, when the page was opened by a site that opened a real call before. Nobody for any other page: its
   * link must not switch a camera on (S49).
   */
  expected(host: string | undefined): PersonId | undefined {
    return this.#read().hosts.find(([origin]) => origin === host)?.[1];
  }

  expect(host: string, person: PersonId): void {
    const { people, hosts } = this.#read();
    this.#write({ people, hosts: putLast(hosts, host, person) });
  }

  #read(): Kept {
    try {
      const kept: Partial<Kept> = JSON.parse(this.#storage.getItem(KEY) ?? "{}");
      return { people: pairs(kept.people), hosts: pairs(kept.hosts) };
    } catch {
      return { people: [], hosts: [] };
    }
  }

  #write(kept: Kept): void {
    try {
      this.#storage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Full or forbidden storage: the next call begins as the first one did.
    }
  }
}

function pairs<Value>(value: [string, Value][] | undefined): [string, Value][] {
  return Array.isArray(value) ? value.filter((pair) => Array.isArray(pair)) : [];
}

function putLast<Value>(entries: [string, Value][], key: string, value: Value) {
  const others = entries.filter(([known]) => known !== key);
  return [...others, [key, value] satisfies [string, Value]].slice(-MAX_PEOPLE);
}
