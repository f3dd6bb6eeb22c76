import type { BrowserContext, Page } from "playwright-core";
import type { Figure } from "../figure.ts";
import { moment } from "../pages/stopwatch.ts";
import { openTown, type Town } from "./town.ts";

const ROUNDS = 7;

/** What a callee waits for: from the press of Answer to the first picture of the caller. */
export const answerToFrame: Figure = {
  name: "answer-to-first-frame",
  title: "press Answer → first remote frame, against a bare page opened by the same click",
  unit: "ms",
  aim: { atMost: 1.3 },
  async measure() {
    const town = await openTown();
    const [caller, callee] = [await town.profile(), await town.profile()];
    const desk = await town.visit(callee, "bob", "/stream");
    const phone = await town.visit(caller, "anna", "/people/bob");
    // Warm-up: the first pages come from the disk, the first pictures start the camera.
    await bareAnswer(town, [caller, callee], -1);
    await ourAnswer([phone, desk]);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const reference = await bareAnswer(town, [caller, callee], round);
      rounds.push({ reference, value: await ourAnswer([phone, desk]) });
    }
    await town.close();
    return rounds;
  },
};

async function bareAnswer(
  { barePort }: Town,
  [caller, callee]: readonly [BrowserContext, BrowserContext],
  round: number,
): Promise<number> {
  const origin = `http://127.0.0.1:${barePort}`;
  const callerPage = await caller.newPage();
  await callerPage.goto(`${origin}/call.html?calls&room=${round}`);
  await callerPage.waitForFunction(() => document.title === "Ready");
  const desk = await callee.newPage();
  await desk.goto(`http://localhost:${barePort}/#${round}`);
  const time = await answer(desk, "Answer");
  await Promise.all([callerPage.close(), desk.close()]);
  return time;
}

async function ourAnswer([phone, desk]: readonly [Page, Page]): Promise<number> {
  const [callerPage] = await Promise.all([
    phone.context().waitForEvent("page"),
    phone
      .getByRole("button", { name: /^Call Bob/ })
      .first()
      .click(),
  ]);
  await callerPage.getByText("Ringing…").first().waitFor();
  // The card takes no press in its first moments; and the caller's page is as ready as the bare one.
  await desk.waitForTimeout(1_000);
  const time = await answer(desk, "Answer");
  await callerPage.getByRole("button", { name: "Hang up" }).click();
  await desk.getByRole("region", { name: /^Call with/ }).waitFor({ state: "detached" });
  return time;
}

/** Presses a button that opens a call page; milliseconds until the first picture in it. */
async function answer(desk: Page, name: string): Promise<number> {
  const [page] = await Promise.all([
    desk.context().waitForEvent("page"),
    desk.getByRole("button", { name, exact: true }).click(),
  ]);
  const frame = await moment(page, "frame");
  const press = await moment(desk, "press");
  await page.close({ runBeforeUnload: false });
  return frame - press;
}
