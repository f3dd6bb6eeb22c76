import type { Page } from "playwright-core";
import type { Figure, Round } from "../figure.ts";
import { bareRoundTrip } from "../pages/round-trip.ts";
import { moment } from "../pages/stopwatch.ts";
import { openTown } from "./town.ts";

const ROUNDS = 15;
/** Until then nobody looks: to be asked costs the pages and the browser time, which they need for the ring. */
const UNDISTURBED_MS = 400;

/** How long after a press the card stands on the page that holds the socket. */
export const pressToLeader: Figure = {
  name: "press-to-card-leader",
  title: "press → card on the other page, which leads, against a bare round trip of these pages",
  unit: "ms",
  aim: { atMost: 5 },
  measure: () => measure("leader"),
};

/** …and on a page that hears of it through another tab. */
export const pressToFollower: Figure = {
  name: "press-to-card-follower",
  title: "press → card on the other page, which follows, against a bare round trip of these pages",
  unit: "ms",
  aim: { atMost: 5 },
  measure: () => measure("follower"),
};

async function measure(which: "leader" | "follower"): Promise<Round[]> {
  const town = await openTown();
  const [caller, callee] = [await town.profile(), await town.profile()];
  const leader = await town.visit(callee, "bob", "/stream");
  await leader.evaluate(async () => void (await globalThis.ringline?.ready));
  const desk = which === "leader" ? leader : await town.visit(callee, "bob", "/people/carol");
  const phone = await town.visit(caller, "anna", "/people/bob");
  await ring(phone, desk);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const reference = await bareRoundTrip(town.barePort, [phone, desk]);
    rounds.push({ reference, value: await ring(phone, desk) });
  }
  await town.close();
  return rounds;
}

/** Rings once and gives up; milliseconds from the press to the card. */
async function ring(phone: Page, desk: Page): Promise<number> {
  const before = await desk.evaluate(() => window.moments?.card ?? 0);
  const [callPage] = await Promise.all([
    phone.context().waitForEvent("page"),
    phone
      .getByRole("button", { name: /^Call Bob/ })
      .first()
      .click(),
  ]);
  await phone.waitForTimeout(UNDISTURBED_MS);
  const card = await moment(desk, "card", before);
  const press = await moment(phone, "press");
  await callPage.getByRole("button", { name: "Hang up" }).click();
  await desk.getByRole("alertdialog").waitFor({ state: "detached" });
  await phone.waitForTimeout(300);
  return card - press;
}
