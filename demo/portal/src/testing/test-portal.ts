import type { SignedUser } from "@ringline/host";
import { signToken } from "@ringline/host";
import { createPortal, type PortalOptions } from "../index.ts";

export const ORIGIN = "http://localhost:4600";
export const CALL_SERVER = "http://127.0.0.1:4600";
const SECRET = "a secret of the demo tests, 32 bytes";

/** The demo site without a port, its tokens signed as any site signs them. */
export function createTestPortal(more: Pick<PortalOptions, "older"> = {}) {
  const portal = createPortal({
    callServer: CALL_SERVER,
    origin: ORIGIN,
    signToken: (user: SignedUser) => signToken({ secret: SECRET, audience: CALL_SERVER, user }),
    ...more,
  });
  return {
    /** Asks as the browser of `person` does, from a page of the site. */
    ask: (path: string, person?: string, init: RequestInit = {}) =>
      portal.fetch(
        new Request(ORIGIN + path, {
          redirect: "manual",
          ...init,
          headers: {
            origin: ORIGIN,
            "sec-fetch-site": "same-origin",
            ...(person && { cookie: `portal-person=${person}` }),
            ...(init.headers as Record<string, string>),
          },
        }),
      ),
  };
}
