import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { SILENT_UNTIL_TOUCHED } from "../harness/chromium.ts";
import { eventually } from "../harness/eventually.ts";
import type { Person } from "../harness/person.ts";
import { type Heard, heardIn, installSoundProbe, peek, reads } from "../harness/sound-probe.ts";
import { type Resident, Town } from "../harness/town.ts";

/** Of a tone that plays; it comes and goes. */
const AUDIBLE = 0.01;

let town: Town;

beforeAll(async () => {
  town = await Town.open({ flags: [SILENT_UNTIL_TOUCHED] });
});
afterEach(() => town.empty());
afterAll(() => town?.close());

/** Somebody whose page has just been opened: nobody has clicked or typed there yet. */
async function arriveUntouched(id: Resident): Promise<{ person: Person; page: Page }> {
  const person = await town.arrive(id);
  await person.context.addInitScript(installSoundProbe);
  const page = await person.openTab("/stream");
  await person.page.close();
  await peek(page, async () => void (await globalThis.ringline?.ready));
  return { person, page };
}

async function call(id: Resident): Promise<Page> {
  const anna = await town.arrive("anna");
  await anna.context.addInitScript(installSoundProbe);
  await anna.goTo(`/people/${id}`);
  return windowOf(await anna.call("Bob Okafor"));
}

function windowOf({ view }: CallPage): Page {
  if (!("context" in view)) throw new Error("the call is in a panel");
  return view;
}

async function isKeptSilent(page: Page, says: string): Promise<void> {
  await eventually(`says ${says}`, () => reads(page, says));
  const { isTouched, contexts, loudness } = await heardIn(page);
  expect({ isTouched, contexts, loudness }).toEqual({
    isTouched: false,
    contexts: ["suspended"],
    loudness: 0,
  });
}

async function sounds(page: Page, said: string): Promise<void> {
  await eventually("a tone is heard", async () => (await heardIn(page)).loudness > AUDIBLE);
  await eventually(`no longer says ${said}`, async () => !(await reads(page, said)));
}

/** The other side plays, aloud and without beginning anew. */
async function playsOn(page: Page): Promise<Heard> {
  const plays = async () => {
    const { remote } = await heardIn(page);
    return remote !== undefined && !remote.isPaused && remote.seconds > 0 ? remote : undefined;
  };
  const first = await eventually("the other side plays", plays, { withinMs: 20_000 });
  await sleep(4_000);
  const heard = await heardIn(page);
  expect(heard.remote).toMatchObject({ isPaused: false, isMuted: false });
  expect(heard.remote?.seconds).toBeGreaterThan(first.seconds + 3);
  return heard;
}

it("[E2E114] says what the browser keeps silent, and is heard from the first touch on", async () => {
  const { page } = await arriveUntouched("bob");
  const caller = await call("bob");
  const [inWindow, onCard] = ["Turn sound on", "Click anywhere to hear it ring"];
  await isKeptSilent(caller, inWindow);
  await isKeptSilent(page, onCard);

  await page.keyboard.press("a");
  await sounds(page, onCard);

  await caller.getByRole("button", { name: inWindow }).click();
  await sounds(caller, inWindow);

  await caller.getByRole("button", { name: "Hang up" }).click();
});

it("[E2E114] plays the other side aloud in windows that nobody touched", async () => {
  const { person: bob, page } = await arriveUntouched("bob");
  const caller = await call("bob");
  const callee = windowOf(await bob.answer("Anna Álvarez", "Answer", page));

  const heard = await Promise.all([playsOn(caller), playsOn(callee)]);

  expect(heard.map(({ isTouched }) => isTouched)).toEqual([false, false]);
  for (const one of [caller, callee]) expect(await reads(one, "Turn sound on")).toBe(false);
});
