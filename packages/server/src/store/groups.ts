import type { Group, PersonId } from "@ringline/protocol";
import type { Kysely, Selectable } from "kysely";
import type { GroupStore, GroupType } from "./store.ts";
import type { GroupsTable, Tables } from "./tables.ts";

/** Spaces and rooms of the site's directory, on either database: a row each, the members as a JSON array. */
export class Groups implements GroupStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async put(type: GroupType, groups: readonly Group[]): Promise<void> {
    const byId = new Map(groups.map((group) => [group.id, group]));
    if (byId.size === 0) return;
    const rows = Array.from(byId.values(), ({ id, title, picture = null, members = [] }) => {
      return { type, id, title, picture, members: JSON.stringify([...new Set(members)]) };
    });
    const query = this.#database
      .insertInto("groups")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["type", "id"]).doUpdateSet(({ ref }) => ({
          title: ref("excluded.title"),
          picture: ref("excluded.picture"),
          members: ref("excluded.members"),
        })),
      );
    await query.execute();
  }

  async get(type: GroupType, ids: readonly string[]): Promise<Group[]> {
    if (ids.length === 0) return [];
    const query = this.#database
      .selectFrom("groups")
      .selectAll()
      .where("type", "=", type)
      .where("id", "in", [...ids])
      .orderBy("id");
    return (await query.execute()).map(groupOf);
  }

  async remove(type: GroupType, id: string): Promise<void> {
    await this.#database
      .deleteFrom("groups")
      .where("type", "=", type)
      .where("id", "=", id)
      .execute();
  }
}

function groupOf({ id, title, picture, members }: Selectable<GroupsTable>): Group {
  const people: PersonId[] = JSON.parse(members);
  return { id, title, ...(picture !== null && { picture }), members: people };
}
