import type { SettingsCheck } from "@ringline/protocol";

const EACH_MS = 6_000;
const WRONG_ACCOUNT = 401;

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
export function gatherAll(servers: readonly BrowserIceServer[]): Promise<SettingsCheck[]> {
  return Promise.all(
    servers.flatMap(({ urls, ...account }) => urls.map((url) => gather(url, account))),
  );
}

async function gather(
  url: string,
  account: Omit<BrowserIceServer, "urls">,
): Promise<SettingsCheck> {
  const wanted = url.startsWith("turn") ? "relay" : "srflx";
  const began = performance.now();
  const found = (result: SettingsCheck["result"], detail: string): SettingsCheck => {
    const ms = Math.round(performance.now() - began);
    return { subject: url, ok: result === "works", result, detail, ms, notes: [] };
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
    return await new Promise<SettingsCheck>((resolve) => {
      let failure = found("no-answer", "");
      const timer = setTimeout(() => resolve(failure), EACH_MS);
      const settle = (check: SettingsCheck) => {
        clearTimeout(timer);
        resolve(check);
      };
      connection.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate?.type === wanted)
          settle(found("works", `${candidate.address}:${candidate.port}`));
        else if (candidate === null) settle(failure);
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
