import { TOKEN_TYPE } from "@ringline/protocol";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import {
  handshake,
  PUBLIC_URL,
  post,
  SECRET,
  SITE_ORIGIN,
  Site,
  type Transport,
  until,
} from "./site.ts";

const TRANSPORTS: Transport[] = ["websocket", "long-polling"];

/** A token that ran out an hour ago. */
function oldToken(person: string, secret = SECRET): Promise<string> {
  return new SignJWT({ name: person })
    .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE })
    .setSubject(person)
    .setAudience(PUBLIC_URL)
    .setIssuedAt(Math.floor(Date.now() / 1_000) - 4_000)
    .setExpirationTime(Math.floor(Date.now() / 1_000) - 3_600)
    .sign(new TextEncoder().encode(secret));
}

describe.each(TRANSPORTS)("a handshake over %s", (transport) => {
  it("[BAYEUX1] takes a token of the site and opens one session for its person", async () => {
    const site = await Site.start();
    const cometd = site.cometd({ transport });

    const reply = await handshake(cometd, {
      ext: { ringline: { token: await site.token("anna") } },
    });

    expect(reply).toMatchObject({ successful: true, version: "1.0" });
    expect(cometd.getClientId()).toMatch(/^[\w-]{22}$/);
    await until(() => cometd.getStatus() === "connected");
    expect(site.sessions).toBe(1);
  });

  it("[BAYEUX1] takes the older product's fields", async () => {
    const site = await Site.start();
    const exo = { exoId: "anna", exoToken: await site.token("anna") };

    const reply = await handshake(site.cometd({ transport }), exo);

    expect(reply.successful).toBe(true);
  });

  it.each<[string, RegExp, (site: Site) => Promise<object>]>([
    ["no token", /^401::A token is needed/, async () => ({})],
    ["no JWT", /^401::The token is not one/, async () => ({ exoToken: "nonsense" })],
    [
      "a token that the site did not sign",
      /^401::invalid-token: /,
      async () => ({ exoToken: await oldToken("anna", "some other secret of 32 bytes or more") }),
    ],
    [
      "a token that ran out",
      /^401::token-expired: /,
      async () => ({ exoToken: await oldToken("anna") }),
    ],
    [
      "somebody else's token",
      /^403::exoId is not the person of the token/,
      async (site) => ({ exoId: "anna", exoToken: await site.token("eve") }),
    ],
  ])("[BAYEUX2] refuses %s in words", async (_, error, propsOf) => {
    const site = await Site.start();
    const cometd = site.cometd({ transport });

    const reply = await handshake(cometd, await propsOf(site));

    expect(reply.successful).toBe(false);
    expect(reply.error).toMatch(error);
    expect(site.sessions).toBe(0);
    expect(reply.advice?.reconnect).toBe("none");
    await until(() => cometd.getStatus() === "disconnected");
  });
});

describe("the door", () => {
  const HANDSHAKE = [
    { channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: ["long-polling"] },
  ];

  it("[BAYEUX3] lets the pages of the site in, with what their browser asks for", async () => {
    const site = await Site.start();

    const preflight = await fetch(`${site.url}/cometd/handshake`, {
      method: "OPTIONS",
      headers: { origin: SITE_ORIGIN, "access-control-request-method": "POST" },
    });
    const { status, headers } = await post(site, HANDSHAKE, { origin: SITE_ORIGIN });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe(SITE_ORIGIN);
    expect(headers.get("access-control-allow-credentials")).toBe("true");
  });

  it.each(["https://evil.example", "null"])("[BAYEUX3] refuses pages of %s", async (origin) => {
    const site = await Site.start();

    const { status, headers } = await post(site, HANDSHAKE, { origin });

    expect(status).toBe(403);
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(await upgradeStatus(site, origin)).toBe(403);
    expect(await upgradeStatus(site, SITE_ORIGIN)).toBe(101);
  });

  it("[BAYEUX5] refuses handshakes from an address that guesses", async () => {
    const site = await Site.start({ limits: { refusedPerMinute: 3 } });
    const words = async () => (await post(site, HANDSHAKE)).text;

    for (let n = 0; n < 3; n += 1) expect(await words()).toContain("401::");

    expect(await words()).toContain("429::Too many refused handshakes");
  });

  it("[BAYEUX5] bounds how often one person comes", async () => {
    const site = await Site.start({ limits: { handshakesPerMinute: 2 } });
    const enter = async (person: string) =>
      handshake(site.cometd(), { exoToken: await site.token(person) });

    expect((await enter("anna")).successful).toBe(true);
    expect((await enter("anna")).successful).toBe(true);
    expect((await enter("anna")).error).toBe("429::Too many handshakes");
    expect((await enter("bob")).successful).toBe(true);
  });

  it("[BAYEUX5] bounds the sessions of one person, and takes one that was closed for it", async () => {
    const site = await Site.start({ limits: { sessionsPerPerson: 2 } });
    const first = await site.member("anna");
    await site.member("anna");
    const enter = async () => handshake(site.cometd(), { exoToken: await site.token("anna") });

    expect(await enter()).toMatchObject({
      successful: false,
      error: "429::Too many sessions of this person",
    });
    first.disconnect();
    await until(() => site.sessions === 1);

    expect((await enter()).successful).toBe(true);
  });

  it.each([true, { enabled: true }])(
    "[BAYEUX7] lets a client acknowledge that asks by %j",
    async (ack) => {
      const site = await Site.start();
      const [message] = HANDSHAKE;
      const exoToken = await site.token("anna");

      const { text } = await post(site, [{ ...message, exoToken, ext: { ack } }]);

      expect(JSON.parse(text)).toMatchObject([{ successful: true, ext: { ack: true } }]);
    },
  );

  it.each<[string, number]>([
    ["/cometd/", 200],
    ["/cometd/handshake", 200],
    ["/cometd/cometd", 200],
    ["/cometd/cometd/connect", 200],
    ["/cometd/other", 404],
    ["/cometdx", 404],
    ["/v1/cometd", 404],
  ])("[BAYEUX1] is at /cometd and what clients append: %s is %i", async (path, status) => {
    const site = await Site.start();

    const response = await fetch(`${site.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(HANDSHAKE),
    });
    await response.text();

    expect(response.status).toBe(status);
  });

  it("[BAYEUX1] says which version and transports it speaks", async () => {
    const site = await Site.start();
    const [message] = HANDSHAKE;

    const version = await post(site, [{ ...message, version: "2.0" }]);
    const types = await post(site, [{ ...message, supportedConnectionTypes: ["iframe"] }]);

    expect(version.text).toContain("Bayeux 1.0 is spoken here");
    expect(types.text).toContain("Connection types here: websocket, long-polling");
  });
});

async function upgradeStatus(site: Site, origin: string): Promise<number> {
  const { default: WebSocket } = await import("ws");
  const socket = new WebSocket(`${site.url.replace("http", "ws")}/cometd`, { origin });
  return new Promise((resolve) => {
    socket.on("error", () => {});
    socket.on("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
    socket.on("open", () => {
      socket.close();
      resolve(101);
    });
  });
}
