import { setTimeout } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import type { ServerOptions } from "./server-options.ts";
import { newSecret, TestServer, tokenFor } from "./testing/test-server.ts";
import { randomName } from "./testing/test-socket.ts";

let server: TestServer;
afterEach(() => server.close());

/** A server whose policy takes its time until `release`; `asked`: it is being asked. */
async function slowServer(options: Partial<ServerOptions> = {}) {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const mayCall = async () => {
    ask();
    await released;
    return true;
  };
  server = await TestServer.start({ policy: { mayCall }, ...options });
  return { asked, release };
}

async function placeByRest(): Promise<Response> {
  const target = { type: "user", id: "bob" };
  const body = { key: randomName(), target, media: "video", seat: newSecret().seat };
  return fetch(`${server.url}/v1/calls`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await tokenFor("anna")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
}

it("[HTTP19] a call that is being placed while the server is closed is placed and answered", async () => {
  const { asked, release } = await slowServer();
  const placed = placeByRest();
  await asked;
  const began = performance.now();
  const closed = server.server.close();
  await setTimeout(100);
  release();

  const answer = await placed;
  await closed;

  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ call: { target: { type: "user", id: "bob" } } });
  expect(performance.now() - began).toBeLessThan(3_000);
});

it("[HTTP19] whoever asks between is told that the server goes, and everything is served until then", async () => {
  await slowServer({ times: { drainDelayMs: 500 } });
  const anna = await server.device("anna");
  const closed = server.server.close();

  const ready = await fetch(`${server.url}/readyz`);
  const called = await anna.socket.request("calls.list", {});
  const bob = await server.device("bob");
  const isOpenMeanwhile = bob.socket.socket.readyState === WebSocket.OPEN;
  await closed;

  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ ready: false, draining: true });
  expect(called).toMatchObject({ calls: [] });
  expect(isOpenMeanwhile).toBe(true);
  await expect(fetch(`${server.url}/readyz`)).rejects.toThrow();
});
