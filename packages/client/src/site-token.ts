import { CallError } from "@ringline/protocol";

/**
 * Asks a site's token URL for a token of whoever is signed in there.
 * @throws {CallError} not-authenticated when nobody is: the site said 401, 204, or sent us to a sign-in page
 * @throws {Error} when the URL is not of the page's own origin, or answers no token
 */
export async function fetchToken(tokenUrl: string): Promise<string> {
  const url = new URL(tokenUrl, document.baseURI);
  if (url.origin !== location.origin) throw new Error("token URL: another origin");
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
    headers: { accept: "application/json" },
  });
  const isNobody =
    response.status === 401 || response.status === 204 || response.type === "opaqueredirect";
  if (isNobody) throw new CallError("not-authenticated");
  const { token } = response.ok ? ((await response.json()) as { token?: unknown }) : {};
  if (typeof token === "string") return token;
  throw new Error(`token URL: ${response.status}, no token`);
}
