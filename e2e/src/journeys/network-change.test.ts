import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { eventually } from "../harness/eventually.ts";
import { FaultProxy } from "../harness/fault-proxy.ts";
import { Person } from "../harness/person.ts";
import { NAMES, Town } from "../harness/town.ts";
import { networksMissing, TwoNetworks } from "../harness/two-networks.ts";

/** G38: sound and picture are back by then, once there is a path. */
const BACK_MS = 5_000;

let town: Town;
let proxy: FaultProxy;
let networks: TwoNetworks;
let bob: Person;

/** Waits until this page gets pictures anew; answers when, after `from`. */
async function picturesAfter(call: CallPage, from: number): Promise<number> {
  const { framesDecoded } = await call.flow();
  const isBack = async () => (await call.flow()).framesDecoded > framesDecoded + 5;
  await eventually("pictures arrive again", isBack, { withinMs: 30_000 });
  return performance.now() - from;
}

describe.skipIf(networksMissing !== undefined)(
  `a computer that changes its network${networksMissing ? `: ${networksMissing}` : ""}`,
  () => {
    beforeAll(async () => {
      town = await Town.open();
      const { port, portal, callServer } = town.site;
      networks = new TwoNetworks();
      proxy = await FaultProxy.start(port, networks.address);
      const browser = await networks.startChromium({ port, server: proxy.port });
      bob = await Person.signIn(browser, { id: "bob", name: NAMES.bob, portal, callServer });
    });
    afterAll(async () => {
      await bob?.leave();
      await networks?.close();
      proxy?.close();
      await town?.close();
    });

    it("[E2E93] has sound and picture again within five seconds, both ways, in the same call", async () => {
      const anna = await town.arrive("anna");
      await anna.goTo("/people/bob");
      const annaCall = await anna.call(bob.name);
      const bobCall = await bob.answer(anna.name);
      await Promise.all([annaCall.flows(), bobCall.flows()]);

      networks.move();
      const from = performance.now();
      const back = await Promise.all([picturesAfter(annaCall, from), picturesAfter(bobCall, from)]);

      for (const ms of back) expect(ms).toBeLessThan(BACK_MS);
      await Promise.all([annaCall.flows(), bobCall.flows()]);
      await annaCall.hangUp();
      await bobCall.says(`${NAMES.anna} has hung up.`);
    });
  },
);
