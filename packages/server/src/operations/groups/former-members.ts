import type { Group } from "@ringline/protocol";
import type { GroupType } from "../../store/store.ts";
import type { Parts } from "../parts.ts";

/**
 * Who was a member by the directory and is none now is out of the group's live call. Whom only a token made a member, stays:
 * the directory says nothing of them.
 */
export async function takeOutFormerMembers(
  type: GroupType,
  { before, after }: { before: readonly Group[]; after: readonly Group[] },
  parts: Parts,
): Promise<void> {
  for (const { id, members = [] } of before) {
    const still = new Set(after.find((group) => group.id === id)?.members);
    const former = new Set(members.filter((person) => !still.has(person)));
    if (former.size > 0) await takeOut(type, { id, former }, parts);
  }
}

async function takeOut(
  type: GroupType,
  { id, former }: { id: string; former: ReadonlySet<string> },
  { store, calls, connectors, logger }: Parts,
): Promise<void> {
  const call = await store.calls.liveOfGroup(type, id);
  for (const { id: participant, party } of call?.participants ?? []) {
    if (!call || party.type === "address" || !former.has(party.id)) continue;
    const moved = await calls.move(call.id, { type: "remove", participant });
    connectors.letGo(moved, { participant: { id: participant, party } }).catch((error: unknown) => {
      logger.warn({ err: error, callId: call.id }, "a connector did not let a former member go");
    });
  }
}
