import { describe, expect, it } from "vitest";
import { LossyLine } from "./lossy-line.ts";
import { publish, remoteCall, Site, subscribe, type Transport, until } from "./site.ts";

const ROOT = "/eXo/Application/WebConferencing";
const CALL = `${ROOT}/call/g/design`;

/** A call of Anna's with Bob, who comes over the line. */
async function callOver(site: Site, transport: Transport, acknowledges = true) {
  const line = await LossyLine.to(site.url);
  const anna = await site.member("anna");
  const bob = await site.member("bob", { transport, acknowledges, url: line.url });
  const info = { owner: "anna", ownerType: "user", provider: "glimpse", participants: "anna;bob" };
  const create = { command: "create", id: "g/design", ...info };
  await remoteCall(anna, "/webconferencing/calls", create);
  const heard: unknown[] = [];
  const reply = await subscribe(bob, CALL, heard);
  if (!reply.successful) throw new Error(reply.error);
  const say = async (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) await publish(anna, CALL, { n });
  };
  return { line, anna, bob, heard, say };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n: n + 1 }));

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
    const told: (string | undefined)[] = [];
    bob.addListener("/meta/connect", ({ successful, error }) => {
      if (!successful) told.push(error);
    });
    const again = new Promise<boolean | undefined>((resolve) =>
      bob.addListener("/meta/handshake", ({ reestablish }) => resolve(reestablish)),
    );
    await say(1, 1);
    await until(() => heard.length === 1);

    line.lose();
    await say(2, 30);
    line.break();

    expect(await again).toBe(true);
    expect(told).toContainEqual(expect.stringMatching(/^402::Messages were lost/));
  });
});
