import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import type { Person } from "../harness/person.ts";
import { Town } from "../harness/town.ts";

let town: Town;
/** A conference system as they are: it cuts itself loose from whoever opened it. */
let system: Server;

beforeAll(async () => {
  system = createServer((_request, response) =>
    response
      .writeHead(200, { "content-type": "text/html", "cross-origin-opener-policy": "same-origin" })
      .end("<!doctype html><title>Meeting</title><h1>Meeting</h1>"),
  );
  system.listen(0, "127.0.0.1");
  await once(system, "listening");
  const template = `http://127.0.0.1:${(system.address() as AddressInfo).port}/{call}?name={name}`;
  const providers = JSON.stringify([{ id: "meet", title: "Meeting", template }]);
  town = await Town.open({ settings: { RINGLINE_LINK_PROVIDERS: providers } });
});
afterEach(() => town?.empty());
afterAll(async () => {
  await town?.close();
  system?.closeAllConnections();
  system?.close();
});

it("[E2E31] a call by a link rings, is answered, takes place elsewhere, and ends in our window", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  await anna.page.evaluate(() => {
    for (const mark of document.querySelectorAll<HTMLElement>("[data-call-user]"))
      mark.dataset.callProvider = "meet";
  });
  const annaCall = await anna.call(bob.name);
  await annaCall.says("Ringing…");
  const bobCall = await bob.answer(anna.name);
  for (const { view } of [annaCall, bobCall]) expect(view.url()).toContain("devices=none");
  const annaRoom = new URL((await enter(anna, annaCall)).url());
  const bobMeeting = await enter(bob, bobCall);
  const bobRoom = new URL(bobMeeting.url());

  expect(bobRoom.pathname).toBe(annaRoom.pathname);
  expect([annaRoom, bobRoom].map(({ searchParams }) => searchParams.get("name"))).toEqual([
    anna.name,
    bob.name,
  ]);
  await bobMeeting.close();
  await bobCall.view.waitForTimeout(1_500);
  await annaCall.view.getByRole("timer").waitFor();
  expect(await Promise.all([annaCall.liveTracks(), bobCall.liveTracks()])).toEqual([0, 0]);

  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);
  await Promise.all([annaCall.closes(), bobCall.closes()]);
});

it("[E2E32] whoever closes our window has left, and an unanswered link is a missed call", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  const annaCall = await place(anna, "bob");
  const bobCall = await bob.answer(anna.name);
  await enter(bob, bobCall);
  await (bobCall.view as Page).close({ runBeforeUnload: true });
  await annaCall.says(`${bob.name} has hung up.`, 15_000);
  await annaCall.closes();

  const second = await place(anna, "bob", 5_000);
  await bob.card(anna.name).waitFor();

  await second.says(`${bob.name} did not answer.`, 15_000);
  const missed = await bob.page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    return [...(client?.calls.values() ?? [])].at(-1)?.participants.map(({ state }) => state);
  });
  expect(missed).toContain("missed");
});

/** As a button of that provider does. */
function place(person: Person, id: string, ringMs = 45_000): Promise<CallPage> {
  return person.opensCallPage(() =>
    person.page.evaluate(
      async (call) => {
        const client = await globalThis.ringline?.ready;
        if (!client) throw new Error("ringline.js is not on this page");
        const { secret } = client.placeCall(
          { type: "user", id: call.id },
          { ringMs: call.ringMs, provider: "meet" },
        );
        window.open(`${client.server}/call?lang=en&devices=none#${secret}`, "_blank", "popup");
      },
      { id, ringMs },
    ),
  );
}

async function enter(person: Person, call: CallPage): Promise<Page> {
  const [opened] = await Promise.all([
    person.context.waitForEvent("page"),
    call.view.getByRole("button", { name: "Enter" }).click(),
  ]);
  await opened.getByRole("heading", { name: "Meeting" }).waitFor();
  return opened;
}
