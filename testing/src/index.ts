import { type Browser, chromium } from "playwright-core";

/** Pages of the browser's own, two for each window, that would be drawn for nobody: a quarter of a core in a journey. */
export const ADDRESS_BAR_LISTS = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

/** What a machine without a screen needs. The last list of features counts, so that Playwright's own does not. */
const HEADLESS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  `--disable-features=${ADDRESS_BAR_LISTS.join(",")}`,
];

/** Without it the browser asks nobody, and refuses what was not granted before. */
export const GRANTS_ALL = "--use-fake-ui-for-media-stream";

/** A microphone and a camera that nobody has to allow, sound before a touch, and calls on loopback. */
export const CALLS = [
  "--use-fake-device-for-media-stream",
  GRANTS_ALL,
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...HEADLESS, ...flags] });
}
