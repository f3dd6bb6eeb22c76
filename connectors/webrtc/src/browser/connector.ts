import type { BrowserConnector } from "@ringline/connector-spi/browser";
import { parseGrant } from "./grant.ts";
import { WebrtcSession } from "./session.ts";

/** Calls from browser to browser: one RTCPeerConnection, negotiated over the relay. */
export const webrtc: BrowserConnector = {
  id: "webrtc",
  join: async (grant, context) => new WebrtcSession(parseGrant(grant), context),
};
