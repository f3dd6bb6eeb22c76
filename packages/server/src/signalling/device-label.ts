import { cleanText } from "../clean-text.ts";

const MOST_GRAPHEMES = 40;

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

/**
 * How a device is named to its person's other devices: as it says, or "Firefox on Linux" where it gave the browser's user agent.
 * Here and not in the browser, where every page would load the names.
 */
export function deviceLabel(said: string): string {
  if (!said.startsWith("Mozilla/")) return cleanText(said, MOST_GRAPHEMES) || "?";
  const first = (names: Record<string, string>, otherwise: string) =>
    Object.entries(names).find(([part]) => said.includes(part))?.[1] ?? otherwise;
  return `${first(BROWSERS, "Browser")} on ${first(SYSTEMS, "device")}`;
}
