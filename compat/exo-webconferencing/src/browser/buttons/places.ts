import { type ButtonTarget, roomNameOf } from "../page/call-context.ts";

/** A place for buttons that stands on the page now. */
export interface Place {
  /** What the buttons are put into. */
  host: Element;
  target: ButtonTarget;
  /** Stands on the first button, as connectors' styles know it. */
  placeClass: string;
}

/** A chat room that the page shows, as the chat tells it. */
export interface ChatContact {
  type?: string;
  user?: string;
  room?: string;
  fullName?: string;
  title?: string;
  prettyName?: string;
}

const MARKS = "[data-call-user],[data-call-space],[data-call-room]";

/** All places for buttons on the page, whichever part of the portal they are in. `chat` is whom the chat shows. */
export function findPlaces(chat: ButtonTarget | undefined): Place[] {
  return [
    ...popovers(),
    ...profiles(),
    ...spaceMenus(),
    ...chats(chat),
    ...all(MARKS).flatMap(marked),
  ];
}

/** The card that opens over a name or a picture. */
function popovers(): Place[] {
  return all("#tiptip_content").flatMap((card) => {
    const host = card.querySelector(".uiAction");
    const link = card.querySelector<HTMLAnchorElement>("#tipName a[href]")?.href ?? "";
    const target = linked(link);
    return host && target ? [{ host, target, placeClass: "popoverCall" }] : [];
  });
}

function profiles(): Place[] {
  const menu = document.querySelector(".uiProfileMenu");
  const id = menu?.querySelector<HTMLElement>(".profileMenuNavHeader h3[data-userid]")?.dataset
    .userid;
  const list = menu?.querySelector(".profileMenuApps");
  if (!id || !list) return [];
  return [
    {
      host: row(list, "userMenuCallButtons"),
      target: { type: "user", id },
      placeClass: "userCall",
    },
  ];
}

function spaceMenus(): Place[] {
  const list = document.querySelector("#UISpaceMenuPortlet .spaceMenuApps");
  const link = list?.querySelector<HTMLAnchorElement>("a[href*='/g/:spaces:']")?.href ?? "";
  const target = linked(link) ?? linked(location.href);
  if (!list || target?.type !== "space") return [];
  return [{ host: row(list, "spaceMenuCallButtons"), target, placeClass: "spaceCall" }];
}

function chats(target: ButtonTarget | undefined): Place[] {
  if (!target) return [];
  return [
    ...all(".callButtonContainerWrapper").map((host) => ({ host, target, placeClass: "chatCall" })),
    ...all(".mini-chat .title-right").map((host) => ({ host, target, placeClass: "miniChatCall" })),
  ];
}

/** A person, a space or a team room of the chat, and the room. Older chats gave a space's title in place of its pretty name. */
export function chatTarget(contact: ChatContact): ButtonTarget | undefined {
  const { type, user, room = "", prettyName } = contact;
  const title = contact.fullName ?? contact.title ?? "";
  if (type === "u" && user) return { type: "user", id: user, room: { id: user, title } };
  const space = prettyName || roomNameOf(title) || room;
  if (type === "s" && space)
    return { type: "space", id: space, room: { id: room || space, title, name: space } };
  return type === "t" && room ? roomTarget(room, title) : undefined;
}

/** A site's own mark: the same as ringline.js knows. */
function marked(host: Element): Place[] {
  if (!(host instanceof HTMLElement)) return [];
  const { callUser, callSpace, callRoom, callName = "" } = host.dataset;
  const placeClass = "markedCall";
  if (callUser) return [{ host, target: { type: "user", id: callUser }, placeClass }];
  if (callSpace) return [{ host, target: { type: "space", id: callSpace }, placeClass }];
  if (callRoom) return [{ host, target: roomTarget(callRoom, callName), placeClass }];
  return [];
}

function roomTarget(id: string, title: string): ButtonTarget {
  return { type: "room", id, room: { id, title } };
}

/** Whom an address of the portal is about. */
function linked(href: string): ButtonTarget | undefined {
  const user = /[/]profile[/]([^/?#]+)/.exec(href)?.[1];
  if (user) return { type: "user", id: decoded(user) };
  const space = /[/]g[/](?::|%3A)spaces(?::|%3A)([^/?#]+)/i.exec(href)?.[1];
  return space ? { type: "space", id: decoded(space) } : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A row of ours in a menu of the portal, made once. */
function row(list: Element, className: string): Element {
  const known = list.querySelector(`:scope > li.${className}`);
  if (known) return known;
  const made = document.createElement("li");
  made.className = className;
  list.append(made);
  return made;
}

function all(selector: string): Element[] {
  return [...document.querySelectorAll(selector)];
}
