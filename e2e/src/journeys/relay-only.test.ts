import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { Town } from "../harness/town.ts";
import { TurnServer } from "../harness/turn-server.ts";

let turn: TurnServer;
let town: Town;

beforeAll(async () => {
  turn = await TurnServer.start();
  const iceServers = [{ urls: `turn:127.0.0.1:${turn.port}?transport=udp`, secret: turn.secret }];
  town = await Town.open({
    settings: {
      RINGLINE_WEBRTC_ICE_SERVERS: JSON.stringify(iceServers),
      RINGLINE_WEBRTC_ICE_TRANSPORT_POLICY: "relay",
    },
  });
});
afterEach(() => town?.empty());
afterAll(async () => {
  await town?.close();
  await turn?.stop();
});

/** By which names the page allocates: coturn reads the time until which each is good. */
function userNames({ view }: CallPage): Promise<(string | undefined)[]> {
  return view.evaluate(() => {
    const connections = window.mediaProbe?.connections ?? [];
    const servers = connections.flatMap((one) => one.getConfiguration().iceServers ?? []);
    return servers.map(({ username }) => username);
  });
}

it("[E2E18] a call goes through the relay alone, with credentials that end by themselves", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  const [annaFlow] = await Promise.all([annaCall.flows(), bobCall.flows()]);

  expect([...new Set(annaFlow.candidateTypes)]).toEqual(["relay"]);
  const [user] = await userNames(annaCall);
  expect(user).toMatch(/^\d{10}:/);
  expect(Number.parseInt(user ?? "", 10) * 1_000 - Date.now()).toBeLessThanOrEqual(3_600_000);
  await annaCall.hangUp();
});
