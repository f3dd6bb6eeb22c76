import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { FrameServer } from "./testing/frame-server.ts";
import { openPage, settle, startServer, until } from "./testing/pages.ts";

describe("a page whose network comes and goes", () => {
  const window = new EventTarget();

  beforeEach(() => {
    vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
    vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("[CLIENT5] tries at once when the network is back", async () => {
    const server = await FrameServer.start();
    const { client } = openPage(server);
    await client.ready;
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { port } = server;
    await server.stop();
    await until(() => client.state === "connecting");
    await settle(600);
    const again = await FrameServer.start(port);
    onTestFinished(() => again.stop());

    const from = performance.now();
    window.dispatchEvent(new Event("online"));
    await until(() => client.state === "connected");

    expect(performance.now() - from).toBeLessThan(500);
  });

  it("[CLIENT5] tries at once when the page is looked at, whichever page leads", async () => {
    const server = await FrameServer.start();
    const pages = [openPage(server, { visible: false }), openPage(server, { visible: false })];
    await Promise.all(pages.map(({ client }) => client.ready));
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { port } = server;
    await server.stop();
    await until(() => pages.every(({ client }) => client.state === "connecting"));
    await settle(600);
    const again = await FrameServer.start(port);
    onTestFinished(() => again.stop());

    const from = performance.now();
    pages.find(({ client }) => !client.isLeader)?.show();
    await until(() => pages.every(({ client }) => client.state === "connected"));

    expect(performance.now() - from).toBeLessThan(500);
  });

  it("[CLIENT15] closes its socket when it goes and is back when it is shown again", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;

    window.dispatchEvent(new Event("pagehide"));
    await until(() => server.sockets.size === 0);
    expect(client.state).toBe("connecting");
    window.dispatchEvent(new Event("pageshow"));
    await until(() => client.state === "connected");

    expect(server.hellos).toHaveLength(2);
  });
});
