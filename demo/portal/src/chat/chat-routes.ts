import { Hono } from "hono";
import { findPerson, PEOPLE } from "../people/people.ts";
import { sameOriginOnly } from "../same-origin.ts";
import { readVisitor } from "../visitor.ts";
import type { ConversationName, Conversations, Message } from "./conversations.ts";

const ROOMS: readonly ConversationName[] = ["room:design"];
const TEXT_LENGTH = 1_000;
const BODY_BYTES = 8_192;

/** `GET /messages?after=12` and `POST /messages { conversation, text }`, for who is signed in. */
export function chatRoutes(conversations: Conversations, origin: string): Hono {
  const routes = new Hono();
  routes.get("/messages", (context) => {
    const { person } = readVisitor(context);
    if (person === undefined) return context.json({ messages: [] }, 401);
    const after = Number(context.req.query("after") ?? 0);
    const messages = conversations.heardBy(person.id, conversationsOf(person.id), after);
    return context.json({ messages: messages.map(shown) });
  });
  routes.post("/messages", sameOriginOnly(origin), async (context) => {
    const { person } = readVisitor(context);
    if (person === undefined) return context.json({}, 401);
    const body = await context.req.text();
    const said = body.length > BODY_BYTES ? undefined : parse(body, person.id);
    if (said === undefined) return context.json({}, 400);
    return context.json(shown(conversations.say(person.id, said.conversation, said.text)), 201);
  });
  return routes;
}

function conversationsOf(reader: string): ConversationName[] {
  const others = PEOPLE.filter(({ id }) => id !== reader);
  return [...ROOMS, ...others.map(({ id }) => `person:${id}` as const)];
}

function parse(body: string, writer: string) {
  const { conversation, text } = parseObject(body);
  if (typeof conversation !== "string" || typeof text !== "string") return undefined;
  const words = text.trim().slice(0, TEXT_LENGTH);
  const name = conversationsOf(writer).find((known) => known === conversation);
  return words !== "" && name !== undefined ? { conversation: name, text: words } : undefined;
}

function parseObject(body: string): { conversation?: unknown; text?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** A message as pages get it: with the name of who said it. */
function shown(message: Message) {
  return { ...message, name: findPerson(message.from)?.name ?? message.from };
}
