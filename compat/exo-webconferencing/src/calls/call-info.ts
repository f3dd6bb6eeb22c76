import type { CallTarget } from "@ringline/protocol";
import { checkedText, checkedTitle } from "./checked-text.ts";
import { ExoFailure } from "./exo-error.ts";
import type { ExoCallInfo } from "./exo-types.ts";

const PARTICIPANTS_BYTES = 50_000;
/** Its names, in the words that older clients read. */
const TARGETS = { space: "space", chat_room: "room" } as const;

/**
 * Whom a new call is for. A person calls as nobody but themselves, and a one-to-one call has one other participant; who is in a
 * group, the site says.
 * @throws {ExoFailure} CLIENT_ERROR, ACCESS_ERROR
 */
export function targetOf(info: ExoCallInfo, me: string): CallTarget {
  const owner = checkedText(info.owner, "owner");
  checkedText(info.provider, "provider");
  const title = checkedTitle(info.title);
  if (info.ownerType === "space" || info.ownerType === "chat_room")
    return { type: TARGETS[info.ownerType], id: owner, ...(title && { name: title }) };
  if (info.ownerType !== "user")
    throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: ownerType");
  if (owner !== me) throw new ExoFailure("ACCESS_ERROR", "A call is owned by who places it");
  return { type: "user", id: otherOf(info.participants, me), ...(title && { name: title }) };
}

function otherOf(participants: unknown, me: string): string {
  const ids = checkedText(participants, "participants", PARTICIPANTS_BYTES)
    .split(";")
    .map((id) => id.trim())
    .filter((id) => id !== "" && id !== me);
  const [other] = ids;
  if (other !== undefined && new Set(ids).size === 1) return other;
  const message = "Wrong request parameters: participants (one other person is called)";
  throw new ExoFailure("CLIENT_ERROR", message);
}
