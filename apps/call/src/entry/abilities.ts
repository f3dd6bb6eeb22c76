/** Whether this browser can make calls at all. */
export function canCall(page: Window & typeof globalThis): boolean {
  return (
    "RTCPeerConnection" in page &&
    "mediaDevices" in page.navigator &&
    "getUserMedia" in page.navigator.mediaDevices
  );
}

/** Whose settings have to be explained when a permission is missing. */
export type BrowserFamily = "chromium" | "firefox" | "safari" | "other";

export function browserFamily(userAgent: string): BrowserFamily {
  if (/firefox|fxios/i.test(userAgent)) return "firefox";
  if (/chrome|chromium|crios|edg/i.test(userAgent)) return "chromium";
  if (/safari/i.test(userAgent)) return "safari";
  return "other";
}
