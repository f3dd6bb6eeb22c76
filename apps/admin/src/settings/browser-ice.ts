import type { SettingsCheck } from "@ringline/protocol";

const EACH_MS = 6_000;
const WRONG_ACCOUNT = 401;
/** A browser that does not tell errors ends in the same way where a STUN server is silent. */
const TELLS_ERRORS =
  "RTCPeerConnection" in globalThis && "onicecandidateerror" in RTCPeerConnection.prototype;

/** `same-address`: STUN answered, and what it saw is the address that this browser has anyway, so there is no candidate of it. */
export type BrowserCheck = Omit<SettingsCheck, "result"> & {
  result: SettingsCheck["result"] | "same-address";
};

interface BrowserIceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** The ICE servers among what a test gave the browser. */
export function iceServersOf(browser: unknown): BrowserIceServer[] | undefined {
  const servers = (browser as { iceServers?: unknown } | undefined)?.iceServers;
  return Array.isArray(servers) ? (servers as BrowserIceServer[]) : undefined;
}

/** What this browser gets of each address, from where it is: STUN its own outer address, TURN a relay. */
export function gatherAll(servers: readonly BrowserIceServer[]): Promise<BrowserCheck[]> {
  return Promise.all(
    servers.flatMap(({ urls, ...account }) => urls.map((url) => gather(url, account))),
  );
}

async function gather(url: string, account: Omit<BrowserIceServer, "urls">): Promise<BrowserCheck> {
  const wanted = url.startsWith("turn") ? "relay" : "srflx";
  const began = performance.now();
  const found = (result: BrowserCheck["result"], detail: string): BrowserCheck => {
    const ms = Math.round(performance.now() - began);
    const ok = result === "works" || result === "same-address";
    return { subject: url, ok, result, detail, ms, notes: [] };
  };
  let connection: RTCPeerConnection;
  try {
    const iceTransportPolicy = wanted === "relay" ? "relay" : "all";
    connection = new RTCPeerConnection({
      iceServers: [{ urls: url, ...account }],
      iceTransportPolicy,
    });
  } catch (error) {
    return found("refused", String(error));
  }
  try {
    return await new Promise<BrowserCheck>((resolve) => {
      let failure: BrowserCheck | undefined;
      let isGathering = false;
      const timer = setTimeout(() => resolve(failure ?? found("no-answer", "")), EACH_MS);
      const settle = (check: BrowserCheck) => {
        clearTimeout(timer);
        resolve(check);
      };
      const settleAtEnd = () => {
        const isAnswered = wanted === "srflx" && isGathering && TELLS_ERRORS;
        settle(failure ?? found(isAnswered ? "same-address" : "no-answer", ""));
      };
      connection.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate?.type === wanted)
          settle(found("works", `${candidate.address}:${candidate.port}`));
        else if (candidate === null) settleAtEnd();
        else if (candidate.type === "host") isGathering = true;
      });
      connection.addEventListener("icecandidateerror", ({ errorCode, errorText }) => {
        const result = errorCode === WRONG_ACCOUNT ? "wrong-account" : "no-answer";
        failure = found(result, `${errorCode} ${errorText}`);
      });
      connection.createDataChannel("test");
      connection.createOffer().then((offer) => connection.setLocalDescription(offer), reportError);
    });
  } finally {
    connection.close();
  }
}
