import type { BrowserConnector, SessionGrant } from "@ringline/connector-spi/browser";
import { parseGrant } from "./grant.ts";
import { type SessionContext, WebrtcSession } from "./session.ts";

/** Calls from browser to browser: one RTCPeerConnection, negotiated over the relay. */
export const webrtc = {
  id: "webrtc",
  // The first connection of a document costs the browser tens of milliseconds: better now than when the offer is there.
  init: () => new RTCPeerConnection().close(),
  join: async (grant: SessionGrant, context: SessionContext) =>
    new WebrtcSession(parseGrant(grant), context),
} satisfies BrowserConnector;
