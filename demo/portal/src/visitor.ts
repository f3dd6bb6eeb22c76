import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";
import { chooseLanguage, type Language } from "./locales/language.ts";
import { type DemoPerson, findPerson } from "./people/people.ts";

const PERSON_COOKIE = "portal-person";
const LANGUAGE_COOKIE = "portal-language";

/** Who looks at a page, and in which language. */
export interface Visitor {
  person: DemoPerson | undefined;
  language: Language;
}

/**
 * Reads the site's own session. The cookie holds no secret: on the demo everybody may sign in as anybody, so that it need
 * only say whom they chose, and a restart forgets nobody. A real site has its own sessions here.
 */
export function readVisitor(context: Context): Visitor {
  const language = chooseLanguage(context.req.query("lang"), getCookie(context, LANGUAGE_COOKIE));
  return { person: findPerson(getCookie(context, PERSON_COOKIE)), language };
}

/** The same of a request alone. */
export function personOf(headers: Headers): DemoPerson | undefined {
  return findPerson(parse(headers.get("cookie") ?? "")[PERSON_COOKIE]);
}

export function signIn(context: Context, { id }: DemoPerson): void {
  setCookie(context, PERSON_COOKIE, id, cookieOptions(context));
}

export function signOut(context: Context): void {
  deleteCookie(context, PERSON_COOKIE, { path: "/" });
}

/** Remembers the language that a link asked for. */
export function keepLanguage(context: Context): void {
  const wished = context.req.query("lang");
  if (wished === undefined) return;
  setCookie(context, LANGUAGE_COOKIE, chooseLanguage(wished).tag, cookieOptions(context));
}

function cookieOptions({ req }: Context) {
  const secure = new URL(req.url).protocol === "https:";
  return { path: "/", httpOnly: true, sameSite: "Lax", secure } as const;
}
