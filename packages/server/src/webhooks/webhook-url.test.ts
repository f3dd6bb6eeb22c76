import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendWebhook } from "./send.ts";
import { ok, Receiver, status } from "./testing/receiver.ts";
import { type Resolve, type Resolved, WebhookUrls } from "./webhook-url.ts";

const at = (...addresses: string[]): Resolved[] =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const publicly: Resolve = async () => at("8.8.8.8");

describe("the URL of a webhook", () => {
  it.each([
    "https://hooks.example.org/ringline",
    "https://hooks.example.org:443/x?y=z",
    "https://8.8.8.8/x",
    "https://[2606:4700:4700::1111]/x",
  ])("[HOOK7] may be %s", async (url) => {
    await expect(new WebhookUrls([], publicly).check(url)).resolves.toBeInstanceOf(URL);
  });

  it.each([
    "",
    "hooks.example.org",
    "http://hooks.example.org/",
    "ftp://hooks.example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:pass@hooks.example.org/",
    "https://hooks.example.org/#x",
    "https://hooks.example.org:8443/",
    "https://hooks.example.org:22/",
    "https://localhost/",
    "https://localhost./",
    "https://LOCALHOST/",
    "https://sub.localhost/",
    "https://portal/",
    "https://db.internal/",
    "https://printer.local/",
    "https://printer.local./",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://2130706433/",
    "https://①②⑦.0.0.1/",
    "https://0.0.0.0/",
    "https://0/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.1.1./",
    "https://[::1]/",
    "https://[::]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    `https://hooks.example.org/${"x".repeat(2_048)}`,
  ])("[HOOK7] may not be %s", async (url) => {
    await expect(new WebhookUrls([], publicly).check(url)).rejects.toMatchObject({
      code: "url-not-allowed",
    });
  });

  it.each([
    ["one inner address", at("10.0.0.1")],
    ["an outer and an inner one", at("8.8.8.8", "127.0.0.1")],
    ["an outer and an inner one of IPv6", at("8.8.8.8", "::ffff:127.0.0.1")],
  ])("[HOOK7] is refused when its name leads to %s", async (_name, addresses) => {
    const urls = new WebhookUrls([], async () => addresses);

    await expect(urls.check("https://hooks.example.org/")).rejects.toMatchObject({
      code: "url-not-allowed",
    });
  });

  it("[HOOK7] whose name leads nowhere today may do so tomorrow", async () => {
    const urls = new WebhookUrls([], () => Promise.reject(new Error("ENOTFOUND")));

    await expect(urls.check("https://hooks.example.org/")).resolves.toBeInstanceOf(URL);
  });

  it("[HOOK7] an origin that the settings list may be anywhere, and no other of that host", async () => {
    const urls = new WebhookUrls(["http://127.0.0.1:4999"]);

    await expect(urls.check("http://127.0.0.1:4999/hook")).resolves.toBeInstanceOf(URL);
    for (const url of ["http://127.0.0.1:5000/", "https://127.0.0.1:4999/", "http://127.0.0.1/"])
      await expect(urls.check(url)).rejects.toMatchObject({ code: "url-not-allowed" });
  });
});

describe("sending a webhook", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  const send = (url: string, urls: WebhookUrls, mostMs = 2_000) =>
    sendWebhook(
      { url, headers: { "webhook-id": "msg_1" }, body: "{}", signal: AbortSignal.timeout(mostMs) },
      urls,
    );
  const allowed = () => new WebhookUrls([receiver.origin]);

  it("[HOOK7] a name that was public at the check and is this machine at the sending is not connected to", async () => {
    const { port } = new URL(receiver.origin);
    const answers = [at("8.8.8.8"), at("127.0.0.1")];
    const urls = new WebhookUrls([], async () => answers.shift() ?? at("127.0.0.1"));
    await urls.check("https://rebind.example.org/");

    const outcome = await send("https://rebind.example.org/", urls);

    expect(outcome.isDelivered).toBe(false);
    expect(outcome.problem).toMatch(/not of the public internet/u);
    expect([receiver.received.length, port !== ""]).toEqual([0, true]);
  });

  it("[HOOK7] connects to the address that was checked, whatever the name says by then", async () => {
    let asked = 0;
    const { port } = new URL(receiver.origin);
    const origin = `http://elsewhere.invalid:${port}`;
    const urls = new WebhookUrls([origin], async () => {
      asked += 1;
      return at("127.0.0.1");
    });

    const outcome = await send(`${origin}/hook`, urls);

    expect(outcome).toEqual({ isDelivered: true, status: 204 });
    expect(receiver.received[0]?.headers.host).toBe(`elsewhere.invalid:${port}`);
    expect(asked).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])("[HOOK7] follows no redirect: %i", async (code) => {
    receiver.answer = status(code, { location: "http://169.254.169.254/" });

    const outcome = await send(receiver.url, allowed());

    expect(outcome).toMatchObject({ isDelivered: false, status: code });
    expect(receiver.received).toHaveLength(1);
  });

  it.each([
    ["400", status(400), { status: 400, problem: "answered 400" }],
    ["500", status(500), { status: 500, problem: "answered 500" }],
    ["429", status(429, { "retry-after": "7" }), { status: 429, retryAfterMs: 7_000 }],
    ["503", status(503, { "retry-after": "soon" }), { status: 503, problem: "answered 503" }],
    ["nothing", () => {}, { problem: "no answer in time" }],
  ])("[HOOK4] a receiver that answers %s has failed", async (_name, answer, outcome) => {
    receiver.answer = answer;

    expect(await send(receiver.url, allowed(), 300)).toMatchObject({
      isDelivered: false,
      ...outcome,
    });
  });

  it("[HOOK4] a receiver that hangs up, or is not there, has failed", async () => {
    receiver.answer = (_received, response) => void response.socket?.destroy();
    const hungUp = await send(receiver.url, allowed());
    receiver.close();
    const away = await send(receiver.url, allowed());

    expect(hungUp.problem).toBe("connection failed: ECONNRESET");
    expect(away.problem).toBe("connection failed: ECONNREFUSED");
  });

  it("[HOOK4] an answer without end is cut off, and its status counts", async () => {
    let sent = 0;
    const server = createServer((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.writable && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on("drain", more);
      more();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const closed = new Promise<void>((resolve) => {
      server.on("connection", (socket) => socket.on("close", () => resolve()));
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const outcome = await send(origin, new WebhookUrls([origin]));
    await closed;
    server.close();

    expect(outcome).toEqual({ isDelivered: true, status: 200 });
    expect(sent).toBeLessThan(20_000_000);
  });

  it("[HOOK4] a good answer is all that is needed", async () => {
    receiver.answer = ok;

    expect(await send(receiver.url, allowed())).toEqual({ isDelivered: true, status: 204 });
  });
});
