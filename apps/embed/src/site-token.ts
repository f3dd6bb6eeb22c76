import { CallError } from "@ringline/protocol";

/**
 * Asks the site for a token of whoever is signed in there.
 * @throws {CallError} not-authenticated when nobody is: the site said 401, 204, or sent us to a sign-in page
 */
export async function fetchToken(tokenUrl: string): Promise<string> {
  const response = await fetch(tokenUrl, {
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
