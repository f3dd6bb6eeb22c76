import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ServerOptions } from "../../server-options.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../../testing/passing.ts";
import { answer, type Device, place, TestServer } from "../../testing/test-server.ts";
import { type Received, Receiver, status } from "../../webhooks/testing/receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** As the specification's text says, with nothing of ours. */
function isSignedBy(secret: string, { headers, text }: Received): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
  const expected = createHmac("sha256", key).update(signed).digest("base64");
  return (headers["webhook-signature"] ?? "").split(" ").includes(`v1,${expected}`);
}

describe("webhooks", () => {
  let receiver: Receiver;
  let server: TestServer;
  let admin: Device;
  let anna: Device;
  let bob: Device;
  const start = async (options: Partial<ServerOptions> = {}) => {
    const endpoints = [{ id: "site", url: receiver.url, secret: SECRET }];
    server = await TestServer.start({
      webhooks: { endpoints, allow: [receiver.origin] },
      limits: { ringsPerPair: 100 },
      ...options,
    });
    admin = await server.device("root", { claims: { roles: ["admin"] } });
    anna = await server.device("anna");
    bob = await server.device("bob");
  };
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    await server.close();
    receiver.close();
  });

  const talk = async () => {
    const { call } = await place(anna, "bob");
    await answer(bob, call.id);
    await bob.socket.request("calls.leave", { call: call.id });
    return call.id;
  };

  it("[HOOK1] [HOOK6] a call is told as it happens, signed as the specification says", async () => {
    await start();
    const call = await talk();

    const received = await receiver.atLeast(3);

    expect(receiver.types).toEqual(["call.ringing", "call.answered", "call.ended"]);
    expect(received[2]?.body).toMatchObject({
      data: { call: { id: call, phase: "ended", endReason: "hung-up" } },
    });
    expect(received.every((one) => isSignedBy(SECRET, one))).toBe(true);
    expect(
      isSignedBy(`whsec_${Buffer.alloc(32, 8).toString("base64")}`, received[0] as Received),
    ).toBe(false);
    const [first] = received;
    const age = Date.now() / 1_000 - Number(first?.headers["webhook-timestamp"]);
    expect(Math.abs(age)).toBeLessThan(5);
    expect(first?.headers["content-type"]).toBe("application/json");
  });

  it("[HOOK6] an endpoint gets a secret that is told once; a new one signs beside it for a day", async () => {
    await start({ webhooks: { allow: [receiver.origin] } });
    const put = { endpoint: "crm", url: receiver.url, events: ["call.ended" as const] };
    const made = await admin.socket.request("webhooks.put", put);
    const again = await admin.socket.request("webhooks.put", { endpoint: "crm", isOn: true });
    const rotated = await admin.socket.request("webhooks.put", {
      endpoint: "crm",
      newSecret: true,
    });
    await talk();

    const received = await receiver.atLeast(1);
    const listed = await admin.socket.request("webhooks.list", {});

    expect(made).toMatchObject({ endpoint: { id: "crm", isOn: true, secrets: 1, from: "stored" } });
    expect(again.secret).toBeUndefined();
    expect(rotated.secret).not.toBe(made.secret);
    expect(
      [made, rotated].map(({ secret = "" }) => isSignedBy(secret, received[0] as Received)),
    ).toEqual([true, true]);
    expect(listed.endpoints).toMatchObject([{ id: "crm", secrets: 2, events: ["call.ended"] }]);
    expect(JSON.stringify(listed)).not.toContain("whsec_");
    expect(receiver.types).toEqual(["call.ended"]);
  });

  it("[HOOK6] what an administrator stores stands over the settings, until it is removed", async () => {
    await start();
    await admin.socket.request("webhooks.put", { endpoint: "site", isOn: false });
    const off = await admin.socket.request("webhooks.list", {});
    await talk();
    await admin.socket.request("webhooks.put", { endpoint: "site", events: ["call.missed"] });
    const changed = await admin.socket.request("webhooks.list", {});
    await admin.socket.request("webhooks.remove", { endpoint: "site" });
    const again = await admin.socket.request("webhooks.list", {});

    expect(off.endpoints).toMatchObject([{ isOn: false, from: "configuration", secrets: 1 }]);
    expect(changed.endpoints).toMatchObject([{ from: "stored", events: ["call.missed"] }]);
    expect(again.endpoints).toMatchObject([{ from: "configuration", isOn: true, events: [] }]);
    expect(receiver.received).toEqual([]);
  });

  it("[HOOK10] a new endpoint changes none of its name, be it stored or of the settings", async () => {
    await start({
      webhooks: {
        endpoints: [{ id: "site", url: receiver.url, secret: SECRET }],
        allow: [receiver.origin],
      },
    });
    const make = (endpoint: string) => {
      const input = { endpoint, url: `${receiver.origin}/new`, isNew: true } as const;
      return admin.socket.request("webhooks.put", input);
    };
    const made = await make("crm");
    const refused = await Promise.all(
      [make("crm"), make("site")].map((one) => one.catch((e) => e)),
    );
    const { endpoints } = await admin.socket.request("webhooks.list", {});

    expect(made.secret).toMatch(/^whsec_/u);
    expect(refused).toMatchObject([
      { code: "invalid-input", detail: "endpoint: there is one called crm" },
      { code: "invalid-input", detail: "endpoint: there is one called site" },
    ]);
    expect(endpoints).toMatchObject([
      { id: "crm", from: "stored", isConfigured: false, secrets: 1 },
      { id: "site", from: "configuration", isConfigured: true, url: receiver.url },
    ]);
  });

  it("[HOOK6] a bad URL, secret or event is refused, and an unknown endpoint not found", async () => {
    await start();
    const refusals = [
      { endpoint: "x", url: "http://127.0.0.1:1/" },
      { endpoint: "x", url: "https://127.0.0.1/" },
      { endpoint: "x" },
      { endpoint: "X", url: receiver.url },
      { endpoint: "x", url: receiver.url, secret: "whsec_short" },
      { endpoint: "x", url: receiver.url, events: ["call.everything"] },
    ].map((input) => admin.socket.request("webhooks.put", input as never).catch((e) => e.code));
    const unknown = [
      admin.socket.request("webhooks.remove", { endpoint: "x" }).catch((e) => e.code),
      admin.socket.request("webhooks.test", { endpoint: "x" }).catch((e) => e.code),
      admin.socket.request("webhooks.replay", { endpoint: "x" }).catch((e) => e.code),
    ];

    expect(await Promise.all(refusals)).toEqual([
      "url-not-allowed",
      "url-not-allowed",
      "invalid-input",
      "invalid-input",
      "invalid-input",
      "invalid-input",
    ]);
    expect(await Promise.all(unknown)).toEqual(["not-found", "not-found", "not-found"]);
    await expect(anna.socket.request("webhooks.list", {})).rejects.toMatchObject({
      code: "not-allowed",
    });
  });

  it("[HOOK9] rotations and switches at the same time are all in effect", async () => {
    await start({ webhooks: { allow: [receiver.origin] } });
    await admin.socket.request("webhooks.put", { endpoint: "crm", url: receiver.url });
    const rotated = await Promise.all([
      admin.socket.request("webhooks.put", { endpoint: "crm", newSecret: true }),
      admin.socket.request("webhooks.put", { endpoint: "crm", isOn: true }),
      admin.socket.request("webhooks.put", { endpoint: "crm", events: ["call.ended"] }),
    ]);
    await talk();

    const [received] = await receiver.atLeast(1);

    expect(isSignedBy(rotated[0]?.secret ?? "", received as Received)).toBe(true);
    expect(receiver.types).toEqual(["call.ended"]);
  });

  it("[HOOK9] what waited for an endpoint is not sent to the next one of its name", async () => {
    await start({ webhooks: { allow: [receiver.origin] } });
    const put = { endpoint: "crm", url: receiver.url };
    await admin.socket.request("webhooks.put", put);
    receiver.answer = status(503);
    await talk();
    await receiver.atLeast(1);
    await admin.socket.request("webhooks.remove", { endpoint: "crm" });
    receiver.answer = status(204);
    const before = receiver.received.length;

    await admin.socket.request("webhooks.put", put);
    const { deliveries } = await admin.socket.request("webhooks.deliveries", { endpoint: "crm" });
    await admin.socket.request("webhooks.test", { endpoint: "crm" });

    expect(deliveries).toEqual([]);
    expect(receiver.types.slice(before)).toEqual(["webhook.test"]);
  });

  it("[HOOK6] a test is sent at once, also to one that is off, and told with what came back", async () => {
    await start();
    await admin.socket.request("webhooks.put", { endpoint: "site", isOn: false });

    const good = await admin.socket.request("webhooks.test", { endpoint: "site" });
    receiver.answer = status(500);
    const bad = await admin.socket.request("webhooks.test", { endpoint: "site" });

    expect(good).toMatchObject({ isDelivered: true, status: 204 });
    expect(bad).toMatchObject({ isDelivered: false, status: 500, problem: "answered 500" });
    expect(receiver.types).toEqual(["webhook.test", "webhook.test"]);
    expect(isSignedBy(SECRET, receiver.received[0] as Received)).toBe(true);
  });

  it("[HOOK2] [HOOK4] a failed one is repeated with its own id, and holds up its call alone", async () => {
    const clock = new HandTurnedClock();
    await start({ clock, times: PATIENT });
    receiver.answer = ({ body }, response) =>
      void response.writeHead(body.type === "call.ringing" ? 500 : 200).end();
    const first = await talk();
    await receiver.atLeast(1);
    await pass(clock, 4_000);
    const before = receiver.types;
    receiver.answer = (_received, response) => void response.writeHead(200).end();
    await pass(clock, 4_000);
    const received = await receiver.atLeast(4);
    const { deliveries } = await admin.socket.request("webhooks.deliveries", { endpoint: "site" });

    expect(before).toEqual(["call.ringing"]);
    expect(receiver.types).toEqual(["call.ringing", "call.ringing", "call.answered", "call.ended"]);
    expect(received[1]?.id).toBe(received[0]?.id);
    expect(received[1]?.text).toBe(received[0]?.text);
    expect(deliveries.at(-1)).toMatchObject({ attempts: 2, state: "delivered", subject: first });
  });

  it("[HOOK5] 410 switches the endpoint off and says so; what waited can be replayed", async () => {
    await start();
    receiver.answer = status(410);
    await talk();
    await receiver.atLeast(1);
    const gone = async () => (await admin.socket.request("webhooks.list", {})).endpoints[0];
    while ((await gone())?.isOn) await new Promise((resolve) => setTimeout(resolve, 10));
    const seen = await gone();
    await talk();
    receiver.answer = status(200);
    await admin.socket.request("webhooks.put", { endpoint: "site", isOn: true });
    await admin.socket.request("webhooks.replay", { endpoint: "site" });

    await receiver.atLeast(4);

    expect(seen).toMatchObject({ isOn: false, problem: "gone", waiting: 0 });
    expect(receiver.types).toEqual(["call.ringing", "call.ringing", "call.answered", "call.ended"]);
    expect(await gone()).toMatchObject({ isOn: true, dead: 0 });
    expect((await gone())?.problem).toBeUndefined();
  });

  it("[HOOK4] a receiver that hangs delays nobody else", async () => {
    const other = await Receiver.start();
    await start({
      webhooks: {
        endpoints: [
          { id: "hangs", url: receiver.url, secret: SECRET },
          { id: "works", url: other.url, secret: SECRET },
        ],
        allow: [receiver.origin, other.origin],
      },
    });
    receiver.answer = () => {};
    const began = performance.now();
    for (let calls = 0; calls < 6; calls += 1) await talk();

    await other.atLeast(18);

    expect(performance.now() - began).toBeLessThan(5_000);
    expect(receiver.received.length).toBe(4);
    other.close();
  });

  it("[HOOK1] an erased person is told of", async () => {
    await start();

    await admin.socket.request("people.erase", { person: "bob" });

    const [received] = await receiver.atLeast(1);
    expect(received?.body).toMatchObject({ type: "person.erased", data: { person: "bob" } });
  });

  it("[HOOK8] nothing of what is told or shown holds a token, a secret or a name of a device", async () => {
    await start();
    await talk();
    const received = await receiver.atLeast(3);
    const shown = await admin.socket.request("webhooks.deliveries", {});

    const text = received.map((one) => one.text).join() + JSON.stringify(shown);
    expect(text).not.toMatch(/browser|secret|token|Anna|Bob|hook\?key/u);
  });
});
