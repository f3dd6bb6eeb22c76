import { type Ask, askRingline } from "./ask-ringline.ts";
import { ExoRefusal } from "./exo-refusal.ts";
import type { ExoRestOptions } from "./rest-options.ts";

/** One request of one signed-in person. */
export interface Visit {
  /** The id of who asks, by the site's session. */
  readonly me: string;
  readonly token: string;
  /** Asks the call server as this person. */
  readonly ask: Ask;
  /** Asks with the site's key; absent where there is none. */
  readonly askAsSite?: Ask;
  readonly query: URLSearchParams;
  /** What stands in the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The fields of a form that was posted. */
  readonly form: URLSearchParams;
  readonly options: ExoRestOptions;
}

/** @throws {ExoRefusal} 401 when nobody is signed in */
export async function signedIn(
  request: Request,
  options: ExoRestOptions,
): Promise<Pick<Visit, "me" | "token" | "ask" | "askAsSite">> {
  const token = await options.token(request);
  const me = token === undefined ? undefined : subjectOf(token);
  if (token === undefined || me === undefined) throw new ExoRefusal(401, "Unauthorized user");
  const { server, key } = options;
  return {
    me,
    token,
    ask: askRingline(server, token),
    ...(key !== undefined && { askAsSite: askRingline(server, key) }),
  };
}

/** Whom the site's own token names. It is not checked here: the site has just signed it, and the call server checks it. */
function subjectOf(token: string): string | undefined {
  try {
    const claims = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"),
    ) as { sub?: unknown };
    return typeof claims.sub === "string" ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
