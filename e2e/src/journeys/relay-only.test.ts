import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { eventually } from "../harness/eventually.ts";
import { Town } from "../harness/town.ts";
import { TurnServer, type TurnTransport } from "../harness/turn-server.ts";

/** As short as the settings allow: a call of a minute outlives three of them. */
const SHORT_SECONDS = 20;

let turn: TurnServer;
let town: Town;

async function open(transport: TurnTransport, lifetime: { lifetimeSeconds?: number } = {}) {
  turn = await TurnServer.start(transport);
  town = await Town.open({
    flags: await turn.browserFlags(),
    settings: {
      RINGLINE_WEBRTC_ICE_SERVERS: JSON.stringify([
        { urls: turn.url, secret: turn.secret, ...lifetime },
      ]),
      RINGLINE_WEBRTC_ICE_TRANSPORT_POLICY: "relay",
    },
  });
}

async function close() {
  await town?.close();
  await turn?.stop();
}

async function talk(): Promise<{ annaCall: CallPage; bobCall: CallPage }> {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  return { annaCall, bobCall };
}

/** By which name the page allocates: coturn reads the time until which it is good. */
async function userName({ view }: CallPage): Promise<string> {
  const names = await view.evaluate(() => {
    const connections = window.mediaProbe?.connections ?? [];
    const open = connections.filter(({ connectionState }) => connectionState !== "closed");
    const servers = open.flatMap((one) => one.getConfiguration().iceServers ?? []);
    return servers.map(({ username }) => username);
  });
  return names[0] ?? "";
}

/** When the account ends, in milliseconds since 1970. */
async function endOf(call: CallPage): Promise<number> {
  return Number.parseInt(await userName(call), 10) * 1_000;
}

describe.each<TurnTransport>(["udp", "tcp", "tls"])("a TURN server over %s", (transport) => {
  beforeAll(() => open(transport));
  afterEach(() => town?.empty());
  afterAll(close);

  it("[E2E18] a call goes through the relay alone, with credentials that end by themselves", async () => {
    const { annaCall, bobCall } = await talk();

    for (const call of [annaCall, bobCall]) {
      const { candidateTypes, relayProtocols } = await call.flow();
      expect([...new Set(candidateTypes)]).toEqual(["relay"]);
      expect([...new Set(relayProtocols)]).toEqual([transport]);
      expect(await userName(call)).toMatch(/^\d{10}:/);
      expect((await endOf(call)) - Date.now()).toBeLessThanOrEqual(3_600_000);
    }
    await annaCall.hangUp();
  });
});

describe("a call that is longer than its credentials", () => {
  beforeAll(() => open("udp", { lifetimeSeconds: SHORT_SECONDS }));
  afterEach(() => town?.empty());
  afterAll(close);

  it("[E2E92] is given new ones without a gap, and finds a new path with them", async () => {
    const { annaCall, bobCall } = await talk();
    const first = await endOf(annaCall);

    const until = Date.now() + 1.5 * SHORT_SECONDS * 1_000;
    while (Date.now() < until) {
      await Promise.all([annaCall.flows(5_000), bobCall.flows(5_000)]);
      for (const call of [annaCall, bobCall]) expect(await endOf(call)).toBeGreaterThan(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    expect(first).toBeLessThan(Date.now());
    // The server forgets every allocation: the new ones are made by the credentials of now.
    await turn.run();
    await Promise.all([annaCall.flows(40_000), bobCall.flows(40_000)]);

    // They are renewed all the time; none of the first ones is valid any more.
    const ends = () => [...turn.output.matchAll(/(\d{10}):/g)].map(([, end]) => end);
    await eventually("the server took new credentials", () => ends().length > 0);
    expect(Math.max(...ends().map(Number)) * 1_000).toBeGreaterThan(first);
    expect([...new Set((await annaCall.flow()).candidateTypes)]).toEqual(["relay"]);
    await annaCall.hangUp();
  });
});
