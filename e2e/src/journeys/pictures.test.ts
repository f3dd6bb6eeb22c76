import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filmPortrait } from "../harness/camera-film.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { Person } from "../harness/person.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { NAMES, type Resident } from "../harness/town.ts";

/** README's pictures are made anew by `RINGLINE_PICTURES=docs/pictures`; else they are only looked at. */
const FOLDER = process.env.RINGLINE_PICTURES ?? "e2e/artifacts";

let site: RinglineSite;
let films = "";
const browsers: RunningChromium[] = [];

beforeAll(async () => {
  films = await mkdtemp(join(tmpdir(), "ringline-films-"));
  site = await RinglineSite.start();
  await mkdir(FOLDER, { recursive: true });
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await site?.stop();
  await rm(films, { recursive: true, force: true });
});

/** A browser whose camera shows this person. */
async function browserOf(id: Resident): Promise<Browser> {
  const path = join(films, `${id}.mjpeg`);
  const studio = await startChromium();
  await filmPortrait(studio.browser, { portrait: `${site.portal}/portraits/${id}.svg`, path });
  await studio.close();
  const running = await startChromium([`--use-file-for-fake-video-capture=${path}`]);
  browsers.push(running);
  return running.browser;
}

function signIn(browser: Browser, id: Resident, colorScheme: "light" | "dark"): Promise<Person> {
  const context = { colorScheme, viewport: { width: 1320, height: 800 } };
  const { portal, callServer } = site;
  return Person.signIn(browser, { id, name: NAMES[id], portal, callServer, context });
}

it("the demo with a call in progress can be looked at, light and dark", async () => {
  const [annas, bobs] = [await browserOf("anna"), await browserOf("bob")];
  for (const colorScheme of ["light", "dark"] as const) {
    const anna = await signIn(annas, "anna", colorScheme);
    const bob = await signIn(bobs, "bob", colorScheme);
    // Where no window may open, the call stands in the page itself: both in one picture.
    await anna.context.addInitScript("window.open = () => null");
    await anna.goTo("/stream");
    await anna.page.getByRole("button", { name: "Chat", exact: true }).click();
    await anna.page.getByRole("button", { name: NAMES.bob, exact: true }).first().hover();
    const annaCall = await anna.callInPanel(NAMES.bob);
    const bobCall = await bob.answer(NAMES.anna);
    await Promise.all([annaCall.flows(), bobCall.flows()]);
    await annaCall.says("0:03");

    const picture = await anna.page.screenshot({ path: join(FOLDER, `call-${colorScheme}.png`) });

    expect(picture.length).toBeGreaterThan(50_000);
    await annaCall.hangUp();
    await Promise.all([anna.leave(), bob.leave()]);
  }
}, 180_000);
