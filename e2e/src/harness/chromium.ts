import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADDRESS_BAR_LISTS } from "@ringline/testing";
import { type Browser, chromium } from "playwright-core";
import { Child } from "./child.ts";

/**
 * Only what a machine without screen, sound card and network needs. Playwright's own launch would add a list of features
 * that it switches off, storage partitioning among them: what works there need not work for people.
 */
export const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-startup-window",
  "--no-default-browser-check",
  "--password-store=basic",
  "--allow-loopback-in-peer-connection",
  `--disable-features=${["WebRtcHideLocalIpsWithMdns", ...ADDRESS_BAR_LISTS].join(",")}`,
] as const;

/** What Chromium does without any flag; for `extra`, where the last one counts: a page is silent until it is touched. */
export const SILENT_UNTIL_TOUCHED = "--autoplay-policy=document-user-activation-required";

/** A real Chromium: its own process, its own profile folder. */
export interface RunningChromium {
  browser: Browser;
  process: Child;
  close(): Promise<void>;
}

export async function startChromium(extra: readonly string[] = []): Promise<RunningChromium> {
  const profile = await mkdtemp(join(tmpdir(), "ringline-chromium-"));
  const command = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const child = new Child(command, [
    ...FLAGS,
    "--remote-debugging-port=0",
    ...extra,
    `--user-data-dir=${profile}`,
  ]);
  const [, url = ""] = await child.said(/DevTools listening on (ws:\S+)/);
  const browser = await chromium.connectOverCDP(url, { timeout: 90_000 });
  return {
    browser,
    process: child,
    async close() {
      await browser.close();
      await child.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
