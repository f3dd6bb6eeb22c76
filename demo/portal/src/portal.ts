import type { SignedUser } from "@ringline/host";
import { type Context, Hono } from "hono";
import { readAssets } from "./assets.ts";
import { chatRoutes } from "./chat/chat-routes.ts";
import { Conversations } from "./chat/conversations.ts";
import { type OlderRest, olderPortal } from "./older/older-portal.ts";
import { layout } from "./pages/layout.ts";
import type { Markup } from "./pages/markup.ts";
import {
  callsPage,
  documentPage,
  notFoundPage,
  type Page,
  peoplePage,
  profilePage,
  roomPage,
  streamPage,
} from "./pages/pages.ts";
import type { Look } from "./pages/person.ts";
import { signInPage } from "./pages/sign-in-page.ts";
import { findPerson } from "./people/people.ts";
import { drawPortrait } from "./people/portraits.ts";
import { signedUser } from "./people/signed-user.ts";
import { sameOriginOnly } from "./same-origin.ts";
import { securityHeaders } from "./security-headers.ts";
import { keepLanguage, personOf, readVisitor, signIn, signOut } from "./visitor.ts";

export interface PortalOptions {
  /** The call server's origin, e.g. `http://127.0.0.1:4600`. */
  callServer: string;
  /** The site's own origin, e.g. `http://localhost:4600`. */
  origin: string;
  /** Signs the token of whoever is signed in, as `signToken` of @ringline/host does. */
  signToken(user: SignedUser): Promise<string>;
  /**
   * Makes the answers of the older product's REST paths, as its migration guide says: then the site still has its older pages,
   * at `/portal/`. `token` answers that of whoever is signed in on a request. Default: there are none.
   */
  older?(site: { token(request: Request): Promise<string | undefined> }): OlderRest;
}

/** A small site as any other that has added Ringline. */
export interface Portal {
  fetch(request: Request): Promise<Response>;
}

/** Makes the demo site. It holds chat messages in memory, and nothing else. */
export function createPortal(options: PortalOptions): Portal {
  const site = new Hono();
  site.use(securityHeaders(options.callServer));
  addSession(site, options);
  addFiles(site);
  addPages(site, options);
  site.route("/chat", chatRoutes(new Conversations(), options.origin));
  addOlder(site, options);
  return { fetch: async (request) => site.fetch(request) };
}

function addSession(site: Hono, { origin, signToken, callServer }: PortalOptions): void {
  site.get("/", (context) => {
    keepLanguage(context);
    const person = findPerson(context.req.query("as"));
    if (person !== undefined) {
      signIn(context, person);
      return context.redirect("/stream", 303);
    }
    const { language } = readVisitor(context);
    const page = { person: undefined, language, callServer, path: "/" };
    return sendPage(context, layout(page, language.say("sign-in-title"), signInPage(language)));
  });
  site.post("/sign-out", sameOriginOnly(origin), (context) => {
    signOut(context);
    return context.redirect("/", 303);
  });
  site.post("/token", sameOriginOnly(origin), async (context) => {
    const { person } = readVisitor(context);
    context.header("cache-control", "no-store");
    if (person === undefined) return context.json({}, 401);
    return context.json({ token: await signToken(signedUser(person, origin)) });
  });
}

function addOlder(site: Hono, { callServer, origin, signToken, older }: PortalOptions): void {
  if (older === undefined) return;
  const token = async ({ headers }: Request) => {
    const person = personOf(headers);
    return person && signToken(signedUser(person, origin));
  };
  site.route("/", olderPortal({ callServer, rest: older({ token }) }));
}

function addFiles(site: Hono): void {
  const assets = readAssets();
  site.get("/assets/:name", (context) => {
    const asset = assets.get(context.req.param("name"));
    if (asset === undefined) return context.text("There is no such file.", 404);
    context.header("cache-control", "no-cache");
    return context.body(asset.text, 200, { "content-type": asset.type });
  });
  site.get("/portraits/:name{[a-z]+[.]svg}", (context) => {
    const drawing = drawPortrait(context.req.param("name").replace(".svg", ""));
    if (drawing === undefined) return context.text("There is no such portrait.", 404);
    context.header("cache-control", "max-age=3600");
    return context.body(drawing, 200, { "content-type": "image/svg+xml" });
  });
}

function addPages(site: Hono, { callServer }: PortalOptions): void {
  const show = (context: Context, page: (look: Look) => Page) => {
    keepLanguage(context);
    const { person, language } = readVisitor(context);
    if (person === undefined) return context.redirect("/", 303);
    const frame = { person, language, callServer, path: context.req.path };
    const { title, content } = page({ me: person, language });
    return sendPage(context, layout(frame, title, content));
  };
  site.get("/stream", (context) => show(context, streamPage));
  site.get("/people", (context) => show(context, peoplePage));
  site.get("/calls", (context) => show(context, callsPage));
  site.get("/rooms/design", (context) => show(context, roomPage));
  site.get("/documents/roadmap", (context) => show(context, documentPage));
  site.get("/people/:id", (context) => {
    const person = findPerson(context.req.param("id"));
    if (person === undefined) return context.notFound();
    return show(context, (look) => profilePage(person, look));
  });
  site.notFound((context) => {
    context.status(404);
    return show(context, notFoundPage);
  });
}

function sendPage(context: Context, page: Markup) {
  context.header("cache-control", "no-store");
  return context.html(page);
}
