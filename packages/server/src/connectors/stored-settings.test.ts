import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerConnector, SettingsSchema } from "@ringline/connector-spi/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { type Device, TestServer } from "../testing/test-server.ts";

const schema: SettingsSchema = {
  type: "object",
  properties: {
    title: { type: "string", default: "Hall" },
    seats: { type: "integer" },
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

const configuredWith = (secret: string) => ({
  seats: "12",
  servers: [{ url: "a", secret }],
});

let folder: string;
let server: TestServer;
let admin: Device;
let started: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-settings-"));
  await start("first secret");
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function start(secret: string): Promise<void> {
  started = [];
  const plain = plainConnector();
  const connector: ServerConnector = {
    manifest: { ...plain.manifest, id: "hall", settings: schema, parseSettings: (input) => input },
    test: async () => ({ checks: [] }),
    start: async (context) => {
      started.push(context.settings);
      return plain.start(context as never);
    },
  };
  const from = { seats: "environment", servers: "environment" } as const;
  server = await TestServer.start({
    database: `sqlite:${join(folder, "ringline.sqlite")}`,
    connectors: [{ connector, settings: configuredWith(secret), from }],
  });
  admin = await server.device("root", { claims: { roles: ["admin"] } });
}

const read = () => admin.socket.request("providers.settings", { connector: "hall" });
const save = (settings: Record<string, unknown>) =>
  admin.socket.request("providers.configure", { connector: "hall", settings });

async function database(): Promise<string> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "latin1")));
  return texts.join("");
}

it("[CONN19] what is saved as it was shown stays the configuration's, and is not copied", async () => {
  const { values, hasTest } = await read();
  expect(hasTest).toBe(true);

  const saved = await save({ ...values, title: "New" });

  expect(saved.sources).toEqual({
    title: "stored",
    seats: "environment",
    servers: "environment",
  });
  expect(started.at(-1)).toMatchObject({ servers: [{ url: "a", secret: "first secret" }] });
  expect(await database()).toContain("New");
  expect(await database()).not.toContain("first secret");

  await server.close();
  await start("rotated secret");
  expect(started.at(-1)).toMatchObject({
    title: "New",
    servers: [{ url: "a", secret: "rotated secret" }],
  });

  const back = await save({ ...(await read()).values, title: "Hall" });
  expect(back.isStored).toBe(false);
});

it("[CONN19] a secret of the configuration that a stored list goes on using follows the configuration", async () => {
  const kept = { url: "a", secret: "kept:/servers/0/secret" };
  await save({ servers: [{ url: "b", secret: "typed secret" }, kept] });

  const again = await save({ servers: (await read()).values.servers });

  expect(again.sources.servers).toBe("stored");
  expect(await database()).toContain("typed secret");
  expect(await database()).not.toContain("first secret");

  await server.close();
  await start("rotated secret");
  expect(started.at(-1)).toMatchObject({
    servers: [
      { url: "b", secret: "typed secret" },
      { url: "a", secret: "rotated secret" },
    ],
  });
});

it("[CONN19] a secret that the configuration has no more keeps the connector off, with the reason", async () => {
  const kept = { url: "a", secret: "kept:/servers/0/secret" };
  await save({ servers: [{ url: "b" }, kept] });
  await server.close();

  await start(undefined as never);

  const shown = await read();
  expect(started).toEqual([]);
  expect(shown.failure?.reason).toContain("nothing is kept at /servers/0/secret");

  await save({ ...shown.values, servers: [{ url: "b" }] });
  expect(started).toMatchObject([{ servers: [{ url: "b" }] }]);
});
