import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import type { Page } from "../pages/pages.ts";
import { type DemoPerson, findPerson } from "../people/people.ts";
import { readVisitor } from "../visitor.ts";
import { olderCallLayout, olderLayout } from "./older-layout.ts";
import { callPage, chatPage, intranetPage, olderProfilePage, spacePage } from "./older-pages.ts";
import { SPACE } from "./older-people.ts";

/** Answers what the site itself does not: `undefined` for all other paths. */
export type OlderRest = (request: Request) => Promise<Response | undefined>;

interface OlderPortalOptions {
  callServer: string;
  rest: OlderRest;
}

const FILES = [
  ...["environment.js", "start.js", "user-popover.js", "chat-app.js", "ring.js", "conversation.js"],
  ...["mini-chat.js", "glimpse.js", "glimpse-call.js", "parley.js", "parley-call.js", "older.css"],
];
/** Connectors whose call pages this site has. */
const CALL_PAGES = { glimpse: { hasPicture: true }, parley: { hasPicture: false } } as const;

/** The part of the site that was never rewritten: `/portal/`, with jQuery and connectors of the older API. */
export function olderPortal({ callServer, rest }: OlderPortalOptions): Hono {
  const site = new Hono();
  const show = (context: Context, page: (me: DemoPerson) => Page, space?: string) => {
    const { person: me } = readVisitor(context);
    if (me === undefined) return context.redirect("/", 303);
    const { title, content } = page(me);
    const frame = { me, callServer, path: context.req.path, ...(space && { space }) };
    context.header("cache-control", "no-store");
    return context.html(olderLayout(frame, title, content));
  };
  site.all(
    "/portal/rest/*",
    async (context) => (await rest(context.req.raw)) ?? context.notFound(),
  );
  site.get("/portal", (context) => context.redirect("/portal/", 308));
  site.get("/portal/", (context) => show(context, intranetPage));
  site.get("/portal/chat", (context) => show(context, chatPage));
  site.get(`/portal/g/:group/${SPACE.id}`, (context) => show(context, spacePage, SPACE.id));
  site.get("/portal/intranet/profile/:id", (context) => {
    const person = findPerson(context.req.param("id"));
    return person ? show(context, () => olderProfilePage(person)) : context.notFound();
  });
  addCallPages(site, callServer);
  addFiles(site);
  return site;
}

/** `/call/{connector}/{id}`; ids of calls have slashes. */
function addCallPages(site: Hono, callServer: string): void {
  for (const [type, options] of Object.entries(CALL_PAGES))
    site.get(`/portal/call/${type}/:call{.+}`, (context) => {
      const { person: me } = readVisitor(context);
      if (me === undefined) return context.redirect("/", 303);
      const frame = { me, callServer, path: context.req.path };
      const content = callPage(options);
      context.header("cache-control", "no-store");
      const call = context.req.param("call");
      return context.html(olderCallLayout(frame, { type, call, content }));
    });
}

function addFiles(site: Hono): void {
  const jquery = new URL(import.meta.resolve("jquery/dist/jquery.min.js"));
  const read = (path: string | URL) => readFileSync(path, "utf8");
  const files = new Map(
    FILES.map((name) => [name, read(new URL(`../../assets/older/${name}`, import.meta.url))]),
  ).set("jquery.js", read(jquery));
  site.get("/portal/assets/:name", (context) => {
    const name = context.req.param("name");
    const text = files.get(name);
    if (text === undefined) return context.text("There is no such file.", 404);
    const type = name.endsWith(".css") ? "text/css" : "text/javascript";
    context.header("cache-control", "no-cache");
    return context.body(text, 200, { "content-type": `${type}; charset=utf-8` });
  });
}
