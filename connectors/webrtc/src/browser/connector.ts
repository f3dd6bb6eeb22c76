import type { BrowserConnector } from "@ringline/connector-spi/browser";
import { parseGrant } from "./grant.ts";
import { WebrtcSession } from "./session.ts";

/** Calls from browser to browser: one RTCPeerConnection, negotiated over the relay. */
export const webrtc: BrowserConnector = {
  id: "webrtc",
  // The first connection of a document costs the browser tens of milliseconds: better now than when the offer is there.
  warmUp: () => new RTCPeerConnection().close(),
  join: async (grant, context) => new WebrtcSession(parseGrant(grant), context),
};
