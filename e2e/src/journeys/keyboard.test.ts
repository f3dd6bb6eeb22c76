import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E23] a whole call by keyboard alone, as a screen reader reads it", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  await anna.callButton(bob.name).waitFor();

  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await anna.page.keyboard.press("Tab");
      const focused = anna.page
        .getByRole("button", { name, exact: true })
        .and(anna.page.locator(":focus"));
      if ((await focused.count()) > 0) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await tabTo(`Call ${bob.name}`);
  const annaCall = await anna.opensCallPage(() => anna.page.keyboard.press("Enter"));
  await bob.card(anna.name).waitFor();
  const card = await bob.card(anna.name).ariaSnapshot();
  const bobCall = await bob.opensCallPage(async () => {
    // The card takes no press in its first moments: it might have slid under a finger.
    await bob.page.waitForTimeout(500);
    await bob.page.keyboard.press("Enter");
  });
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  const controls = await controlsOf(bobCall);
  await bobCall.hangUpButton.focus();
  await bobCall.hangUpButton.press("Enter");
  await annaCall.says(`${bob.name} has hung up.`);

  expect(card).toContain(`alertdialog "${anna.name} is calling you"`);
  for (const name of ["Answer", "Decline", "Answer without video", "Close"])
    expect(card).toContain(`button "${name}"`);
  expect(controls).toEqual(
    expect.arrayContaining(["Mute microphone", "Turn camera off", "Hang up"]),
  );
});

/** The names of the buttons that Tab reaches on the call page, in their order. */
async function controlsOf({ view }: CallPage): Promise<string[]> {
  if (!("keyboard" in view)) throw new Error("the call page has no window of its own");
  const names = new Set<string>();
  for (let presses = 0; presses < 12; presses += 1) {
    await view.keyboard.press("Tab");
    const focused = view.locator(":focus");
    if ((await focused.count()) > 0) names.add((await focused.ariaSnapshot()).trim());
  }
  return [...names].flatMap((line) => /^- button "([^"]+)"/.exec(line)?.[1] ?? []);
}
