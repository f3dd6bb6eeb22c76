import fc from "fast-check";
import { expect, it } from "vitest";
import WebSocket from "ws";
import { handshake, post, Site } from "./site.ts";

/** Whether somebody can still come in. */
async function serves(site: Site): Promise<boolean> {
  const reply = await handshake(site.cometd(), { exoToken: await site.token("zoe") });
  return reply.successful === true;
}

const CHANNELS = [
  "/meta/handshake",
  "/meta/connect",
  "/meta/subscribe",
  "/meta/unsubscribe",
  "/meta/disconnect",
  "/meta/other",
  "/service/webconferencing/calls",
  "/service/webconferencing/logs",
  "/eXo/Application/WebConferencing/user/anna",
  "/eXo/Application/WebConferencing/call/p/anna@bob",
];

/** Messages that are nearly right. */
function messages(clientId: string) {
  const odd = fc.oneof(fc.jsonValue(), fc.constant(undefined));
  const message = fc.record(
    {
      channel: fc.oneof(fc.constantFrom(...CHANNELS), odd),
      id: fc.oneof(fc.string(), odd),
      clientId: fc.oneof(fc.constant(clientId), odd),
      data: odd,
      subscription: fc.oneof(
        fc.constantFrom(...CHANNELS),
        fc.array(fc.constantFrom(...CHANNELS)),
        odd,
      ),
      advice: fc.oneof(fc.constant({ timeout: 0 }), odd),
      ext: fc.oneof(fc.record({ ack: odd, ringline: odd }), odd),
      connectionType: odd,
      version: fc.oneof(fc.constant("1.0"), odd),
      supportedConnectionTypes: odd,
      exoId: odd,
      exoToken: odd,
    },
    { requiredKeys: ["channel"] },
  );
  return fc.oneof(fc.array(message, { maxLength: 4 }), message, fc.jsonValue());
}

it("[BAYEUX4] whatever is posted or sent, the door answers and serves on", async () => {
  const limits = { holdMs: 20, findMs: 0, refusedPerMinute: 10_000, messageBurst: 10_000 };
  const site = await Site.start({ limits });
  const anna = await site.member("anna");
  const socket = new WebSocket(`${site.url.replace("http", "ws")}/cometd`);
  await new Promise((resolve) => socket.once("open", resolve));

  await fc.assert(
    fc.asyncProperty(messages(anna.getClientId() ?? ""), async (body) => {
      const { status, text } = await post(site, body ?? null);
      expect([200, 400]).toContain(status);
      expect(JSON.parse(text)).toBeInstanceOf(Array);
      expect(text).not.toContain("500::");
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(body ?? null));
    }),
    { numRuns: 150 },
  );

  expect(await serves(site)).toBe(true);
});

it.each<[string, number, { body: string; type?: string; method?: string }]>([
  ["another method", 405, { body: "", method: "PUT" }],
  ["another type", 415, { body: "[]", type: "text/plain" }],
  ["a body without end", 413, { body: "x".repeat(70_000) }],
  ["bytes that are no text", 400, { body: "\xff\xfe" }],
  ["no JSON", 400, { body: "][" }],
])(
  "[BAYEUX4] answers %s with %i",
  async (_, status, { body, type = "application/json", method = "POST" }) => {
    const site = await Site.start();

    const response = await fetch(`${site.url}/cometd`, {
      method,
      headers: { "content-type": type },
      body,
    });
    await response.text();

    expect(response.status).toBe(status);
    expect(await serves(site)).toBe(true);
  },
);

it("[BAYEUX4] closes a socket that goes on sending no messages", async () => {
  const site = await Site.start();
  const socket = new WebSocket(`${site.url.replace("http", "ws")}/cometd`);
  await new Promise((resolve) => socket.once("open", resolve));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));

  for (let n = 0; n < 10; n += 1) socket.send(n % 2 === 0 ? "][" : Buffer.from([1, 2, 3]));

  expect(await closed).toBe(1_008);
  expect(await serves(site)).toBe(true);
});
