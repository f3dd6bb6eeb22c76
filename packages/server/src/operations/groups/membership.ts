import type { CallTarget, Group } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { Store } from "../../store/store.ts";

export type GroupTarget = Extract<CallTarget, { type: "space" | "room" }>;

/** The space or room, if this person is a member of it: by the site's directory or by their token. */
export async function groupOfMember(
  { type, id }: GroupTarget,
  asker: Asker,
  { groups }: Pick<Store, "groups">,
): Promise<Group | undefined> {
  const [known] = await groups.get(type, [id]);
  const claim = claimsOf(asker, type).find((group) => group.id === id);
  const isMember = claim !== undefined || known?.members?.includes(asker.person.id);
  if (!isMember || !mayReach(asker, id)) return undefined;
  return known ?? claim;
}

function claimsOf(asker: Asker, type: GroupTarget["type"]): readonly Group[] {
  if (asker.kind === "seat") return [];
  return type === "space" ? asker.spaces : asker.rooms;
}

/** A guest reaches only what the site named. */
function mayReach(asker: Asker, id: string): boolean {
  if (asker.kind === "seat" || asker.person.type === "user") return true;
  return asker.targets?.includes(id) ?? false;
}
