import { signToken } from "@ringline/host";
import type { LogLine, Problem, Result } from "@ringline/protocol";
import { demoSecret } from "../demo/demo-secret.ts";
import type { Settings } from "../settings/settings.ts";

type Found = Result<"logs.find">;

const CALL_ID = /^[\w-]{22}$/;
const PAGE = 100;
const MOST_PAGES = 100;
const LIFE_SECONDS = 60;

/** Who asks; a person of the site cannot have this id, for it has a parenthesis only here. */
const ASKER = { id: "(trace)", name: "Trace", roles: ["admin"] };

/** Asks the running server for the whole time line of a call, by its id or a reference. @throws {Error} in words */
export async function askForTrace(
  what: string,
  settings: Settings,
): Promise<{ found: Found; lines: LogLine[] }> {
  const authorization = `Bearer ${await tokenOf(settings)}`;
  const key = CALL_ID.test(what) ? "call" : "reference";
  const query = new URLSearchParams({ [key]: what, limit: String(PAGE) });
  const found = await ask(query, authorization, settings);
  const lines = [...found.lines];
  let { next } = found;
  for (let pages = 1; next !== undefined && pages < MOST_PAGES; pages += 1) {
    query.set("before", next);
    const more = await ask(query, authorization, settings);
    lines.push(...more.lines);
    next = more.next;
  }
  return { found, lines };
}

async function ask(
  query: URLSearchParams,
  authorization: string,
  { host, port }: Settings,
): Promise<Found> {
  const name = host.includes(":") ? `[${host}]` : host;
  const response = await fetch(`http://${name}:${port}/v1/logs?${query}`, {
    headers: { authorization },
  });
  const body = (await response.json()) as Found | Problem;
  if ("code" in body) throw new Error(`${body.title} (${body.code}, reference ${body.reference})`);
  return body;
}

/** With the key of the environment, or a token that this machine may sign as the site does. */
async function tokenOf({ keys, demo, data, publicUrl }: Settings): Promise<string> {
  const given = process.env.TRACE_KEY;
  if (given) return given;
  const secret =
    keys !== undefined && "secret" in keys ? keys.secret : demo ? demoSecret(data) : undefined;
  if (secret === undefined)
    throw new Error("put an API key of scope read into TRACE_KEY: there is no secret to sign with");
  return signToken({ secret, audience: publicUrl, user: ASKER, expiresInSeconds: LIFE_SECONDS });
}
