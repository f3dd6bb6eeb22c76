/** Candidates that are not there by then are left out: waiting for a server that does not answer takes long. */
const GATHERING_MS = 1_000;

/** A connection for sound and picture; the side that offers makes both lines, the other one gets them with the offer. */
export function createLink(stun: readonly string[], isOfferer: boolean): RTCPeerConnection {
  const iceServers = stun.map((urls) => ({ urls }));
  const link = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
  if (isOfferer) for (const kind of ["audio", "video"]) link.addTransceiver(kind);
  return link;
}

/** Until the description has its candidates: one message each way is enough then. */
export function gathered(link: RTCPeerConnection): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => link.iceGatheringState === "complete" && resolve();
  link.addEventListener("icegatheringstatechange", look);
  setTimeout(resolve, GATHERING_MS);
  look();
  return promise;
}
