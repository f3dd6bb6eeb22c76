import { restAnswer } from "../answers/answers.ts";
import { exoError } from "../answers/exo-error.ts";
import type { ExoTarget, Infos } from "../infos/infos.ts";
import type { DualPromise } from "../promises/dual-promise.ts";
import type { ExoUser } from "./exo-page.ts";
import type { Session } from "./session.ts";

/** What the chat, or a mark of a room, says of the room in which the button stands. */
export interface ChatRoom {
  /** A person's id, where the room is a talk with them. */
  id: string;
  title: string;
  /** For addresses; default: made of the title. */
  name?: string;
}

/** Whom a button is for. */
export type ButtonTarget =
  | { type: "user" | "space"; id: string; room?: ChatRoom }
  | { type: "room"; id: string; room: ChatRoom };

/** What connectors are told of where they are: given to `callButton(context)` and `init(context)`. */
export interface ExoCallContext {
  currentUser: ExoUser | undefined;
  userId?: string;
  /** The site's own id of the space. */
  spaceId?: string;
  roomId?: string;
  roomName?: string;
  roomTitle?: string;
  isUser: boolean;
  isGroup: boolean;
  isSpace: boolean;
  isRoom: boolean;
  isIOS: boolean;
  isAndroid: boolean;
  isWindowsMobile: boolean;
  /** The person or group, asked for once; one that could not be told is asked for again. */
  details(): DualPromise<[ExoTarget], [unknown, ...unknown[]]>;
}

interface ContextParts {
  session: Session;
  infos: Infos;
}

/** Of a button: the person, space or room that it calls. */
export function buttonContext(target: ButtonTarget, parts: ContextParts): ExoCallContext {
  const { id } = target;
  const ask = () =>
    target.type === "user"
      ? parts.infos.user(id)
      : parts.infos.group(target.type === "space" ? "space" : "chat_room", id);
  return { ...flags(target.type, parts), ...names(target), details: remembered(ask) };
}

/** Of a provider's `init`: the space or room that the page shows, where it shows one. */
export function pageContext(parts: ContextParts): ExoCallContext {
  const { spaceId, roomTitle } = parts.session;
  const type = spaceId ? "space" : roomTitle ? "room" : undefined;
  const nowhere = () =>
    Promise.reject(exoError("NOT_FOUND_ERROR", "This page shows no space and no room"));
  return {
    ...flags(type, parts),
    ...(spaceId && { spaceId }),
    ...(roomTitle && { roomTitle, roomName: roomNameOf(roomTitle) }),
    details: remembered(spaceId ? () => parts.infos.group("space", spaceId) : nowhere),
  };
}

export function contextId(context: Partial<ExoCallContext>): string | undefined {
  return context.userId || context.spaceId || context.roomName;
}

/** Lower case, without spaces: for addresses. */
export function roomNameOf(title: string): string {
  return title.toLowerCase().replaceAll(/\s+/g, "_");
}

function names({ type, id, room }: ButtonTarget): Partial<ExoCallContext> {
  const { title = "", name = roomNameOf(title) } = room ?? {};
  return {
    ...(type === "user" && { userId: id }),
    ...(type === "space" && { spaceId: id }),
    ...(room && { roomId: room.id, roomTitle: title, roomName: name }),
  };
}

function flags(type: ButtonTarget["type"] | undefined, { session }: ContextParts) {
  const agent = navigator.userAgent;
  return {
    currentUser: session.user,
    isUser: type === "user",
    isGroup: type === "space" || type === "room",
    isSpace: type === "space",
    isRoom: type === "room",
    isIOS: /iPad|iPhone|iPod/.test(agent),
    isAndroid: /Android/.test(agent),
    isWindowsMobile: /Windows Phone|IEMobile/.test(agent),
  };
}

function remembered(ask: () => Promise<ExoTarget>): ExoCallContext["details"] {
  let known: ReturnType<ExoCallContext["details"]> | undefined;
  return () => {
    if (known && known.state() !== "rejected") return known;
    known = restAnswer(ask) as unknown as ReturnType<ExoCallContext["details"]>;
    return known;
  };
}
