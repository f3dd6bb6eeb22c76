import type { Entry } from "../entry/entry.ts";

/** Closes the window, or asks the page around the panel to take it away. */
export function closePage(page: Window, entry: Entry): void {
  const host = hostOrigin(page, entry);
  if (page.parent === page) page.close();
  else if (host !== undefined) page.parent.postMessage({ type: "ringline-call-closed" }, host);
}

/** A panel that was made small has a button of its own to hang up: the page around it says so, and nobody else is heard. */
export function onHangUpAround(page: Window, hangUp: () => void): void {
  page.addEventListener("message", ({ source, data }: MessageEvent) => {
    const isAround = source === page.parent && page.parent !== page;
    if (isAround && data?.type === "ringline-call-hang-up") hangUp();
  });
}

/** The origin of the page that frames this one: the message is for it and for nobody else. */
function hostOrigin(page: Window, { host, claimedHost }: Entry): string | undefined {
  const { ancestorOrigins } = page.location as Location & { ancestorOrigins?: DOMStringList };
  return ancestorOrigins?.[0] ?? host ?? claimedHost;
}
