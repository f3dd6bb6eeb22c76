import { LIMITS, type Person, type PersonId } from "@ringline/protocol";
import {
  type AccountsByPerson,
  type ExoGroupInfo,
  type ExoGroupWithCall,
  type ExoPages,
  type ExoProviderConfig,
  type ExoStatus,
  type ExoUserInfo,
  exoCallIdOf,
  exoGroupInfo,
  exoProviderConfig,
  exoStatus,
  exoUserInfo,
} from "../../calls/index.ts";
import { exoError } from "../answers/exo-error.ts";
import { portalPages } from "../page/exo-page.ts";
import type { Session } from "../page/session.ts";

/** A group of thousands is not loaded for each of its buttons. */
const MOST_MEMBERS = LIMITS.presenceBatch;

/** Whom a page may call: a group with the call that takes place in it. */
export type ExoTarget = ExoUserInfo | ExoGroupWithCall;

interface Known {
  people: Person[];
  accounts: AccountsByPerson;
  pages: ExoPages;
}

/** Asks about people, spaces, rooms and providers, as whoever is signed in. Rejects with `CallError` or `ExoError`. */
export class Infos {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Those who are not there, were forgotten or may not be seen are not found alike. */
  async user(id: PersonId): Promise<ExoUserInfo> {
    await this.#session.ready();
    const { people, ...more } = await this.#people([id]);
    const [person] = people;
    if (person === undefined) throw exoError("NOT_FOUND_ERROR", `User not found: ${id}`);
    return exoUserInfo(person, more);
  }

  /** For its members; to others it looks as if there were none. */
  group(type: "space" | "chat_room", id: string): Promise<ExoTarget> {
    return type === "space" ? this.#space(id) : this.#room(id);
  }

  async status(id: PersonId): Promise<{ userId: PersonId; status: ExoStatus }> {
    if (!id) throw exoError("CLIENT_ERROR", "Wrong user ID");
    const { client } = await this.#session.ready();
    const own = client.me?.party.id === id ? client.me.status : undefined;
    if (own !== undefined) return { userId: id, status: exoStatus(own) };
    const { people } = await client.request("presence.get", { people: [id] });
    const status = Object.hasOwn(people, id) ? people[id] : undefined;
    return { userId: id, status: exoStatus(status ?? "offline") };
  }

  /** All providers, for administrators. */
  async providers(): Promise<ExoProviderConfig[]> {
    const { client } = await this.#session.ready();
    const { providers } = await client.request("providers.list", {});
    return providers.map(exoProviderConfig);
  }

  async provider(type: string): Promise<ExoProviderConfig> {
    const found = (await this.providers()).find((provider) => provider.type === type);
    if (found === undefined) throw exoError("NOT_FOUND_ERROR", `Provider not found: ${type}`);
    return found;
  }

  async switchProvider(type: string, active: boolean): Promise<ExoProviderConfig> {
    const { client } = await this.#session.ready();
    await client.request("providers.switch", { provider: type, isOn: active });
    return await this.provider(type);
  }

  async #space(id: string): Promise<ExoTarget> {
    const { client } = await this.#session.ready();
    const { spaces } = await client.request("spaces.get", { spaces: [id] });
    const [space] = spaces;
    if (space === undefined) throw exoError("NOT_FOUND_ERROR", `Space not found: ${id}`);
    const known = await this.#people(space.members ?? []);
    return this.#withCall(exoGroupInfo("space", space, known));
  }

  async #room(id: string): Promise<ExoTarget> {
    const { client } = await this.#session.ready();
    const { rooms } = await client.request("rooms.get", { rooms: [id] });
    const [room] = rooms;
    if (room === undefined) throw exoError("NOT_FOUND_ERROR", `Room not found: ${id}`);
    const known = await this.#people(room.members ?? []);
    return this.#withCall(exoGroupInfo("chat_room", room, known));
  }

  #withCall(group: ExoGroupInfo): ExoTarget {
    const calls = this.#session.link?.client.calls.values() ?? [];
    return { ...group, callId: exoCallIdOf(group, calls), groupId: group.id };
  }

  /** Those whom this person may see, with the accounts that this person may know: all of their own. */
  async #people(ids: readonly PersonId[]): Promise<Known> {
    const pages = portalPages();
    if (ids.length === 0) return { people: [], accounts: {}, pages };
    const { client } = this.#session.needLink();
    const asked = { people: ids.slice(0, MOST_MEMBERS) };
    const [{ people }, { people: accounts }] = await Promise.all([
      client.request("people.get", asked),
      client.request("accounts.get", asked),
    ]);
    return { people, accounts, pages };
  }
}
