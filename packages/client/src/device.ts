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

/** What this device is told by: the server knows how to name a browser's user agent. */
export function deviceLabel(): string {
  return globalThis.navigator?.userAgent?.slice(0, 500) ?? "";
}
