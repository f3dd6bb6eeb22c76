import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { eventually } from "./eventually.ts";
import { installMediaProbe } from "./media-probe.ts";

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

/** Presses a button by its accessible name, as soon as it stands there: WebDriver BiDi does not look into shadow trees. */
export async function pressInFirefox(page: Page, name: string): Promise<void> {
  const button = await eventually(`there is a button ${name}`, async () => {
    const found = await page.evaluateHandle(findButton, name);
    return found.asElement() as ElementHandle<Element> | null;
  });
  await button.click();
}

/** Runs in the page: a button whose label or text is this, in the document or any open shadow tree. */
function findButton(name: string): Element | null {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      const label = element.getAttribute("aria-label") ?? element.textContent?.trim();
      if (element.localName === "button" && label === name) return element;
    }
  }
  return null;
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

/**
 * Puts the probe into every page from now on, also into windows that pages open: the standard's preload script without a
 * context, for which puppeteer has no function of its own. Without a sound card nothing can listen in Firefox.
 * @see https://w3c.github.io/webdriver-bidi/#command-script-addPreloadScript
 */
export async function probeAll(firefox: Browser): Promise<void> {
  const { connection } = firefox as unknown as { connection: BidiConnection };
  const functionDeclaration = installMediaProbe.toString();
  await connection.send("script.addPreloadScript", { functionDeclaration });
}

interface BidiConnection {
  send(method: string, parameters: object): Promise<unknown>;
}

/** Of the tracks that the page ever got from a microphone or camera: how many, and how many still run. */
export function tracksInFirefox(page: Page): Promise<{ all: number; live: number }> {
  return page.evaluate(() => {
    const tracks = window.mediaProbe?.tracks ?? [];
    const live = tracks.filter(({ readyState }) => readyState === "live");
    return { all: tracks.length, live: live.length };
  });
}

/** Frames and bytes of sound that all peer connections of the page have received. */
export function receivedInFirefox(page: Page): Promise<{ frames: number; audioBytes: number }> {
  return page.evaluate(async () => {
    const connections = window.mediaProbe?.connections ?? [];
    const reports = await Promise.all(connections.map((connection) => connection.getStats()));
    const entries = reports.flatMap((report) => [...report.values()]);
    const total = (kind: string, field: string) =>
      entries
        .filter((entry) => entry.type === "inbound-rtp" && entry.kind === kind)
        .reduce((sum, entry) => sum + Number(entry[field] ?? 0), 0);
    return {
      frames: total("video", "framesDecoded"),
      audioBytes: total("audio", "bytesReceived"),
    };
  });
}
