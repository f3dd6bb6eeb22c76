import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { FaultProxy } from "../harness/fault-proxy.ts";
import { Person } from "../harness/person.ts";
import { NAMES, Town } from "../harness/town.ts";

const CUT_MS = 35_000;

let town: Town;
let proxy: FaultProxy;
/** A browser that reaches the call server through the proxy alone, and other browsers directly. */
let behindProxy: RunningChromium;
let bob: Person;

beforeAll(async () => {
  town = await Town.open();
  proxy = await FaultProxy.start(town.site.port);
  const server = `127.0.0.1:${town.site.port}`;
  const { host } = new URL(proxy.url);
  behindProxy = await startChromium([`--host-resolver-rules=MAP ${server} ${host}`]);
});
afterEach(async () => {
  proxy?.set("pass");
  await bob?.leave();
  await town?.empty();
});
afterAll(async () => {
  await behindProxy?.close();
  proxy?.close();
  await town?.close();
});

/** Anna and Bob talk, he behind the proxy. */
async function talk(): Promise<{ annaCall: CallPage; bobCall: CallPage }> {
  const { portal, callServer } = town.site;
  const anna = await town.arrive("anna");
  bob = await Person.signIn(behindProxy.browser, {
    id: "bob",
    name: NAMES.bob,
    portal,
    callServer,
  });
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  return { annaCall, bobCall };
}

it("[E2E90] a call goes on for 35 seconds while one side alone has lost the server, and after it", async () => {
  const { annaCall, bobCall } = await talk();
  expect(proxy.connections).toBeGreaterThan(0);

  proxy.set("reset");
  const cutAt = performance.now();
  await annaCall.says(`${NAMES.bob} is reconnecting…`, 5_000);
  await bobCall.says("No connection to the server: the call goes on.");
  while (performance.now() - cutAt < CUT_MS) {
    await Promise.all([annaCall.flows(5_000), bobCall.flows(5_000)]);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  proxy.set("pass");

  const away = [
    bobCall.view.getByText("No connection to the server"),
    annaCall.view.getByText(`${NAMES.bob} is reconnecting…`),
  ];
  for (const words of away) await words.waitFor({ state: "detached", timeout: 20_000 });
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await annaCall.hangUp();
  await bobCall.says(`${NAMES.anna} has hung up.`);
});

it("[E2E91] who vanishes without a word is told as a lost connection, not as one who hung up", async () => {
  const { annaCall, bobCall } = await talk();

  // As a crash: the page says nothing more, to nobody.
  proxy.set("black-hole");
  await bobCall.view.evaluate(() => {
    for (const connection of window.mediaProbe?.connections ?? []) connection.close();
  });

  await annaCall.says(`${NAMES.bob} is reconnecting…`, 15_000);
  await annaCall.says(`The connection to ${NAMES.bob} was lost.`, 40_000);
  await annaCall.releasesDevices();
});
