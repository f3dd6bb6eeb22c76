import { type RunningChromium, startChromium } from "@ringline/e2e/harness";
import type { BrowserContext, Page } from "playwright-core";
import type { CallingPairs } from "../clients/calling-pairs.ts";
import { warmUp } from "../clients/warm-up.ts";
import { installStopwatch } from "../pages/stopwatch.ts";
import type { BareServer } from "../servers/bare-server.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";

/** Browsers, our server with the demo site, and the bare server beside it. */
export interface Town {
  site: string;
  callServer: string;
  barePort: number;
  /**
   * A new browser that may use microphone and camera, with stopwatches in its pages. Each person has one, as in life: what one
   * does, such as open a window, must not hold up the other.
   */
  profile(): Promise<BrowserContext>;
  /** A page of the demo site for somebody. */
  visit(profile: BrowserContext, who: string, path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openTown(): Promise<Town> {
  const [ours, bare] = await Promise.all([
    Worker.start<RinglineServer>("servers/ringline-server.ts"),
    Worker.start<BareServer>("servers/bare-server.ts"),
  ]);
  const callers = await Worker.start<CallingPairs>("clients/calling-pairs.ts");
  await warmUp(callers, await ours.call("target"));
  await callers.stop();
  const browsers: RunningChromium[] = [];
  const { url } = await ours.call("target");
  const site = await ours.call("site");
  const barePort = await bare.call("port");
  const origins = [url, `http://127.0.0.1:${barePort}`];
  return {
    site,
    callServer: url,
    barePort,
    async profile() {
      const chromium = await startChromium();
      browsers.push(chromium);
      return newProfile(chromium, origins);
    },
    async visit(profile, who, path) {
      const page = await profile.newPage();
      await page.goto(`${site}/?as=${who}`);
      await page.goto(site + path);
      return page;
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      await Promise.all([ours.stop(), bare.stop()]);
    },
  };
}

async function newProfile(
  { browser }: RunningChromium,
  origins: readonly string[],
): Promise<BrowserContext> {
  // The reference's socket goes from the pages of the demo site to another port, which their policy forbids.
  const profile = await browser.newContext({ bypassCSP: true });
  for (const origin of origins)
    await profile.grantPermissions(["microphone", "camera"], { origin });
  await profile.addInitScript(installStopwatch);
  return profile;
}
