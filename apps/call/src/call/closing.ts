import type { Entry } from "../entry/entry.ts";

/** Closes the window, or asks the page around the panel to take it away. */
export function closePage(page: Window, entry: Entry): void {
  const host = hostOrigin(page, entry);
  if (page.parent === page) page.close();
  else if (host !== undefined) page.parent.postMessage({ type: "ringline-call-closed" }, host);
}

/** The origin of the page that frames this one: the message is for it and for nobody else. */
function hostOrigin(page: Window, { host, claimedHost }: Entry): string | undefined {
  const { ancestorOrigins } = page.location as Location & { ancestorOrigins?: DOMStringList };
  return ancestorOrigins?.[0] ?? host ?? claimedHost;
}
