import { CallError } from "@ringline/protocol";

/** Asks a token URL of the page's own origin, as ringline.js does. @throws {CallError} not-authenticated when nobody is signed in */
export async function fetchToken(tokenUrl: string): Promise<string> {
  const url = new URL(tokenUrl, document.baseURI);
  if (url.origin !== location.origin) throw new Error("The token URL is of another origin.");
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
    headers: { accept: "application/json" },
  });
  const isNobody = [204, 401].includes(response.status) || response.type === "opaqueredirect";
  if (isNobody) throw new CallError("not-authenticated");
  if (!response.ok) throw new Error(`The token URL answered ${response.status}.`);
  const { token } = (await response.json()) as { token?: unknown };
  if (typeof token !== "string") throw new Error("The token URL answered no token.");
  return token;
}
