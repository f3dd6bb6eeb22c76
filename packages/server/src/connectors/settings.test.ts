import type { ServerConnector, SettingsSchema } from "@ringline/connector-spi/server";
import type { ConnectorSettings } from "@ringline/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { type Device, place, TestServer } from "../testing/test-server.ts";

const ADMIN = { claims: { roles: ["admin"] } };

const schema: SettingsSchema = {
  type: "object",
  properties: {
    title: { type: "string", default: "Hall" },
    region: { type: "string" },
    servers: {
      type: "array",
      items: {
        type: "object",
        properties: { url: { type: "string" }, secret: { type: "string", writeOnly: true } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

interface HallSettings {
  title?: string;
  region?: string;
  servers?: { url: string; secret?: string }[];
}

/** Offers one provider by the title that is set, and remembers what it was started with. */
class Hall {
  readonly started: HallSettings[] = [];
  stopped = 0;

  readonly connector: ServerConnector<HallSettings> = {
    manifest: {
      ...plainConnector().manifest,
      id: "hall",
      settings: schema,
      parseSettings: (input) => {
        const settings = (input ?? {}) as HallSettings;
        if (settings.region === "nowhere") throw new Error("hall.region: there is no such region");
        return settings;
      },
    },
    start: async ({ settings }) => {
      if (settings.region === "away") throw new Error("the region does not answer");
      this.started.push(settings);
      const running = await plainConnector().start({} as never);
      const [provider] = plainConnector().manifest.providers;
      if (!provider) throw new Error("no provider");
      return {
        ...running,
        providers: [{ ...provider, title: settings.title ?? "Hall" }],
        admit: async () => ({ type: "session", connector: "hall", data: settings.title }),
        stop: async () => {
          this.stopped += 1;
        },
      };
    },
  };
}

const configured = {
  title: "Of the file",
  servers: [
    { url: "a", secret: "first secret" },
    { url: "b", secret: "second secret" },
  ],
};

let hall: Hall;
let server: TestServer;
let admin: Device;
beforeEach(async () => {
  hall = new Hall();
  const setup = { connector: hall.connector as ServerConnector, settings: configured };
  server = await TestServer.start({
    connectors: [{ ...setup, from: { title: "environment" } }],
    times: { connectorMs: 100 },
  });
  admin = await server.device("root", ADMIN);
});
afterEach(() => server.close());

const read = () => admin.socket.request("providers.settings", { connector: "hall" });
const configure = (settings: Record<string, unknown> | null): Promise<ConnectorSettings> =>
  admin.socket.request("providers.configure", { connector: "hall", settings });

describe("settings of a connector", () => {
  it("[CONN14] [CONN15] are shown with where each is from, and without secrets", async () => {
    const shown = await read();

    expect(shown).toMatchObject({
      connector: "hall",
      schema: { type: "object" },
      values: {
        title: "Of the file",
        servers: [
          { url: "a", secret: "kept:/servers/0/secret" },
          { url: "b", secret: "kept:/servers/1/secret" },
        ],
      },
      sources: { title: "environment", servers: "file", region: "default" },
      isStored: false,
      hasTest: false,
    });
    expect(JSON.stringify(shown)).not.toContain("first secret");
  });

  it("[CONN14] [CONN15] take effect at once when they are stored; a secret follows its server", async () => {
    const anna = await server.device("anna");
    const servers = [
      { url: "c", secret: "third secret" },
      { url: "b", secret: "kept:/servers/1/secret" },
    ];
    const shown = await configure({ title: "kept:/servers/0/secret", servers });
    const told = await anna.socket.next("providers");

    expect(hall.started.at(-1)?.servers).toEqual([
      { url: "c", secret: "third secret" },
      { url: "b", secret: "second secret" },
    ]);
    expect(hall.started.at(-1)?.title).toBe("kept:/servers/0/secret");
    expect(told.providers[0]?.title).toBe("kept:/servers/0/secret");
    expect(shown).toMatchObject({
      sources: { title: "stored", servers: "stored" },
      isStored: true,
    });

    const back = await configure(null);
    expect(back).toMatchObject({ values: { title: "Of the file" }, isStored: false });
    expect(hall.started.at(-1)).toEqual(configured);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["it does not take", { region: "nowhere" }, "invalid-input"],
    ["it does not start with", { region: "away" }, "connector-failed"],
    ["name a secret that is not there", { servers: [{ secret: "kept:/x" }] }, "invalid-input"],
    ["reach for a prototype", { servers: [{ secret: "kept:/__proto__" }] }, "invalid-input"],
    ["are too big", { title: "x".repeat(50_000) }, "too-big"],
  ])("[CONN14] that %s change nothing", async (_why, settings, code) => {
    const before = await read();

    await expect(configure(settings)).rejects.toMatchObject({ code });

    const { failure: _failure, ...after } = await read();
    expect(after).toEqual(before);
    const { providers } = await admin.socket.request("providers.list", {});
    expect(providers[0]).toMatchObject({ title: "Of the file", health: { ok: true } });
  });

  it("[CONN14] leave calls under way to the connector that has them", async () => {
    const anna = await server.device("anna");
    await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);

    await configure({ title: "New" });
    const { grant } = await seat.socket.request("calls.join", { call: call.id });

    expect(grant).toMatchObject({ data: "Of the file" });
    expect(hall.stopped).toBe(0);
    await anna.socket.request("calls.cancel", { call: call.id });
    await expect.poll(() => hall.stopped, { timeout: 4_000 }).toBe(1);
  });

  it("[AUDIT4] are written down with what they were and became, and without what their schema calls a secret", async () => {
    await configure({ title: "New", servers: [{ url: "c", secret: "third secret" }] });

    const { entries } = await admin.socket.request("audit.list", { action: "providers.configure" });

    expect(entries[0]).toMatchObject({
      input: {
        connector: "hall",
        settings: { title: "New", servers: [{ url: "c", secret: "***" }] },
      },
      before: { title: "Of the file" },
      after: { title: "New" },
      outcome: "done",
    });
    expect(JSON.stringify(entries)).not.toMatch(/first|second secret|third/);
  });

  it("[CONN14] are nobody's but an administrator's", async () => {
    const anna = await server.device("anna");

    for (const [operation, input] of [
      ["providers.settings", { connector: "hall" }],
      ["providers.configure", { connector: "hall", settings: null }],
    ] as const)
      await expect(anna.socket.request(operation, input)).rejects.toMatchObject({
        code: "not-allowed",
      });
  });
});
