import type { DeviceId } from "@ringline/protocol";
import { randomId } from "./seat/secret.ts";

const KEY = "ringline-device";

/** This browser profile's id on this site origin: made once and kept. Where nothing can be kept, one for this page. */
export function deviceId(): DeviceId {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) return kept;
    const made = randomId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return randomId();
  }
}

/** What a user agent's text contains, and what that is called; the first that is found counts. */
const BROWSERS = {
  Edg: "Edge",
  OPR: "Opera",
  Firefox: "Firefox",
  FxiOS: "Firefox",
  Chrom: "Chrome",
  CriOS: "Chrome",
  Safari: "Safari",
};

const SYSTEMS = {
  Android: "Android",
  iPhone: "iPhone",
  iPad: "iPad",
  Windows: "Windows",
  Mac: "Mac",
  CrOS: "ChromeOS",
  Linux: "Linux",
};

/** "Firefox on Linux": how this device is named to the same person's other devices. */
export function deviceLabel(userAgent = globalThis.navigator?.userAgent ?? ""): string {
  const first = (names: Record<string, string>, otherwise: string) =>
    Object.entries(names).find(([part]) => userAgent.includes(part))?.[1] ?? otherwise;
  return `${first(BROWSERS, "Browser")} on ${first(SYSTEMS, "device")}`;
}
