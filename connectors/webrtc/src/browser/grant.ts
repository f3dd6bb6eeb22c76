import type { JoinGrant } from "@ringline/protocol";

/** What the server half's `admit` answered, parsed. */
export interface WebrtcGrant {
  configuration: RTCConfiguration;
  /** Gives way when both sides offer at once; the other side makes the first offer. */
  isPolite: boolean;
  /** A span and not a time, so that a wrong clock of this computer does no harm; absent when nothing in it runs out. */
  renewAfterMs?: number;
}

/** @throws {Error} when the grant is not one of this connector's server half. */
export function parseGrant(grant: JoinGrant): WebrtcGrant {
  if (grant.type !== "session" || !isGrantData(grant.data))
    throw new Error("This is not a grant of the webrtc connector.");
  const { iceServers, iceTransportPolicy, polite, renewAfterMs } = grant.data;
  return {
    configuration: { iceServers, iceTransportPolicy, bundlePolicy: "max-bundle" },
    isPolite: polite,
    ...(renewAfterMs !== undefined && { renewAfterMs }),
  };
}

interface GrantData {
  iceServers: RTCIceServer[];
  iceTransportPolicy: RTCIceTransportPolicy;
  polite: boolean;
  renewAfterMs?: number;
}

function isGrantData(data: unknown): data is GrantData {
  if (typeof data !== "object" || data === null) return false;
  const { iceServers, iceTransportPolicy, polite, renewAfterMs } = data as Partial<GrantData>;
  return (
    Array.isArray(iceServers) &&
    (iceTransportPolicy === "all" || iceTransportPolicy === "relay") &&
    typeof polite === "boolean" &&
    (renewAfterMs === undefined || typeof renewAfterMs === "number")
  );
}
