import { describe, expect, it } from "vitest";
import { handshake, post, publish, Site, subscribe, type Transport, until } from "./site.ts";

const TRANSPORTS: Transport[] = ["websocket", "long-polling"];
const USER = "/eXo/Application/WebConferencing/user/";

describe.each(TRANSPORTS)("a session over %s", (transport) => {
  it("[BAYEUX10] listens to its own person's channel and to nobody else's", async () => {
    const site = await Site.start();
    const anna = await site.member("anna", { transport });

    expect(await subscribe(anna, `${USER}anna`)).toMatchObject({ successful: true });
    expect(await subscribe(anna, `${USER}bob`)).toMatchObject({
      successful: false,
      error: "403::Subscribing to other user not possible",
    });
    expect(await subscribe(anna, "/eXo/Application/WebConferencing/**")).toMatchObject({
      successful: false,
      error: "404::No such channel",
    });
  });

  it.each([`${USER}anna`, `${USER}bob`, "/meta-other", "/service/other"])(
    "[BAYEUX10] publishes nothing on %s",
    async (channel) => {
      const site = await Site.start();
      const anna = await site.member("anna", { transport });

      const reply = await publish(anna, channel, { eventType: "call_state" });

      expect(reply).toMatchObject({ successful: false, error: "403::Nobody may publish here" });
    },
  );

  it("[BAYEUX6] ends when the client says goodbye, and what comes after is told to begin anew", async () => {
    const site = await Site.start();
    const anna = await site.member("anna", { transport });
    const clientId = anna.getClientId();
    anna.disconnect();
    await until(() => site.sessions === 0);

    const { text } = await post(site, [{ channel: "/meta/connect", clientId, id: "9" }]);

    expect(text).toContain('"successful":false');
    expect(text).toContain("402::The client said goodbye");
  });

  it("[BAYEUX9] goes on with a newer token of its person", async () => {
    const site = await Site.start({ limits: { tokenLeewayMs: 0 } });
    const cometd = site.cometd({ transport });
    await handshake(cometd, { exoToken: await site.token("anna", { seconds: 3 }) });
    const id = cometd.getClientId();
    const token = await site.token("anna", { seconds: 300 });
    const reply = await new Promise<{ successful?: boolean }>((resolve) => {
      const how = { ext: { ringline: { token } } };
      cometd.subscribe(`${USER}anna`, () => {}, how, resolve);
    });
    expect(reply.successful).toBe(true);

    await new Promise((resolve) => setTimeout(resolve, 3_500));

    expect(cometd.getClientId()).toBe(id);
    expect(site.sessions).toBe(1);
  });

  it("[BAYEUX9] does not become somebody else's", async () => {
    const site = await Site.start();
    const anna = await site.member("anna", { transport });
    const publishAs = async (props: object) =>
      new Promise<{ error?: string }>((resolve) =>
        anna.publish("/service/webconferencing/calls", {}, props, resolve),
      );

    const stolen = await publishAs({ ext: { ringline: { token: await site.token("bob") } } });
    const claimed = await publishAs({ exoId: "bob" });

    expect(stolen.error).toBe("403::This token is somebody else's");
    expect(claimed.error).toBe("403::exoId is not the person of the token");
  });

  it("[BAYEUX9] ends in words when its token runs out", async () => {
    const site = await Site.start({ limits: { tokenLeewayMs: 0 } });
    const cometd = site.cometd({ transport });
    const errors: (string | undefined)[] = [];
    cometd.addListener("/meta/connect", ({ successful, error }) => {
      if (!successful) errors.push(error);
    });
    await handshake(cometd, { exoToken: await site.token("anna", { seconds: 2 }) });

    await until(() => errors.length > 0);

    expect(errors[0]).toBe("401::The token ran out");
  });

  it("[BAYEUX5] bounds subscriptions and messages", async () => {
    const limits = { subscriptionsPerSession: 0, messageBurst: 10, messagesPerSecond: 0.1 };
    const site = await Site.start({ limits });
    const anna = await site.member("anna", { transport });

    expect((await subscribe(anna, `${USER}anna`)).error).toBe("429::Too many subscriptions");
    const replies = await Promise.all(Array.from({ length: 12 }, () => publish(anna, "/a", {})));

    expect(
      replies.filter(({ error }) => error === "429::Too many messages").length,
    ).toBeGreaterThan(1);
  });
});

describe("an unknown session", () => {
  it.each([
    "/meta/connect",
    "/meta/subscribe",
    "/meta/disconnect",
    "/service/webconferencing/calls",
  ])("[BAYEUX6] is told to begin anew on %s", async (channel) => {
    const site = await Site.start();

    const { text } = await post(site, [{ channel, id: "1", clientId: "nobody" }]);

    expect(JSON.parse(text)).toEqual([
      {
        channel,
        id: "1",
        successful: false,
        error: "402::Unknown client",
        advice: { reconnect: "handshake", interval: 0 },
      },
    ]);
  });
});
