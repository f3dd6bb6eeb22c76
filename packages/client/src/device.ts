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

const BROWSERS = [
  ["Edge", /Edg/],
  ["Firefox", /Firefox|FxiOS/],
  ["Opera", /OPR\//],
  ["Chrome", /Chrom|CriOS/],
  ["Safari", /Safari/],
] as const;

const SYSTEMS = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["Mac", /Mac/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux/],
] as const;

/** "Firefox on Linux": how this device is named to the same person's other devices. */
export function deviceLabel(userAgent = globalThis.navigator?.userAgent ?? ""): string {
  const first = (names: readonly (readonly [string, RegExp])[], otherwise: string) =>
    names.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? otherwise;
  return `${first(BROWSERS, "Browser")} on ${first(SYSTEMS, "device")}`;
}
