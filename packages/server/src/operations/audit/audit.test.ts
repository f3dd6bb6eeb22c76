import type { AuditEntry, OperationName } from "@ringline/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { adminSession, askRest } from "../../testing/admin-door.ts";
import { plainConnector } from "../../testing/plain-connector.ts";
import { TestServer, tokenFor } from "../../testing/test-server.ts";

const ORIGIN = "http://127.0.0.1:4999";
const TYPE = { type: "desk", title: "Desk number" };

let server: TestServer;
let bearer: string;
beforeAll(async () => {
  const { manifest, start } = plainConnector();
  const providers = manifest.providers.map((provider) => ({ ...provider, account: TYPE }));
  const connector = { manifest: { ...manifest, providers }, start };
  server = await TestServer.start({
    connectors: [{ connector, settings: {} }],
    webhooks: { allow: [ORIGIN] },
  });
  bearer = await adminSession(server);
  await server.device("anna");
});
afterAll(() => server.close());

const ask = (name: OperationName, input: Record<string, unknown>) =>
  askRest(server, name, { bearer, input });

/** The newest line that is not about the audit. */
async function lineOf(action: string): Promise<AuditEntry | undefined> {
  const { body } = await askRest(server, "audit.list", { bearer, input: { action, limit: 1 } });
  return body.entries[0];
}

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const url = `${ORIGIN}/hook`;
const hook = { endpoint: "hook", url, secret: SECRET, events: ["call.ended"] };
const shown = { url, events: ["call.ended"], isOn: true, signatures: 1 };
const desk = { person: "anna", type: "desk" };

it.each<[OperationName, Record<string, unknown>, Partial<AuditEntry>]>([
  [
    "providers.switch",
    { provider: "plain", isOn: false },
    {
      target: "plain",
      before: { isOn: { is: true, from: "default" }, log: { is: false, from: "default" } },
      after: { isOn: { is: false, from: "stored" }, log: { is: false, from: "default" } },
    },
  ],
  [
    "providers.log",
    { provider: "plain", isOn: true },
    { target: "plain", after: expect.objectContaining({ log: { is: true, from: "stored" } }) },
  ],
  ["webhooks.put", hook, { target: "hook", after: shown }],
  [
    "webhooks.put",
    { endpoint: "hook", isOn: false },
    { target: "hook", before: shown, after: { ...shown, isOn: false } },
  ],
  ["webhooks.remove", { endpoint: "hook" }, { target: "hook", before: { ...shown, isOn: false } }],
  [
    "accounts.put",
    { ...desk, fields: { name: "4711" } },
    { target: "anna", after: { fields: { name: "4711" }, source: "own" } },
  ],
  [
    "accounts.remove",
    desk,
    { target: "anna", before: { fields: { name: "4711" }, source: "own" } },
  ],
  ["spaces.remove", { space: "design" }, { target: "design" }],
  ["rooms.remove", { room: "hall" }, { target: "hall" }],
])("[AUDIT1] %s has its target, and what it was and became", async (name, input, line) => {
  const { status } = await ask(name, input);
  const written = await lineOf(name);

  expect(status).toBe(200);
  expect(written).toMatchObject({ action: name, outcome: "done", ...line });
  expect(JSON.stringify(written)).not.toContain(SECRET);
});

it.each<[OperationName, Record<string, unknown>, string | undefined]>([
  ["history.find", { person: "anna" }, "anna"],
  ["history.export", { format: "json", person: "bob" }, "bob"],
  ["history.export", { format: "json", everybody: true }, undefined],
  ["logs.find", { person: "anna" }, "anna"],
  ["logs.export", { format: "json", person: "bob" }, "bob"],
])("[AUDIT2] who read %s of other people is written down (%o)", async (name, input, target) => {
  await ask(name, input);
  const written = await lineOf(name);

  expect(written).toMatchObject({ action: name, outcome: "done", by: { type: "session" }, input });
  expect(written?.target).toBe(target);
});

it("[AUDIT2] who reads their own history leaves no line", async () => {
  const admin = await tokenFor("root", { roles: ["admin"] });
  const own = { bearer: admin, input: { format: "json" } };
  await askRest(server, "history.export", own);
  const { body } = await askRest(server, "audit.list", { bearer, input: { by: "root" } });

  expect(body.entries).toEqual([]);
});
