import { ExoRefusal } from "./exo-refusal.ts";

/**
 * Only pages of the site itself ask: the browser says so in `Sec-Fetch-Site`, older ones in `Origin`. Cookies alone prove
 * nothing, for they come along with everybody's requests. A question without either header is answered, since its answer can
 * be read by the site's own pages only; a command is not done.
 * @throws {ExoRefusal} 403
 */
export function checkOrigin(request: Request, origin?: string): void {
  const site = request.headers.get("sec-fetch-site");
  const from = request.headers.get("origin");
  const isCommand = request.method === "POST";
  const isOwn = site === "same-origin" || (site === "none" && !isCommand);
  const isForeign =
    (site !== null && !isOwn) || (from !== null && !isOwnOrigin(from, request, origin));
  const isUnsaid = site === null && from === null && isCommand;
  if (isForeign || isUnsaid) throw new ExoRefusal(403, "Only pages of this site may ask for that");
}

/** By host where the site did not say, as the scheme that the browser used may end at a proxy. */
function isOwnOrigin(from: string, request: Request, origin: string | undefined): boolean {
  if (origin !== undefined) return from === origin;
  const own = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(from) && new URL(from).host === own;
}
