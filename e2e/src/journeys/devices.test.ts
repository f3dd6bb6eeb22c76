import { afterAll, afterEach, beforeAll, it } from "vitest";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E12] every device rings, one answers, the other says where", async () => {
  const anna = await town.arrive("anna");
  const desk = await town.arrive("bob");
  const laptop = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(desk.name);
  await Promise.all([desk.card(anna.name).waitFor(), laptop.card(anna.name).waitFor()]);
  const deskCall = await desk.answer(anna.name);

  await laptop.card(anna.name).waitFor({ state: "detached", timeout: 2_000 });
  await laptop.page.getByText(/^Answered on /).waitFor();
  await Promise.all([annaCall.flows(), deskCall.flows()]);
  await annaCall.hangUp();
});

it("[E2E12] a call that is declined on one device is quiet on the other", async () => {
  const carol = await town.arrive("carol");
  const desk = await town.arrive("bob");
  const laptop = await town.arrive("bob");
  await carol.goTo("/people/bob");

  const carolCall = await carol.call(desk.name);
  await laptop.card(carol.name).waitFor();
  await desk.decline(carol.name);

  await laptop.card(carol.name).waitFor({ state: "detached", timeout: 2_000 });
  await carolCall.says(`${desk.name} declined the call.`);
});

it("[E2E13] a device that arrives while it rings, rings", async () => {
  const anna = await town.arrive("anna");
  await town.arrive("dave");
  await anna.goTo("/people/dave");
  const annaCall = await anna.call("Dave Tanaka");
  await annaCall.says("Ringing…");

  const late = await town.arrive("dave");

  const lateCall = await late.answer(anna.name);
  await Promise.all([annaCall.flows(), lateCall.flows()]);
  await lateCall.hangUp();
});

it("[E2E14] who chose do-not-disturb gets a quiet card, and the caller cannot tell", async () => {
  const anna = await town.arrive("anna");
  const erin = await town.arrive("erin");
  await erin.page.evaluate(async () =>
    (await globalThis.ringline?.ready)?.setStatus("do-not-disturb"),
  );

  const annaCall = await anna.callFor({ id: "erin", ringMs: 5_000 });
  await erin.card(anna.name).waitFor();

  await annaCall.says(`${erin.name} did not answer.`);
});
