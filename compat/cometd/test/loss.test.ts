import type { CometD } from "cometd";
import { describe, expect, it } from "vitest";
import { LossyLine } from "./lossy-line.ts";
import { publish, remoteCall, Site, subscribe, type Transport, until } from "./site.ts";

const ROOT = "/eXo/Application/WebConferencing";
const CALL = `${ROOT}/call/g/design`;

const INFO = {
  owner: "anna",
  ownerType: "user",
  provider: "glimpse",
  participants: "anna;bob",
};

/** A call of Anna's with Bob, who comes over the line. */
async function callOver(site: Site, transport: Transport, acknowledges = true) {
  const line = await LossyLine.to(site.url);
  const anna = await site.member("anna");
  const bob = await site.member("bob", { transport, acknowledges, url: line.url });
  const create = { command: "create", id: "g/design", ...INFO };
  await remoteCall(anna, "/webconferencing/calls", create);
  const heard: unknown[] = [];
  const reply = await subscribe(bob, CALL, heard);
  if (!reply.successful) throw new Error(reply.error);
  const say = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) await publish(anna, CALL, { n });
  };
  return { line, anna, bob, heard, say };
}

/** What a client is told of its lost session, and whether it then began another one. */
function lossOf(client: CometD) {
  const told: (string | undefined)[] = [];
  client.addListener("/meta/connect", ({ successful, error }) => {
    if (!successful) told.push(error);
  });
  const again = new Promise<boolean | undefined>((resolve) =>
    client.addListener("/meta/handshake", ({ reestablish }) => resolve(reestablish)),
  );
  return { told, again };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n: n + 1 }));

describe("a broken line between the door and the call server", () => {
  it("[BAYEUX8] is told in the channel when more was said than is kept, and what follows is heard", async () => {
    const site = await Site.start({ limits: { messageBurst: 1_000 } });
    const anna = await site.member("anna");
    const line = await LossyLine.to(site.url);
    site.way = line.url;
    const bob = await site.member("bob");
    const create = { command: "create", id: "g/design", ...INFO };
    await remoteCall(anna, "/webconferencing/calls", create);
    const heard: unknown[] = [];
    expect((await subscribe(bob, CALL, heard)).successful).toBe(true);
    const say = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => publish(anna, CALL, { n })));

    line.lose();
    for (let batch = 0; batch < 3; batch += 1)
      expect((await say(100)).every(({ successful }) => successful)).toBe(true);
    line.break();

    const told = JSON.stringify({
      code: "SERVER_ERROR",
      message: "Messages were lost",
      error: true,
    });
    await until(() => heard.includes(told));
    await publish(anna, CALL, { n: "after" });
    await until(() => JSON.stringify(heard.at(-1)) === '{"n":"after"}');
    expect(heard.length).toBeGreaterThan(200);
  });
});

describe("a broken line of a client that does not acknowledge", () => {
  it("[BAYEUX8] tells it over WebSocket that messages were lost, and what is said then is heard", async () => {
    const site = await Site.start();
    const { line, bob, heard, say } = await callOver(site, "websocket", false);
    const { told, again } = lossOf(bob);
    await say(1, 1);
    await until(() => heard.length === 1);

    line.lose();
    await say(2, 4);
    line.break();

    expect(await again).toBe(true);
    expect(told).toContain("402::Messages may be lost: the line broke");
    await subscribe(bob, CALL, heard);
    await say(5, 5);
    await until(() => heard.length === 2);
    expect(heard).toEqual([{ n: 1 }, { n: 5 }]);
  });

  it("[BAYEUX8] lets its session go on where nothing was on its way", async () => {
    const site = await Site.start();
    const { line, bob, heard, say } = await callOver(site, "websocket", false);
    const id = bob.getClientId();
    const connected = new Promise((resolve) => bob.addListener("/meta/connect", resolve));

    line.break();
    await connected;
    await say(1, 1);

    await until(() => heard.length === 1);
    expect(bob.getClientId()).toBe(id);
  });
});

describe.each<Transport>(["websocket", "long-polling"])("a broken line over %s", (transport) => {
  it("[BAYEUX7] loses, repeats and reorders nothing for a client that acknowledges", async () => {
    const site = await Site.start();
    const { line, bob, heard, say } = await callOver(site, transport);
    const id = bob.getClientId();
    await say(1, 5);
    await until(() => heard.length === 5);

    for (const from of [6, 11, 16]) {
      line.lose();
      await say(from, from + 4);
      line.break();
    }
    await say(21, 25);

    await until(() => heard.length >= 25);
    expect(heard).toEqual(numbers(25));
    expect(bob.getClientId()).toBe(id);
  });

  it("[BAYEUX8] tells a client that was away while too much was said", async () => {
    const site = await Site.start({ limits: { queueMessages: 20 } });
    const { line, bob, heard, say } = await callOver(site, transport);
    const { told, again } = lossOf(bob);
    await say(1, 1);
    await until(() => heard.length === 1);

    line.lose();
    await say(2, 30);
    line.break();

    expect(await again).toBe(true);
    expect(told).toContainEqual(expect.stringMatching(/^402::Messages were lost/));
  });
});
