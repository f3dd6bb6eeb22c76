import type { Page } from "playwright-core";

declare global {
  interface Window {
    /** When what happened in this page, by name; milliseconds since 1970. */
    moments?: Record<string, number>;
  }
}

/** For `addInitScript`: notes the newest press, the newest incoming card and the first remote frame, as they happen. */
export function installStopwatch(): void {
  const moments: Record<string, number> = {};
  window.moments = moments;
  const note = (name: string) => {
    moments[name] = performance.timeOrigin + performance.now();
  };
  window.addEventListener("click", () => note("press"), { capture: true });

  const noteCards = (root: Node) => {
    const isCard = (node: Node) => node.nodeName === "RINGLINE-INCOMING-CALL";
    new MutationObserver((records) => {
      if (records.some(({ addedNodes }) => [...addedNodes].some(isCard))) note("card");
    }).observe(root, { childList: true, subtree: true });
  };
  noteCards(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function attach(init) {
    const root = attachShadow.call(this, init);
    noteCards(root);
    return root;
  };

  if (!window.RTCPeerConnection) return;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ track }) => {
        if (track.kind !== "video" || moments.frame !== undefined) return;
        const video = document.createElement("video");
        video.muted = true;
        video.srcObject = new MediaStream([track]);
        video.requestVideoFrameCallback(() => note("frame"));
        void video.play();
      });
    }
  };
}

/** Waits for a moment after `since`, and returns it. */
export async function moment(page: Page, name: string, since = 0): Promise<number> {
  const handle = await page.waitForFunction(
    ([what, after]) => {
      const at = window.moments?.[what];
      return at !== undefined && at > after ? at : undefined;
    },
    [name, since] as const,
    { polling: 20, timeout: 20_000 },
  );
  return Number(await handle.jsonValue());
}
