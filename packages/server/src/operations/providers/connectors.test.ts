import { afterEach, expect, it } from "vitest";
import { plainConnector } from "../../testing/plain-connector.ts";
import { type Device, TestServer } from "../../testing/test-server.ts";

const ADMIN = { claims: { roles: ["admin"] } };

let server: TestServer;
afterEach(() => server.close());

const listed = async (admin: Device) =>
  (await admin.socket.request("connectors.list", {})).connectors;

/** A page of anna's writes one line of its log about a connector. */
function writeFault(anna: Device, about: { provider: string; detail: string; n?: number }) {
  const { provider, detail, n = 1 } = about;
  const at = new Date().toISOString();
  const entry = {
    n,
    at,
    level: "error" as const,
    message: "join failed",
    page: "page-one",
    provider,
  };
  const details = { code: "connector-failed", detail };
  const entries = [{ ...entry, prefix: "join", reference: `fault-0${n}`, details }];
  return anna.socket.request("logs.write", { sentAt: at, entries });
}

it("[CONN9] a connector that offers nothing stands in the list all the same, and its settings open", async () => {
  const { manifest, start } = plainConnector();
  const connector = { manifest: { ...manifest, id: "none", providers: [] }, start };
  server = await TestServer.start({ connectors: [{ connector, settings: {} }] });
  const admin = await server.device("root", ADMIN);

  const connectors = await listed(admin);
  const [{ id = "" } = {}] = connectors;
  const settings = await admin.socket.request("providers.settings", { connector: id });

  expect(connectors).toEqual([
    { id: "none", version: "1.0.0", isRunning: true, providers: [], health: { ok: true } },
  ]);
  expect(settings.connector).toBe("none");
  const anna = await server.device("anna");
  await expect(anna.socket.request("connectors.list", {})).rejects.toMatchObject({
    code: "not-allowed",
  });
});

it("[CONN17] one that does not start is listed with step, code, reason and reference, and without secrets", async () => {
  const { manifest } = plainConnector();
  const start = () =>
    Promise.reject(new Error("no line to \u001b[2Jsip.example, password=hunter22"));
  const connector = { manifest: { ...manifest, id: "none", providers: [] }, start };
  server = await TestServer.start({ connectors: [{ connector, settings: {} }] });

  const connectors = await listed(await server.device("root", ADMIN));

  expect(connectors).toMatchObject([
    {
      id: "none",
      isRunning: false,
      health: { ok: false, detail: "it did not start" },
      failure: {
        step: "start",
        code: "connector-failed",
        reason: "no line to \\u001b[2Jsip.example, password=(removed)",
        reference: expect.stringMatching(/^[\w-]{8}$/),
      },
    },
  ]);
});

it("[CONN17] the newest fault that a page told of is listed, bounded and as text; of names that no connector has, nothing", async () => {
  server = await TestServer.start();
  const admin = await server.device("root", ADMIN);
  const anna = await server.device("anna");

  await writeFault(anna, { provider: "plain", detail: "the first" });
  await writeFault(anna, { provider: "other", detail: "of nobody", n: 2 });
  await writeFault(anna, { provider: "plain", detail: `<b>\u202e${"x".repeat(1_000)}`, n: 3 });
  const connectors = await listed(admin);

  expect(connectors).toHaveLength(1);
  expect(connectors[0]?.pageFailure).toMatchObject({
    step: "join",
    code: "connector-failed",
    reason: expect.stringMatching(/^<b>\\u202ex{1,300}… \(cut\)$/),
    reference: "fault-03",
    person: "anna",
  });
  expect(connectors[0]?.pageFailure?.reason.length).toBeLessThanOrEqual(300);
});
