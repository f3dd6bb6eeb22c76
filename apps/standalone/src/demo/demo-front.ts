import type { Front } from "@ringline/server";

/** Headers by which a proxy says that somebody else is behind it. */
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

const PLAIN_TEXT = {
  "content-type": "text/plain; charset=utf-8",
  "x-content-type-options": "nosniff",
};

interface Site {
  fetch(request: Request): Promise<Response>;
}

/**
 * The demo on two host names of one port: the site on `localhost`, the call server on the address. The demo signs anybody in
 * as anybody, so each request must come from this machine's own browser: not through a proxy, and not under a name that some
 * page elsewhere made point here.
 */
export function demoFront({ port, host }: { port: number; host: string }, site: Site): Front {
  const siteHost = `localhost:${port}`;
  const ownHosts = new Set([
    `${host.includes(":") ? `[${host}]` : host}:${port}`,
    `127.0.0.1:${port}`,
  ]);
  return (request) => {
    const name = request.headers.get("host") ?? "";
    const forwarding = FORWARDING.find((header) => request.headers.has(header));
    if (forwarding !== undefined)
      return refuse(`The demo does not run behind a proxy (${forwarding}).`);
    if (name === siteHost) return site.fetch(request);
    return ownHosts.has(name) ? undefined : refuse(`The demo is at http://${siteHost}/ only.`);
  };
}

function refuse(why: string): Response {
  return new Response(`${why}\n`, { status: 421, headers: PLAIN_TEXT });
}
