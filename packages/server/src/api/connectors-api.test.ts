import type { ConnectorContext, ServerConnector } from "@ringline/connector-spi/server";
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

it("[CONN16] a call that is placed while the connector goes ends with it", async () => {
  const { connectors } = server.server;
  const anna = await server.device("anna");
  await server.device("bob");
  await connectors.add({ connector: hall().connector, settings: {} });
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  const { manifest, start } = plainConnector();
  const slow: ServerConnector = {
    manifest: { ...manifest, id: "slow", providers: [] },
    start: async (context) => {
      await held;
      return start(context);
    },
  };

  // Changes come one after the other: the removal has looked for calls, and waits.
  const adding = connectors.add({ connector: slow, settings: {} });
  const removing = connectors.remove("hall");
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { call } = await place(anna, "bob", { provider: "hall" });
  goOn();
  const fate = await removing;
  await adding;
  const over = await anna.socket.next("call", (frame) => frame.call.phase === "ended");

  expect(fate.liveCalls).toEqual([call.id]);
  expect(over.call).toMatchObject({ id: call.id, problem: "provider-off" });
});

it("[CONN16] going, it leaves accounts, settings and keys for its return; erased, settings and keys are gone", async () => {
  const { connectors } = server.server;
  const admin = await server.device("root", { claims: { roles: ["admin"] } });
  const anna = await server.device("anna");
  const account = { type: "desk", title: "Desk number" };
  const storages: ConnectorContext["storage"][] = [];
  const { connector } = hall();
  const [provider] = connector.manifest.providers;
  const withMore = {
    manifest: {
      ...connector.manifest,
      providers: provider ? [{ ...provider, account }] : [],
      settings: {
        type: "object" as const,
        properties: { line: { type: "string" as const } },
        additionalProperties: false as const,
      },
    },
    start: (context: ConnectorContext) => {
      storages.push(context.storage);
      return connector.start(context);
    },
  };
  const setup = { connector: withMore, settings: { line: "configured" } };
  const line = async () =>
    (await admin.socket.request("providers.settings", { connector: "hall" })).values.line;
  const keys = async () => storages.at(-1)?.keys("");
  const accounts = async () => (await anna.socket.request("accounts.list", {})).accounts;
  const put = { type: "desk", fields: { name: "4711" } };

  await connectors.add(setup);
  await admin.socket.request("providers.configure", {
    connector: "hall",
    settings: { line: "stored" },
  });
  await storages.at(-1)?.put("counter", 1);
  await anna.socket.request("accounts.put", put);
  const fate = { connector: "hall", providers: ["hall"], liveCalls: [], accountTypes: ["desk"] };

  expect(await connectors.remove("hall")).toEqual({ ...fate, settings: "kept", storedKeys: 1 });
  expect(await accounts()).toEqual([]);
  await connectors.add(setup);
  expect([await line(), await keys()]).toEqual(["stored", ["counter"]]);
  expect(await accounts()).toEqual([{ ...put, source: "own" }]);

  expect(await connectors.fateOf("hall", { erase: true })).toMatchObject({ settings: "erased" });
  expect(await line()).toBe("stored");
  expect(await connectors.remove("hall", { erase: true })).toEqual({
    ...fate,
    settings: "erased",
    storedKeys: 1,
  });
  await connectors.add(setup);
  expect([await line(), await keys()]).toEqual(["configured", []]);
  expect(await accounts()).toEqual([{ ...put, source: "own" }]);
});
