import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--allow-loopback-in-peer-connection",
];

interface Seen {
  tracks: MediaStreamTrack[];
  connections: RTCPeerConnection[];
  violations: string[];
}

declare global {
  interface Window {
    seen: Seen;
  }
}

/** Chromium with fake devices. `without`: a flag that is left out. */
export function launchChromium({ without }: { without?: string } = {}): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const args = FLAGS.filter((flag) => flag !== without);
  return chromium.launch({ executablePath, args });
}

/** Without it the browser asks nobody, and refuses what was not granted before. */
export const GRANTS_ALL = "--use-fake-ui-for-media-stream";

/** What tests may ask of a page: its own tracks and connections, remembered by a wrapper of the browser's functions. */
export async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: Seen = { tracks: [], connections: [], violations: [] };
    window.seen = seen;
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) =>
      seen.violations.push(blockedURI),
    );
    const devices = navigator.mediaDevices;
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        seen.connections.push(this);
      }
    };
  });
}

/** Waits until it is true in the page. */
export async function until(page: Page, isSo: () => boolean, timeout = 40_000): Promise<void> {
  await page.waitForFunction(isSo, undefined, { timeout, polling: 50 });
}

/** In the page: the other side's picture arrives. */
export function pictureArrives(): boolean {
  const video = document.querySelector<HTMLVideoElement>("video.remote-video");
  return (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 5;
}

/** In the page: no microphone, camera or connection is open. */
export function allReleased(): boolean {
  const { tracks, connections } = window.seen;
  return (
    tracks.every((track) => track.readyState === "ended") &&
    connections.every((connection) => connection.connectionState === "closed")
  );
}
