import { afterEach, beforeEach, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { place, TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await TestServer.start({ times: { connectorMs: 100 } });
});
afterEach(() => server.close());

function hall() {
  let stops = 0;
  const { manifest, start } = plainConnector({
    stop: async () => {
      stops += 1;
    },
  });
  const [provider] = manifest.providers;
  if (!provider) throw new Error("no provider");
  const providers = [{ ...provider, id: "hall", title: "Hall" }];
  const connector = { manifest: { ...manifest, id: "hall", providers }, start };
  return { connector, stops: () => stops };
}

it("[CONN16] a connector comes while people are there, and goes with its calls", async () => {
  const { connectors } = server.server;
  const anna = await server.device("anna");
  await server.device("bob");
  const { connector, stops } = hall();

  await connectors.add({ connector, settings: {} });
  const come = await anna.socket.next("providers");
  const { call } = await place(anna, "bob", { provider: "hall" });
  const foreseen = await connectors.fateOf("hall");
  const fate = await connectors.remove("hall");
  const over = await anna.socket.next("call", (frame) => frame.call.phase === "ended");
  const gone = await anna.socket.next("providers", ({ providers }) => providers.length === 1);

  expect(come.providers.map(({ id }) => id)).toEqual(["plain", "hall"]);
  expect(fate).toEqual(foreseen);
  expect(fate).toEqual({
    connector: "hall",
    providers: ["hall"],
    liveCalls: [call.id],
    accountTypes: [],
    settings: "none",
    storedKeys: 0,
  });
  expect(over.call).toMatchObject({ endReason: "failed", problem: "provider-off" });
  expect(gone.providers.map(({ id }) => id)).toEqual(["plain"]);
  await expect.poll(stops, { timeout: 4_000 }).toBe(1);
});

it("[CONN16] what there is already does not come a second time, and what is not there does not go", async () => {
  const { connectors } = server.server;
  const { connector } = hall();
  const [provider] = connector.manifest.providers;
  const same = { ...connector.manifest, providers: [{ ...provider, id: "plain" }] };

  const twice = connectors.add({ connector: plainConnector(), settings: {} });
  const taken = connectors.add({
    connector: { ...connector, manifest: same } as typeof connector,
    settings: {},
  });

  await expect(twice).rejects.toMatchObject({ code: "invalid-input" });
  await expect(taken).rejects.toMatchObject({ code: "invalid-input" });
  await expect(connectors.remove("hall")).rejects.toMatchObject({ code: "not-found" });
});
