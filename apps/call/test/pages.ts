import type { BrowserContext, Page } from "playwright-core";

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
