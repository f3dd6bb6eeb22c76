import type { Group } from "@ringline/protocol";
import { type Asker, isAdministrator, type TokenGroup } from "../../auth/asker.ts";
import type { Operation } from "../operation.ts";

/** Spaces of this person. Who may: their members, and administrators; others and unknown ones are left out alike. */
export const getSpaces: Operation<"spaces.get"> = async (input, asker, { store }) => {
  const named = asker.kind === "seat" ? [] : asker.spaces;
  const known = await store.groups.get("space", input.spaces);
  return { spaces: seenBy(asker, { asked: input.spaces, named, known }) };
};

/** Rooms of this person. Who may: their members, and administrators; others and unknown ones are left out alike. */
export const getRooms: Operation<"rooms.get"> = async (input, asker, { store }) => {
  const named = asker.kind === "seat" ? [] : asker.rooms;
  const known = await store.groups.get("room", input.rooms);
  return { rooms: seenBy(asker, { asked: input.rooms, named, known }) };
};

interface Groups {
  asked: readonly string[];
  /** By the token. */
  named: readonly TokenGroup[];
  /** By the directory. */
  known: readonly Group[];
}

function seenBy(asker: Asker, { asked, named, known }: Groups): Group[] {
  const isAdmin = isAdministrator(asker);
  const inDirectory = new Map(known.map((group) => [group.id, group]));
  const inToken = new Map(named.map((group) => [group.id, group]));
  return [...new Set(asked)].flatMap((id) => {
    const group = inDirectory.get(id);
    const claim = inToken.get(id);
    const isMember = claim !== undefined || group?.members?.includes(asker.person.id);
    if (group && (isMember || isAdmin)) return [group];
    return claim ? [{ id, title: claim.title }] : [];
  });
}
