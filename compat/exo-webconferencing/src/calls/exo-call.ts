import type { Call, Participant, Party } from "@ringline/protocol";
import { type ExoPages, splitName } from "./exo-infos.ts";
import type { ExoCall, ExoOwner, ExoParticipant } from "./exo-types.ts";

/** By which the older API knows a call: the id that a connector made, else ours. */
export function exoIdOf(call: Call): string {
  return call.key ?? call.id;
}

export function isGroup({ target }: Call): boolean {
  return target.type === "space" || target.type === "room";
}

/** The id of the live call of a space or room, among these; `null` where it has none. */
export function exoCallIdOf(
  { type, id }: { type: "space" | "chat_room"; id: string },
  calls: Iterable<Call>,
): string | null {
  const live = [...calls].find(({ phase, target }) => {
    const isSameType = target.type === (type === "space" ? "space" : "room");
    return phase !== "ended" && isSameType && target.id === id;
  });
  return live ? exoIdOf(live) : null;
}

/** A call as the older API shows it. `picture`: the group's, whose call it is. */
export function exoCallOf(
  call: Call,
  { picture, ...pages }: ExoPages & { picture?: string | undefined } = {},
): ExoCall {
  return {
    id: exoIdOf(call),
    title: titleOf(call),
    state: call.phase === "ended" ? "stopped" : "started",
    providerType: call.provider,
    lastDate: lastDateOf(call),
    owner: { ...ownerOf(call, pages), ...(picture !== undefined && { avatarLink: picture }) },
    participants: call.participants.flatMap((part) => exoParticipants(part, pages)),
  };
}

/** Whom the call belongs to: the group, or the person who placed it. */
export function ownerOf({ target, caller }: Call, pages: ExoPages = {}): ExoOwner {
  if (target.type === "space" || target.type === "room") {
    const type = target.type === "space" ? "space" : "chat_room";
    const link = type === "space" && pages.space && { profileLink: pages.space(target.id) };
    return { id: target.id, title: target.name ?? target.id, type, group: true, ...link };
  }
  return { ...identityOf(caller, pages), type: "user", group: false };
}

/** Whom or what the call is to, for people. */
export function titleOf({ target, title }: Call): string {
  return target.name ?? title;
}

function lastDateOf(call: Call): string {
  if (call.phase === "ended") return call.endedAt;
  return call.phase === "active" ? call.startedAt : call.createdAt;
}

function exoParticipants({ party, state }: Participant, pages: ExoPages): ExoParticipant[] {
  if (party.type === "address") return [];
  const name = splitName(party.name);
  return [{ ...identityOf(party, pages), ...name, type: party.type, state: exoState(state) }];
}

type Identity = Pick<ExoOwner, "id" | "title" | "avatarLink" | "profileLink">;

function exoState(state: Participant["state"]): ExoParticipant["state"] {
  if (state === "joined") return "joined";
  return state === "left" ? "leaved" : null;
}

function identityOf(party: Party, { profile }: ExoPages): Identity {
  if (party.type === "address") return { id: party.address, title: party.name ?? party.address };
  const { id, name, picture } = party;
  return {
    id,
    title: name,
    ...(picture !== undefined && { avatarLink: picture }),
    ...(profile && { profileLink: profile(id) }),
  };
}
