import type { CallTarget } from "@ringline/protocol";
import { ExoFailure } from "./exo-error.ts";
import type { ExoCallInfo } from "./exo-types.ts";

const ID_CHARS = 255;
const PARTICIPANTS = 200;
/** Its names, in the words that older clients read. */
const TARGETS = { space: "space", chat_room: "room" } as const;

/** An id of a call, as a page gave it. @throws {ExoFailure} CLIENT_ERROR */
export function checkedId(id: unknown): string {
  if (typeof id === "string" && id.length > 0 && id.length <= ID_CHARS) return id;
  throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: id");
}

/**
 * Whom a new call is for. A person calls as nobody but themselves, and a one-to-one call has one other participant; who is in a
 * group, the site says.
 * @throws {ExoFailure} CLIENT_ERROR, ACCESS_ERROR
 */
export function targetOf(info: ExoCallInfo, me: string): CallTarget {
  if (typeof info !== "object" || info === null)
    throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: info");
  const owner = checkedText(info.owner, "owner");
  checkedText(info.provider, "provider");
  const title = titleOf(info.title);
  if (info.ownerType === "space" || info.ownerType === "chat_room")
    return { type: TARGETS[info.ownerType], id: owner, ...(title && { name: title }) };
  if (info.ownerType !== "user")
    throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: ownerType");
  if (owner !== me) throw new ExoFailure("ACCESS_ERROR", "A call is owned by who places it");
  return { type: "user", id: otherOf(info.participants, me), ...(title && { name: title }) };
}

/** Absent and empty are the same; it is cut, not refused. */
function titleOf(title: unknown): string {
  if (title === undefined || title === null) return "";
  if (typeof title === "string") return title.trim().slice(0, ID_CHARS);
  throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: title");
}

function otherOf(participants: unknown, me: string): string {
  const ids = checkedText(participants, "participants", PARTICIPANTS * ID_CHARS)
    .split(";")
    .map((id) => id.trim())
    .filter((id) => id !== "" && id !== me);
  const [other] = ids;
  if (other !== undefined && new Set(ids).size === 1) return other;
  const message = "Wrong request parameters: participants (one other person is called)";
  throw new ExoFailure("CLIENT_ERROR", message);
}

function checkedText(value: unknown, name: string, most = ID_CHARS): string {
  if (typeof value === "string" && value !== "" && value.length <= most) return value;
  throw new ExoFailure("CLIENT_ERROR", `Wrong request parameters: ${name}`);
}
