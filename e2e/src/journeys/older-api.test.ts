import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Administrator } from "../harness/administrator.ts";
import type { CallPage } from "../harness/call-page.ts";
import { eventually } from "../harness/eventually.ts";
import { leakIn } from "../harness/media-probe.ts";
import type { Person } from "../harness/person.ts";
import { type Resident, Town } from "../harness/town.ts";

const CONNECTORS = ["Glimpse", "Parley"] as const;
type Connector = (typeof CONNECTORS)[number];

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

/** Somebody who looks at the older portal; `path` is below it. */
async function visitor(id: Resident, path = "/portal/"): Promise<Person> {
  const person = await town.arrive(id);
  await person.goTo(path);
  return person;
}

/** The connector's own button next to a name, from the one that opens more ways if need be. */
async function pressFor(page: Page, connector: Connector, name: string): Promise<Locator> {
  const button = page.getByRole("button", {
    name: `${connector}: ${name}`,
    includeHidden: true,
  });
  const more = page.locator(".callButtonContainer:visible .dropdown-toggle").first();
  await button.waitFor({ state: "attached" });
  if (!(await button.isVisible())) await more.click();
  return button;
}

/** From a profile: the window that opens is the connector's. */
async function place(caller: Person, connector: Connector, callee: { id: string; name: string }) {
  await caller.goTo(`/portal/intranet/profile/${callee.id}`);
  return press(caller, connector, callee);
}

async function press(caller: Person, connector: Connector, callee: { name: string }) {
  const button = await pressFor(caller.page, connector, callee.name);
  const calling = await caller.opensCallPage(() => button.click());
  // The window opens with the press, and shows the call once there is one.
  await calling.view
    .getByText(/^(Calling|Connect)/)
    .first()
    .waitFor();
  return calling;
}

/** Where the place is one that somebody is chosen in. */
async function choose(page: Page, place: string, name: string): Promise<void> {
  if (place === "a profile") return;
  const isMini = place === "the mini chat";
  const chat = page.getByRole("complementary", { name: "Chat" });
  if (isMini) await chat.getByRole("button", { name: "Chat" }).click();
  const from = isMini ? chat : page.getByRole("main");
  await from.getByRole("button", { name, exact: true }).click();
}

function card(page: Page, caller: string): Locator {
  return page.getByRole("alertdialog", { name: `${caller} is calling you...` });
}

function answer(callee: Person, caller: string): Promise<CallPage> {
  const button = card(callee.page, caller).getByRole("button", { name: "Answer" });
  return callee.opensCallPage(() => button.click());
}

/** What the older path answers on a page of this person. */
function status(person: Person, id: string): Promise<string> {
  return person.page.evaluate(async (id) => {
    const answer = await fetch(`/portal/rest/state/status/${id}`);
    return ((await answer.json()) as { status: string }).status;
  }, id);
}

const bobs = { id: "bob", name: "Bob Okafor" };

it("[E2E70] [E2E72] people of the older portal call each other by a jQuery connector, with sound and picture, and are in a call meanwhile", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");
  const carol = await visitor("carol", "/people");

  const calling = await place(anna, "Glimpse", bobs);
  await card(bob.page, anna.name).waitFor();
  expect((await leakIn(calling.view)).bytes).toBe(0);
  const called = await answer(bob, anna.name);
  await Promise.all([calling.flows(), called.flows()]);
  await card(bob.page, anna.name).waitFor({ state: "hidden" });

  const row = carol.page.getByRole("main").getByRole("listitem").filter({ hasText: bob.name });
  await row.getByText("In a call").first().waitFor();
  expect(await status(carol, "bob")).toBe("donotdisturb");

  await calling.hangUp();
  await called.says("The call was stopped.");
  await Promise.all([calling.releasesDevices(), called.releasesDevices()]);
  await row.getByText("Available").first().waitFor();
});

// Pairs of their own: whoever rings the same person again and again is rung for quietly (RING).
it.each([
  { place: "a user card", from: "carol", to: "dave", page: "/portal/", other: "/portal/chat" },
  {
    place: "a profile",
    from: "dave",
    to: "erin",
    page: "/portal/intranet/profile/erin",
    other: "/portal/g/:spaces:meadow_team/meadow_team",
  },
  {
    place: "the mini chat",
    from: "dave",
    to: "carol",
    page: "/portal/intranet/profile/dave",
    other: "/portal/",
  },
  {
    place: "the chat",
    from: "erin",
    to: "carol",
    page: "/portal/chat",
    other: "/portal/intranet/profile/erin",
  },
] as const)(
  "[E2E78] a call begins at $place, rings on any page and screen, and is over when it is declined",
  async ({ place, from, to, page, other }) => {
    const context = { viewport: { width: 390, height: 760 } };
    const caller = await town.arrive(from, { context });
    const callee = await town.arrive(to, { context });
    await caller.goTo(page);
    await callee.goTo(other);

    await choose(caller.page, place, callee.name);
    const calling = await press(caller, "Glimpse", callee);
    const ring = card(callee.page, caller.name);
    await ring.waitFor();
    const tooWide = await callee.page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    await ring.getByRole("button", { name: "Decline" }).click();

    await calling.says("The call was stopped.");
    expect(tooWide).toBe(0);
  },
);

it("[E2E71] they call each other by a connector of classes and native promises, from the dropdown, and either hangs up", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");

  const calling = await place(anna, "Parley", bobs);
  const called = await answer(bob, anna.name);
  await Promise.all([calling.sounds(), called.sounds()]);

  await called.hangUp();
  await calling.says("The call was stopped.");
  await Promise.all([calling.releasesDevices(), called.releasesDevices()]);
});

it("[E2E73] a declined call is over for both, and rings no longer", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");

  const calling = await place(anna, "Glimpse", bobs);
  await card(bob.page, anna.name).getByRole("button", { name: "Decline" }).click();

  await calling.says("The call was stopped.");
  await calling.releasesDevices();
  expect(await card(bob.page, anna.name).count()).toBe(0);
});

// Ida was never here: of who has just gone it takes the ring's first seconds to know it.
it.each([
  { connector: "Glimpse", from: "bob" },
  { connector: "Parley", from: "anna" },
] as const)(
  "[EXO104] $connector says that who is off line cannot be reached, and leaves no window",
  async ({ connector, from }) => {
    const { page } = await visitor(from, "/portal/intranet/profile/admin");
    const button = await pressFor(page, connector, "Ida Moreau");

    const [popup] = await Promise.all([page.waitForEvent("popup"), button.click()]);

    const dialog = page.getByRole("alertdialog", { name: "Starting call error" });
    await dialog.getByText("Ida Moreau cannot be reached now").waitFor();
    await eventually("the window is closed", async () => popup.isClosed());
  },
);

it("[E2E74] a call that nobody took is a missed call in the history of the newer pages", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");

  const calling = await place(anna, "Glimpse", bobs);
  await card(bob.page, anna.name).waitFor();
  await calling.hangUp();
  await card(bob.page, anna.name).waitFor({ state: "hidden" });
  await bob.goTo("/calls");

  const row = bob.page.getByRole("list", { name: "Your calls" }).getByRole("listitem").first();
  await row.getByText("Missed call").waitFor();
  await row.getByText(anna.name).waitFor();
});

it("[E2E75] a connector that an administrator switches off by the older path leaves open pages, and comes back", async () => {
  const anna = await visitor("anna", "/portal/intranet/profile/bob");
  const admin = await town.arrive("admin");
  await pressFor(anna.page, "Glimpse", bobs.name);
  const button = anna.page.locator(".glimpseCall");

  expect(await switchGlimpse(admin, false)).toBe(false);
  await button.waitFor({ state: "detached" });
  await pressFor(anna.page, "Parley", bobs.name);
  expect(await switchGlimpse(admin, true)).toBe(true);

  await button.waitFor({ state: "attached" });
});

it("[E2E76] every page of the callee shows one card, one of them sounds, and one answer closes all", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");
  const second = await bob.openTab("/portal/chat");
  const newer = await bob.openTab("/stream");
  const pages = [bob.page, second];

  await place(anna, "Glimpse", bobs);
  await Promise.all(pages.map((page) => card(page, anna.name).waitFor()));
  const ringing = () =>
    Promise.all(pages.map((page) => page.evaluate(() => document.documentElement.dataset.ringing)));
  await eventually("one page rings", async () => (await ringing()).filter(Boolean).length === 1);
  expect(await newer.getByRole("alertdialog").count()).toBe(0);

  await second.bringToFront();
  await bob.opensCallPage(() =>
    card(second, anna.name).getByRole("button", { name: "Answer" }).click(),
  );

  await Promise.all(pages.map((page) => card(page, anna.name).waitFor({ state: "hidden" })));
  expect((await ringing()).filter(Boolean)).toEqual([]);
});

it("[E2E77] the call goes on while the page that placed it is left", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");

  const calling = await place(anna, "Glimpse", bobs);
  await anna.goTo("/portal/chat");
  const called = await answer(bob, anna.name);
  await Promise.all([calling.flows(), called.flows()]);
  await anna.goTo("/portal/");

  await Promise.all([calling.flows(), called.flows()]);
  await calling.hangUp();
  await called.says("The call was stopped.");
});

it("[E2E79] a space is called by the class connector: members answer, hear each other, leave, come back, and it ends with the last", async () => {
  const space = "/portal/g/:spaces:meadow_team/meadow_team";
  const anna = await visitor("anna", space);
  const bob = await visitor("bob", space);
  const carol = await visitor("carol");

  const annas = await press(anna, "Parley", { name: "Meadow team" });
  const bobCall = await answer(bob, "Meadow team");
  await Promise.all([annas.sounds(), bobCall.sounds()]);
  const carolCall = await answer(carol, "Meadow team");
  await eventually("carol hears both", async () => (await carolCall.flow()).connections === 2);
  await carolCall.sounds();

  await bobCall.hangUp();
  await bobCall.closes();
  await carolCall.sounds();
  const back = await press(bob, "Parley", { name: "Meadow team" });
  await back.sounds();

  await Promise.all([back.hangUp(), annas.hangUp()]);
  await carolCall.hangUp();
  await eventually("it is over", async () => (await stateOf(anna, "g/meadow_team")) === "stopped");
});

it("[E2E110] an error that a connector shows is found by its reference at /admin/", async () => {
  const anna = await visitor("anna");
  // A reference names its person, whom the page learns after it was loaded.
  await anna.page.waitForFunction(() => {
    const { webConferencing } = window as unknown as {
      webConferencing: { getUser(): { id: string } | undefined };
    };
    return webConferencing.getUser()?.id;
  });
  await anna.page.evaluate(() => {
    const { webConferencing } = window as unknown as {
      webConferencing: { getLog(type: string): { showError(...all: unknown[]): void } };
    };
    const broken = new Error("a broken connector");
    webConferencing.getLog("glimpse").showError("Message to log", broken, "Error title", "Sorry");
  });
  const dialog = anna.page.getByRole("alertdialog", { name: "Error title" });
  const reference = (await dialog.locator("code").textContent()) ?? "";

  const admin = new Administrator((await town.arrive("admin")).page);
  await admin.signIn(town.site);
  await admin.open("Log");
  await admin.page.getByRole("textbox", { name: "Reference" }).fill(reference);
  await admin.page.keyboard.press("Enter");

  await admin.page.getByText("a broken connector").first().waitFor();
});

/** As `getCall` says on the portal's page. */
function stateOf(person: Person, id: string): Promise<string> {
  return person.page.evaluate(async (id) => {
    const { webConferencing } = window as unknown as {
      webConferencing: { getCall(id: string): Promise<{ state: string }> };
    };
    return (await webConferencing.getCall(id)).state;
  }, id);
}

/** As the older administration page did. */
function switchGlimpse(admin: Person, active: boolean): Promise<boolean> {
  return admin.page.evaluate(async (active) => {
    const path = "/portal/rest/webconferencing/provider/glimpse/configuration";
    const body = new URLSearchParams({ active: String(active) });
    const answer = await fetch(path, { method: "POST", body });
    return ((await answer.json()) as { active: boolean }).active;
  }, active);
}

it("[E2E99] who is in such a call is knocked at by our own button's call, and answering it ends the older one", async () => {
  const anna = await visitor("anna");
  const bob = await visitor("bob");
  const carol = await visitor("carol", "/people/bob");
  const annas = await place(anna, "Glimpse", bobs);
  const called = await answer(bob, anna.name);
  await Promise.all([annas.flows(), called.flows()]);

  await bob.goTo("/stream");
  const carols = await carol.call(bob.name);
  const second = await bob.answer(carol.name, "End and answer");

  await annas.says("The call was stopped.");
  await Promise.all([carols.flows(), second.flows()]);
  await carols.hangUp();
});
