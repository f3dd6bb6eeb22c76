import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filmPortrait } from "../harness/camera-film.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { Person } from "../harness/person.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { NAMES, type Resident } from "../harness/town.ts";

/** With `RINGLINE_PICTURES=1` the pictures of the README are written anew; else the run leaves the tree as it is. */
const FOLDER = process.env.RINGLINE_PICTURES
  ? fileURLToPath(new URL("../../../docs/pictures/", import.meta.url))
  : undefined;

let site: RinglineSite;
let films: string;
const browsers: RunningChromium[] = [];

beforeAll(async () => {
  films = await mkdtemp(join(tmpdir(), "ringline-films-"));
  site = await RinglineSite.start();
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await site?.stop();
  await rm(films, { recursive: true, force: true });
});

async function start(...flags: string[]): Promise<RunningChromium> {
  const chromium = await startChromium(flags);
  browsers.push(chromium);
  return chromium;
}

/** Somebody whose camera shows their portrait, and whose calls stand in a panel. */
async function arrive(id: Resident): Promise<Person> {
  const { portal, callServer } = site;
  const film = join(films, `${id}.y4m`);
  const { browser } = await start(`--use-file-for-fake-video-capture=${film}`);
  const context = { viewport: { width: 1280, height: 800 } };
  const person = await Person.signIn(browser, { id, name: NAMES[id], portal, callServer, context });
  await person.context.addInitScript(() => {
    window.open = () => null;
  });
  return person;
}

async function takePicture({ page }: Person, colorScheme: "light" | "dark"): Promise<Buffer> {
  await page.emulateMedia({ colorScheme });
  return page.screenshot(FOLDER ? { path: join(FOLDER, `call-${colorScheme}.png`) } : {});
}

it("[E2E30] shows the demo with a call in progress, light and dark", async () => {
  const studio = await start();
  const page = await studio.browser.newPage();
  await page.goto(`${site.portal}/?as=erin`);
  for (const id of ["anna", "bob"])
    await filmPortrait(page, `/portraits/${id}.svg`, join(films, `${id}.y4m`));
  const anna = await arrive("anna");
  const bob = await arrive("bob");
  await anna.goTo("/people");
  await bob.goTo("/stream");

  const annaCall = await anna.callInPanel(bob.name);
  const bobCall = await bob.answerInPanel(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await anna.page.evaluate(() => window.scrollTo(0, 0));
  if (FOLDER) await mkdir(FOLDER, { recursive: true });
  const light = await takePicture(anna, "light");
  const dark = await takePicture(anna, "dark");
  await annaCall.hangUp();

  expect(light.byteLength).toBeGreaterThan(20_000);
  expect(dark.equals(light)).toBe(false);
}, 120_000);
