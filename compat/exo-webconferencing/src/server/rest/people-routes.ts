import type { Group, Person, PersonId } from "@ringline/protocol";
import { LIMITS } from "@ringline/protocol";
import {
  type AccountsByPerson,
  type ExoGroupInfo,
  type ExoGroupWithCall,
  type ExoStatus,
  type ExoUserInfo,
  exoCallIdOf,
  exoGroupInfo,
  exoStatus,
  exoUserInfo,
} from "../../calls/index.ts";
import { ExoRefusal } from "./exo-refusal.ts";
import type { Visit } from "./visit.ts";

/** Shown of a group; what a call of it needs beyond them, the call server knows itself. */
const MOST_MEMBERS = LIMITS.presenceBatch;

/** `GET /user/{name}`: missing people, disabled ones and those who may not be seen are not found alike. */
export async function userInfo(visit: Visit): Promise<ExoUserInfo> {
  const { ask, path, options } = visit;
  const id = path.name ?? "";
  const { people } = await ask("people.get", { people: [id] });
  const [person] = people;
  if (person === undefined) throw new ExoRefusal(404, "User not found");
  const accounts = person.type === "guest" ? {} : await accountsOf(id, visit);
  return exoUserInfo(person, { accounts, ...(options.pages && { pages: options.pages }) });
}

/** All of them where the site has a key for that; else one's own, and others' of shared types. */
async function accountsOf(
  person: PersonId,
  { me, ask, askAsSite }: Visit,
): Promise<AccountsByPerson> {
  if (person === me || askAsSite === undefined)
    return (await ask("accounts.get", { people: [person] })).people;
  const { accounts } = await askAsSite("accounts.list", { person });
  return { [person]: accounts };
}

/** `GET /space/{prettyName}`: for its members; a space of others is not found, as one that there is not. */
export async function spaceInfo(visit: Visit): Promise<ExoGroupWithCall> {
  const { spaces } = await visit.ask("spaces.get", { spaces: [visit.path.prettyName ?? ""] });
  return groupInfo("space", spaces[0], visit);
}

/**
 * `GET /room/{id}?title=&members=`: for its members by the site's directory. Title and members must be there, and say nothing:
 * they are the page's words.
 */
export async function roomInfo(visit: Visit): Promise<ExoGroupWithCall> {
  for (const name of ["title", "members"])
    if (!visit.query.get(name)) throw new ExoRefusal(400, `Wrong request parameters: ${name}`);
  const { rooms } = await visit.ask("rooms.get", { rooms: [visit.path.id ?? ""] });
  return groupInfo("chat_room", rooms[0], visit);
}

async function groupInfo(
  type: ExoGroupInfo["type"],
  group: Group | undefined,
  visit: Visit,
): Promise<ExoGroupWithCall> {
  const { options } = visit;
  if (group === undefined)
    throw new ExoRefusal(404, type === "space" ? "Space not found" : "Room not found");
  const [known, { calls }] = await Promise.all([
    membersOf(group, visit),
    visit.ask("calls.list", {}),
  ]);
  const info = exoGroupInfo(type, group, {
    ...known,
    ...(options.pages && { pages: options.pages }),
  });
  return { ...info, callId: exoCallIdOf(info, calls), groupId: group.id };
}

/** Where only the token names the group, the asker alone is known to be in it. */
async function membersOf(
  { members = [] }: Group,
  { me, ask }: Visit,
): Promise<{ people: Person[]; accounts: AccountsByPerson }> {
  const shown = [...new Set([me, ...members])].slice(0, MOST_MEMBERS);
  const [{ people }, { people: accounts }] = await Promise.all([
    ask("people.get", { people: shown }),
    ask("accounts.get", { people: shown }),
  ]);
  return { people, accounts };
}

/** `GET /portal/rest/state/status/{id}`: unknown people are offline. */
export async function userStatus({ ask, path }: Visit): Promise<{
  userId: string;
  status: ExoStatus;
}> {
  const id = path.id ?? "";
  const { people } = await ask("presence.get", { people: [id] });
  const status = Object.hasOwn(people, id) ? people[id] : undefined;
  return { userId: id, status: exoStatus(status ?? "offline") };
}
