import "./node-window.ts";
import { PortalCometD } from "@ringline/cometd/browser";
import type { Message } from "cometd";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Site, until } from "./site.ts";

const OWN = "/eXo/Application/WebConferencing/user/anna";

async function portal(site: Site, rest: object = {}): Promise<PortalCometD> {
  const cometd = new PortalCometD();
  cometd.configure({
    url: `${site.url}/cometd`,
    exoId: "anna",
    exoToken: await site.token("anna"),
    logLevel: "warn",
    backoffIncrement: 50,
    ...rest,
  });
  onTestFinished(() => cometd.disconnect());
  return cometd;
}

const answered = (run: (callback: (message: Message) => void) => void) => new Promise<Message>(run);

describe("the object that older pages know as cCometD", () => {
  it("[BAYEUX18] begins a session for whatever is asked first, and keeps the order", async () => {
    const site = await Site.start();
    const cometd = await portal(site);
    expect([cometd.isDisconnected(), cometd.getStatus(), cometd.getClientId()]).toEqual([
      true,
      "disconnected",
      null,
    ]);

    const [subscribed, called] = await Promise.all([
      answered((done) => cometd.subscribe(OWN, () => {}, {}, done)),
      answered((done) => cometd.remoteCall("/webconferencing/calls", { command: "x" }, done)),
    ]);

    expect(subscribed).toMatchObject({ successful: true, subscription: OWN });
    expect(JSON.parse(called.data)).toMatchObject({ code: "CLIENT_ERROR" });
    expect(cometd.isDisconnected()).toBe(false);
    expect(site.sessions).toBe(1);
  });

  it("[BAYEUX18] refuses what waits when nobody can be signed in", async () => {
    const site = await Site.start();
    const cometd = await portal(site, { exoToken: "nonsense" });

    const called = await answered((done) => cometd.remoteCall("/webconferencing/calls", {}, done));

    expect(called).toMatchObject({ successful: false });
    expect(called.error).toMatch(/^401::/);
    await until(() => cometd.isDisconnected());
  });

  it("[BAYEUX18] fetches a token for each new session", async () => {
    const site = await Site.start();
    const getToken = vi.fn(() => site.token("anna"));
    const cometd = await portal(site, { exoToken: undefined, getToken });

    const first = await answered((done) => cometd.handshake(done));
    cometd.disconnect();
    await until(() => cometd.getStatus() === "disconnected");
    const second = await answered((done) => cometd.handshake({}, done));

    expect([first.successful, second.successful]).toEqual([true, true]);
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it.each(["websocket", "long-polling"])(
    "[BAYEUX18] begins anew over %s with a fresh token when its own has run out",
    async (transport) => {
      const site = await Site.start();
      const getToken = vi.fn(() => site.token("anna"));
      const cometd = await portal(site, { exoToken: undefined, getToken });
      for (const other of cometd.getTransportTypes())
        if (other !== transport) cometd.unregisterTransport(other);
      const subscribed = vi.fn();
      cometd.subscribe(OWN, () => {}, {}, subscribed);
      await until(() => subscribed.mock.calls.length === 1);

      await site.stop();
      cometd.configure({ exoToken: "one that ran out while the machine slept" });
      await site.start();
      await until(() => subscribed.mock.calls.length === 2);

      expect(getToken).toHaveBeenCalledTimes(2);
      const answer = await answered((done) =>
        cometd.remoteCall("/webconferencing/calls", { command: "x" }, done),
      );
      expect(JSON.parse(answer.data)).toMatchObject({ code: "CLIENT_ERROR" });
    },
  );

  it("[BAYEUX18] asks the site again, less and less often, while nobody is signed in there, and no more once it is disconnected", async () => {
    const site = await Site.start();
    let isSignedIn = false;
    const getToken = vi.fn(async () => {
      if (!isSignedIn) throw new Error("signed out");
      return site.token("anna");
    });
    const cometd = await portal(site, { exoToken: undefined, getToken });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const subscribed = vi.fn();
    cometd.subscribe(OWN, () => {}, {}, subscribed);

    await vi.advanceTimersByTimeAsync(60_000);
    const asked = getToken.mock.calls.length;
    cometd.disconnect();
    await vi.advanceTimersByTimeAsync(600_000);
    const afterwards = getToken.mock.calls.length;
    vi.useRealTimers();
    isSignedIn = true;
    cometd.handshake();
    await until(() => subscribed.mock.calls.length === 1);

    expect([asked, afterwards]).toEqual([6, 6]);
  });

  it("[BAYEUX16] [BAYEUX18] begins anew after a restart of the server, with what was subscribed and is still", async () => {
    const site = await Site.start();
    const cometd = await portal(site);
    const again = vi.fn();
    const off = cometd.subscribe("/eXo/Application/WebConferencing/user/bob", () => {});
    cometd.subscribe(OWN, () => {}, {}, again);
    await until(() => again.mock.calls.length === 1);
    const id = cometd.getClientId();
    cometd.unsubscribe(off);
    const renewed = vi.fn();
    cometd.addListener("/meta/handshake", renewed);

    await site.stop();
    await site.start();
    await until(() => again.mock.calls.length === 2);

    expect(cometd.getClientId()).not.toBe(id);
    expect(renewed).toHaveBeenCalledWith(expect.objectContaining({ reestablish: true }));
  });

  it("[BAYEUX18] tells of a listener that throws, and takes scopes and batches", async () => {
    const site = await Site.start();
    const cometd = await portal(site);
    const onListenerException = vi.fn();
    Object.assign(cometd, { onListenerException });
    cometd.addListener("/meta/subscribe", () => {
      throw new Error("a page's own");
    });
    const scope = { heard: () => {} };
    await answered((done) => cometd.handshake(done));

    const done = vi.fn();
    cometd.batch(() => {
      cometd.subscribe(OWN, scope, "heard", {}, done);
      expect(done).not.toHaveBeenCalled();
    });
    await until(() => done.mock.calls.length === 1);

    expect(onListenerException).toHaveBeenCalledOnce();
  });

  it("[BAYEUX12] [BAYEUX18] says who the page is for to the server, and to nobody else", async () => {
    const site = await Site.start();
    const cometd = await portal(site);
    const sent: Message[] = [];
    class Tapped extends WebSocket {
      override send(data: string): void {
        sent.push(...(JSON.parse(data) as Message[]));
        super.send(data);
      }
    }
    vi.stubGlobal("window", { ...window, WebSocket: Tapped });
    onTestFinished(() => void vi.unstubAllGlobals());
    await answered((done) => cometd.publish("/eXo/Application/WebConferencing/call/x", {}, done));

    const fields = Object.fromEntries(sent.map((one) => [one.channel, "exoToken" in one]));
    expect(fields["/meta/handshake"]).toBe(true);
    expect(fields["/eXo/Application/WebConferencing/call/x"]).toBe(false);
  });
});
