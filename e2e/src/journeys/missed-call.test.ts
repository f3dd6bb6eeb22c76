import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E60] a missed call is in the badge on every page, in the history, and can be called back", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  const elsewhere = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const call = await anna.call(bob.name);
  await bob.card(anna.name).waitFor();
  await call.hangUp();

  const calls = { name: "Calls 1 missed call" };
  await bob.page.getByRole("link", calls).waitFor();
  await elsewhere.page.getByRole("link", calls).waitFor();

  await bob.page.getByRole("link", calls).click();
  const row = bob.page.getByRole("list", { name: "Your calls" }).getByRole("listitem").first();
  await row.getByText("Missed call").waitFor();
  await row.getByText(anna.name).waitFor();

  // Looked at, it is counted nowhere any more.
  await elsewhere.page.getByRole("link", { name: "Calls", exact: true }).waitFor();
  await bob.page.getByRole("link", { name: "Calls", exact: true }).waitFor();

  const back = await bob.call(anna.name);
  const annas = await anna.answer(bob.name);
  await annas.flows();
  await back.hangUp();
  await anna.goTo("/calls");

  const annasRows = anna.page.getByRole("list", { name: "Your calls" }).getByRole("listitem");
  await annasRows.nth(1).waitFor();
  const texts = (await annasRows.allInnerTexts()).map((text) => text.replace(/\s+/gu, " "));
  expect(texts[0]).toContain("Incoming call");
  expect(texts[1]).toContain("Outgoing call Cancelled");
});
