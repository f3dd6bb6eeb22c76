import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainConnector } from "../../testing/plain-connector.ts";
import { answer, type Device, place, TestServer } from "../../testing/test-server.ts";

const ADMIN = { claims: { roles: ["admin"] } };

/** A connector with two providers, one of which carries sound alone. */
function twoWays() {
  const { manifest, start } = plainConnector({
    health: async () => ({ ok: false, detail: "the line is dead" }),
  });
  const [plain] = manifest.providers;
  if (!plain) throw new Error("no provider");
  const second = { ...plain, id: "second", title: "Second", media: ["audio" as const] };
  return { manifest: { ...manifest, providers: [plain, second] }, start };
}

describe("providers", () => {
  let server: TestServer;
  let admin: Device;
  let anna: Device;
  beforeEach(async () => {
    server = await TestServer.start({ connectors: [{ connector: twoWays(), settings: {} }] });
    admin = await server.device("root", ADMIN);
    anna = await server.device("anna");
    await server.device("bob");
  });
  afterEach(() => server.close());

  const idsOf = (providers: readonly { id: string }[]) => providers.map(({ id }) => id);

  it("[CONN7] what may be chosen comes with the welcome, and anew when something was switched", async () => {
    await admin.socket.request("providers.switch", { provider: "plain", isOn: false });
    const told = await anna.socket.next("providers");
    const { providers } = await anna.socket.request("providers.offered", {});

    expect(idsOf(anna.welcome.providers)).toEqual(["plain", "second"]);
    expect(anna.welcome.providers[1]).toEqual({
      id: "second",
      connector: "plain",
      title: "Second",
      description: "Carries nothing",
      targets: ["user"],
      media: ["audio"],
      features: ["call-waiting"],
      grant: "session",
      log: false,
    });
    expect(idsOf(told.providers)).toEqual(["second"]);
    expect(idsOf(providers)).toEqual(["second"]);
  });

  it("[CONN8] a provider that is off makes no call, by name or by chance; calls under way go on", async () => {
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob", { provider: "plain" });

    await admin.socket.request("providers.switch", { provider: "plain", isOn: false });
    await answer(bob, call.id);
    const carol = await server.device("carol");
    const named = place(carol, "dave", { provider: "plain" });
    const byVideo = place(carol, "dave");

    await expect(named).rejects.toMatchObject({ code: "provider-off" });
    await expect(byVideo).rejects.toMatchObject({ code: "provider-off" });
    expect((await place(carol, "dave", { media: "audio" })).call.provider).toBe("second");
    await admin.socket.request("providers.switch", { provider: "plain", isOn: true });
  });

  it("[CONN9] an administrator sees all, with health and the last failure; nobody else does", async () => {
    await admin.socket.request("providers.switch", { provider: "plain", isOn: false });
    await admin.socket.request("providers.log", { provider: "second", isOn: true });
    const told = await anna.socket.next("providers", ({ providers }) => providers[0]?.log === true);

    const { providers } = await admin.socket.request("providers.list", {});

    expect(idsOf(told.providers)).toEqual(["second"]);
    expect(providers).toMatchObject([
      { id: "plain", isOn: false, log: false, version: "1.0.0" },
      { id: "second", isOn: true, log: true, health: { ok: false, detail: "the line is dead" } },
    ]);
    for (const [operation, input] of [
      ["providers.list", {}],
      ["providers.switch", { provider: "plain", isOn: true }],
      ["providers.log", { provider: "plain", isOn: true }],
    ] as const)
      await expect(anna.socket.request(operation, input)).rejects.toMatchObject({
        code: "not-allowed",
      });
  });

  it("[CONN9] a provider that is not there cannot be switched", async () => {
    const nobody = { provider: "nobody", isOn: false };

    await expect(admin.socket.request("providers.switch", nobody)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("the log switch", () => {
  it("[CONN10] is as the configuration says, until an administrator says otherwise; both ends and the list agree", async () => {
    const server = await TestServer.start({ remoteLog: ["*"] });
    const admin = await server.device("root", ADMIN);
    const anna = await server.device("anna");
    const list = async () => (await admin.socket.request("providers.list", {})).providers;
    const wanted = async () => {
      const batch = { sentAt: new Date().toISOString(), entries: [] };
      return (await anna.socket.request("logs.write", batch)).wanted;
    };

    const configured = { list: await list(), wanted: await wanted() };
    await admin.socket.request("providers.log", { provider: "plain", isOn: false });
    const told = await anna.socket.next("providers");
    const stored = { list: await list(), wanted: await wanted() };
    await server.close();

    expect(anna.welcome.providers).toMatchObject([{ log: true }]);
    expect(configured.list).toMatchObject([
      { log: true, sources: { isOn: "default", log: "configured" } },
    ]);
    expect(configured.wanted).toEqual(["ringline", "plain"]);
    expect(told.providers).toMatchObject([{ log: false }]);
    expect(stored.list).toMatchObject([
      { log: false, sources: { isOn: "default", log: "stored" } },
    ]);
    expect(stored.wanted).toEqual([]);
  });
});

describe("a connector that failed", () => {
  it("[CONN9] is shown with the step and the reference of its log line", async () => {
    const connector = plainConnector({ admit: () => Promise.reject(new Error("no line")) });
    const server = await TestServer.start({ connectors: [{ connector, settings: {} }] });
    const admin = await server.device("root", ADMIN);
    await server.device("bob");
    const { call, secret } = await place(await server.device("anna"), "bob");
    const { socket } = await server.seat(secret);
    await socket.request("calls.join", { call: call.id }).catch(() => undefined);

    const { providers } = await admin.socket.request("providers.list", {});
    await server.close();

    expect(providers[0]?.failure).toMatchObject({
      step: "admit",
      reference: expect.stringMatching(/^[\w-]{8}$/),
    });
  });
});
