import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import type { Person } from "../harness/person.ts";
import { rendererOf } from "../harness/renderers.ts";
import { openSocketsIn } from "../harness/socket-probe.ts";
import { Town } from "../harness/town.ts";

let town: Town;
/** A renderer that was stopped: it must run again before its browser can close. */
let frozen: number | undefined;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(async () => {
  if (frozen !== undefined) process.kill(frozen, "SIGCONT");
  frozen = undefined;
  await town.empty();
});
afterAll(() => town?.close());

/** What a page's own client says of itself. */
function clientOf(page: Page): Promise<{ isLeader: boolean; sounds: boolean }> {
  return page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    return { isLeader: client?.isLeader ?? false, sounds: client?.sounds ?? false };
  });
}

/** The page that holds the socket, and another one of the same profile. */
async function twoTabs(person: Person): Promise<{ leader: Page; follower: Page }> {
  await clientOf(person.page);
  const second = await person.openTab("/rooms/design");
  await eventually("both pages are connected", async () => {
    const states = await Promise.all([person.page, second].map(clientOf));
    return states.filter(({ isLeader }) => isLeader).length === 1;
  });
  const isFirst = (await clientOf(person.page)).isLeader;
  return isFirst
    ? { leader: person.page, follower: second }
    : { leader: second, follower: person.page };
}

declare global {
  var rings: number | undefined;
}

/** Counts from now on how often the page is told that it rings. */
function countRings(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    globalThis.rings = 0;
    client?.on("incomingCall", () => {
      globalThis.rings = (globalThis.rings ?? 0) + 1;
    });
  });
}

function ringsOn(page: Page): Promise<number | undefined> {
  return page.evaluate(() => globalThis.rings);
}

it("[E2E10] two tabs share one socket and one sound, and both show the card", async () => {
  const bob = await town.arrive("bob");
  const { leader, follower } = await twoTabs(bob);
  const anna = await town.arrive("anna");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(bob.name);
  await Promise.all([leader, follower].map((page) => bob.card(anna.name, page).waitFor()));
  const sounding = await Promise.all([leader, follower].map(clientOf));
  const sockets = await Promise.all([leader, follower].map(openSocketsIn));

  expect(sounding.filter(({ sounds }) => sounds)).toHaveLength(1);
  expect(sockets).toEqual([1, 0]);
  const bobCall = await bob.answer(anna.name, "Answer", follower);
  await bob.card(anna.name, leader).waitFor({ state: "detached", timeout: 2_000 });
  await bobCall.flows();
  await annaCall.hangUp();
});

it("[E2E11] when the page with the socket closes, another one goes on ringing", async () => {
  const bob = await town.arrive("bob");
  const { leader, follower } = await twoTabs(bob);
  const anna = await town.arrive("anna");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  await bob.card(anna.name, follower).waitFor();

  await leader.close();

  await eventually("the other page leads", async () => (await clientOf(follower)).isLeader, {
    withinMs: 2_000,
  });
  const bobCall = await bob.answer(anna.name, "Answer", follower);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await annaCall.hangUp();
});

it.each([
  { what: "frozen", signal: "SIGSTOP" },
  { what: "killed", signal: "SIGKILL" },
] as const)(
  "[E2E11] when the page with the socket is $what, another one rings",
  async ({ signal }) => {
    const bob = await town.arrive("bob");
    const { leader, follower } = await twoTabs(bob);
    const carol = await town.arrive("carol");
    await carol.goTo("/people/bob");
    await countRings(leader);
    await countRings(follower);
    const renderer = await rendererOf(leader, town.browserPid);

    process.kill(renderer, signal);
    if (signal === "SIGSTOP") frozen = renderer;
    const carolCall = await carol.call(bob.name);
    await bob.card(carol.name, follower).waitFor({ timeout: 3_000 });
    if (signal === "SIGSTOP") {
      // Awake again it finds the call ringing already: told once, like on every page.
      process.kill(renderer, "SIGCONT");
      frozen = undefined;
      await bob.card(carol.name, leader).waitFor();
      expect(await ringsOn(leader)).toBe(1);
      expect((await clientOf(leader)).isLeader).toBe(false);
    }
    expect(await ringsOn(follower)).toBe(1);
    const bobCall = await bob.answer(carol.name, "Answer", follower);

    await Promise.all([carolCall.flows(), bobCall.flows()]);
    await carolCall.hangUp();
  },
);
