import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { eventually } from "./eventually.ts";

/** Stock Firefox ESR, driven over WebDriver BiDi: Playwright can only drive a Firefox of its own. */
export async function startFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.autoplay.default": 0,
      "permissions.default.desktop-notification": 2,
    },
  });
}

/** A button by its accessible name, as soon as it stands there. */
export async function pressInFirefox(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`aria/${name}[role="button"]`, { timeout: 20_000 });
  await button?.click();
}

/** The window that opens while `act` is done. */
export async function windowOf(page: Page, act: () => Promise<void>): Promise<Page> {
  const context = page.browserContext();
  const before = await context.pages();
  await act();
  return eventually("a window opens", async () =>
    (await context.pages()).find((other) => !before.includes(other)),
  );
}

/** What a person sees and hears of somebody: frames shown, and how loud the loudest moment of a short while is (0 to 1). */
export function perceiveInFirefox(
  page: Page,
  name: string,
): Promise<{ frames: number; loudness: number }> {
  return page.evaluate(async (label) => {
    const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${label}"]`);
    const stream = video?.srcObject;
    if (!video || !(stream instanceof MediaStream) || stream.getAudioTracks().length === 0)
      return { frames: 0, loudness: 0 };
    const ear = new AudioContext();
    const analyser = ear.createAnalyser();
    ear.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loudness = 0;
    for (let listens = 0; listens < 20; listens += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      analyser.getFloatTimeDomainData(samples);
      loudness = Math.max(loudness, ...samples);
    }
    await ear.close();
    return { frames: video.getVideoPlaybackQuality().totalVideoFrames, loudness };
  }, name);
}
