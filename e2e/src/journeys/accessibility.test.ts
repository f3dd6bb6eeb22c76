import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults } from "../harness/axe.ts";
import { Town } from "../harness/town.ts";

const PATHS = ["/", "/stream", "/people", "/people/bob", "/rooms/design", "/documents/roadmap"];

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  const context = { colorScheme };

  it("[E2E21] every page of the demo is without a fault", async () => {
    const anna = await town.arrive("anna", { context });
    const faults: string[] = [];
    for (const path of PATHS) {
      await anna.goTo(path);
      await anna.page.evaluate(async () => void (await globalThis.ringline?.ready));
      faults.push(...(await accessibilityFaults(anna.page)).map((fault) => `${path} ${fault}`));
    }

    expect(faults).toEqual([]);
  });

  it("[E2E21] card, bar and call page are without a fault", async () => {
    const anna = await town.arrive("anna", { context });
    const bob = await town.arrive("bob", { context });
    await anna.goTo("/people/bob");
    const annaCall = await anna.call(bob.name);
    await bob.card(anna.name).waitFor();
    await annaCall.says("Ringing…");
    const ringing = [
      ...(await accessibilityFaults(bob.page)),
      ...(await accessibilityFaults(annaCall.view)),
    ];
    const bobCall = await bob.answer(anna.name);
    await bobCall.flows();
    await anna.page.getByRole("region", { name: `Call with ${bob.name}` }).waitFor();
    const talking = [
      ...(await accessibilityFaults(anna.page)),
      ...(await accessibilityFaults(bobCall.view)),
    ];
    await bobCall.hangUp();
    await annaCall.says(`${bob.name} has hung up.`);
    const over = await accessibilityFaults(annaCall.view);

    expect({ ringing, talking, over }).toEqual({ ringing: [], talking: [], over: [] });
  });
});

it("[E2E22] a small screen needs no sideways scrolling, and the call stands in a panel", async () => {
  const context = { viewport: { width: 320, height: 640 }, hasTouch: true };
  const carol = await town.arrive("carol", { context });
  const dave = await town.arrive("dave", { context });
  const wide: string[] = [];
  for (const path of PATHS) {
    await carol.goTo(path);
    if (await isTooWide(carol.page)) wide.push(path);
  }

  await carol.goTo("/people/dave");
  const carolCall = await carol.callInPanel(dave.name);
  await dave.card(carol.name).waitFor();
  if (await isTooWide(dave.page)) wide.push("card");
  const daveCall = await dave.answerInPanel(carol.name);
  await Promise.all([carolCall.flows(), daveCall.flows()]);
  if (await isTooWide(dave.page)) wide.push("panel");
  const faults = [
    ...(await accessibilityFaults(dave.page)),
    ...(await accessibilityFaults(daveCall.view)),
  ];
  await carolCall.hangUp();
  await daveCall.says(`${carol.name} has hung up.`);
  await Promise.all([carolCall.closes(), daveCall.closes()]);

  expect({ wide, faults }).toEqual({ wide: [], faults: [] });
});

it.each([
  { width: 320, height: 900 },
  { width: 1280, height: 800 },
])(
  "[E2E83] card, notice, bar and the site's own chat do not lie on each other: %o",
  async (viewport) => {
    const anna = await town.arrive("anna", { context: { viewport } });
    const bob = await town.arrive("bob");
    await anna.goTo("/stream");
    await bob.goTo("/people/anna");
    await bob.call(anna.name);
    await anna.card(bob.name).waitFor();

    // Again where the call changes meanwhile: the page then draws what there is, without what the test has put there.
    await expect.poll(() => overlapsOf(anna.page)).toEqual({ count: 4, lie: [], cut: [] });
  },
);

/** What lies on each other or is cut off, with a notice and a bar beside the card: of a missed call, and of one in another window. */
function overlapsOf(page: Page): Promise<{ count: number; lie: string[]; cut: string[] }> {
  return page.evaluate(async () => {
    const layer = document.querySelector("ringline-call-layer") as HTMLElement & {
      rings: { caller: object }[];
      notices: object[];
      running: object;
    };
    const [ring] = layer.rings;
    layer.notices = [{ type: "missed", caller: ring?.caller, count: 1 }];
    layer.running = { ...ring, phase: "active", startedAt: new Date().toISOString() };
    await new Promise((resolve) => setTimeout(resolve, 300));
    const floating = [
      ...(layer.shadowRoot?.querySelectorAll(
        "ringline-incoming-call, ringline-notice, ringline-call-bar",
      ) ?? []),
    ];
    const boxes = [...floating, ...document.querySelectorAll(".mini-chat")].map((element) => ({
      name: element.localName,
      box: element.getBoundingClientRect(),
    }));
    const pairs = boxes.flatMap((one, at) =>
      boxes.slice(at + 1).map((other) => [one, other] as const),
    );
    const lie = pairs.filter(
      ([{ box: a }, { box: b }]) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
    );
    const cut = boxes.filter(
      ({ box }) => box.left < 0 || box.right > document.documentElement.clientWidth,
    );
    return {
      count: boxes.length,
      lie: lie.map(([one, other]) => `${one.name} ${other.name}`),
      cut: cut.map(({ name }) => name),
    };
  });
}
