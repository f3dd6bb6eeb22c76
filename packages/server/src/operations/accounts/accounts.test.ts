import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { adminSession, askRest } from "../../testing/admin-door.ts";
import { plainConnector } from "../../testing/plain-connector.ts";
import { type Device, place, TestServer } from "../../testing/test-server.ts";

const TYPE = {
  type: "desk",
  title: "Desk number",
  pattern: "[0-9]{3,6}",
  fields: [{ key: "area", title: "Area", pattern: "0[0-9]+" }],
};

/** One that others may read. */
const SHARED = { type: "meet", title: "Meet name", isShared: true };

/** A connector with a provider for everybody and one that needs an account. */
function withAccounts() {
  const { manifest, start } = plainConnector();
  const [plain] = manifest.providers;
  if (!plain) throw new Error("no provider");
  const desk = { ...plain, id: "desk", title: "Desk", account: TYPE };
  const meet = { ...plain, id: "meet", title: "Meet", account: SHARED };
  return { manifest: { ...manifest, providers: [desk, plain, meet] }, start };
}

const desk = (name: string, more: Record<string, string> = {}) => ({
  type: "desk",
  fields: { name, ...more },
});

describe("accounts", () => {
  let server: TestServer;
  let anna: Device;
  beforeEach(async () => {
    server = await TestServer.start({ connectors: [{ connector: withAccounts(), settings: {} }] });
    anna = await server.device("anna");
    await server.device("bob");
  });
  afterEach(() => server.close());

  async function withDesk(person: string): Promise<Device> {
    const device = await server.device(person);
    await device.socket.request("accounts.put", desk("4711"));
    return device;
  }

  const lacking = (providers: readonly { id: string; lacksAccount?: true }[]) =>
    providers.filter(({ lacksAccount }) => lacksAccount).map(({ id }) => id);

  it("[ACC5] a provider that needs an account says so, and can be chosen as soon as there is one", async () => {
    expect(lacking(anna.welcome.providers)).toEqual(["desk", "meet"]);
    await expect(place(anna, "bob", { provider: "desk" })).rejects.toMatchObject({
      code: "account-missing",
    });

    await anna.socket.request("accounts.put", desk("4711"));
    const told = await anna.socket.next("providers");
    await withDesk("bob");

    expect(lacking(told.providers)).toEqual(["meet"]);
    expect((await place(anna, "bob", { provider: "desk" })).call.provider).toBe("desk");
    await anna.socket.request("accounts.remove", { type: "desk" });
    expect(lacking((await anna.socket.next("providers")).providers)).toEqual(["desk", "meet"]);
  });

  it("[ACC9] a callee without the account is called another way, or the caller is told", async () => {
    await anna.socket.request("accounts.put", desk("4711"));
    const named = place(anna, "bob", { provider: "desk" });

    await expect(named).rejects.toMatchObject({ code: "account-missing" });
    expect((await place(anna, "bob")).call.provider).toBe("plain");
    const never = await place(await withDesk("carol"), "nobody", { provider: "desk" });
    expect(never.call.provider).toBe("desk");
    await withDesk("dora");
    const dora = await place(await withDesk("erin"), "dora", { provider: "desk" });
    expect(dora.call).toMatchObject({ phase: "ringing", provider: "desk" });
  });

  it("[ACC9] a stranger cannot tell whether the callee has no account or is not there", async () => {
    await server.close();
    server = await TestServer.start({
      connectors: [{ connector: withAccounts(), settings: {} }],
      policy: { knows: () => false },
    });
    const callee = await server.device("bob");
    const bob = await place(await withDesk("anna"), "bob", { provider: "desk", ringMs: 5_000 });
    const away = await place(await withDesk("carol"), "nobody", { provider: "desk" });
    const shown = ({ call }: Awaited<ReturnType<typeof place>>) => ({
      ...call,
      id: 0,
      caller: 0,
      createdAt: 0,
      ringDeadline: 0,
      title: 0,
      target: 0,
      participants: call.participants.map(({ state, role }) => ({ state, role })),
    });

    expect(shown(bob)).toEqual(shown(away));
    expect(bob.call.phase).toBe("ringing");
    expect((await callee.socket.request("calls.list", {})).calls).toEqual([]);
  });

  it("[ACC5] who names no provider gets the first that they lack no account for", async () => {
    expect((await place(anna, "bob")).call.provider).toBe("plain");
  });

  it("[ACC2] administrators read and change anybody's, others their own alone, guests none", async () => {
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const guest = await server.device("visitor", { claims: { guest: true, targets: ["bob"] } });

    await admin.socket.request("accounts.put", { ...desk("123"), person: "anna" });
    const own = await anna.socket.request("accounts.list", {});
    const seen = await admin.socket.request("accounts.list", { person: "anna" });

    expect(own.types).toEqual([TYPE, SHARED]);
    expect(own.accounts).toEqual([{ ...desk("123"), source: "own" }]);
    expect(seen).toEqual(own);
    for (const request of [
      anna.socket.request("accounts.list", { person: "bob" }),
      anna.socket.request("accounts.put", { ...desk("123"), person: "bob" }),
      anna.socket.request("accounts.remove", { type: "desk", person: "bob" }),
      guest.socket.request("accounts.list", {}),
      guest.socket.request("accounts.put", desk("123")),
    ])
      await expect(request).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("[ACC8] others read accounts of shared types, of people whom they may see and know; oneself all", async () => {
    const bob = await server.device("bob");
    const guest = await server.device("visitor", { claims: { guest: true, targets: ["anna"] } });
    const meet = { type: "meet", fields: { name: "anna@meet" } };
    await anna.socket.request("accounts.put", desk("123"));
    await anna.socket.request("accounts.put", meet);
    const people = ["anna", "bob", "nobody", "__proto__"];
    const seen = async ({ socket }: Device) =>
      (await socket.request("accounts.get", { people })).people;

    const shared = { ...meet, source: "own" };
    expect(Object.entries(await seen(bob))).toEqual([
      ["anna", [shared]],
      ["bob", []],
      ["nobody", []],
      ["__proto__", []],
    ]);
    expect((await seen(anna)).anna).toEqual([{ ...desk("123"), source: "own" }, shared]);
    expect((await seen(guest)).anna).toEqual([]);
    const tooMany = { people: Array(201).fill("bob") };
    await expect(bob.socket.request("accounts.get", tooMany)).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  it.each(["sees", "knows"] as const)(
    "[ACC8] the site's policy hides them: %s",
    async (question) => {
      const answers = { sees: () => [], knows: () => false };
      const policy = { [question]: answers[question] };
      const connectors = [{ connector: withAccounts(), settings: {} }];
      const strict = await TestServer.start({ connectors, policy });
      onTestFinished(() => strict.close());
      const carol = await strict.device("carol");
      const dave = await strict.device("dave");
      await carol.socket.request("accounts.put", { type: "meet", fields: { name: "carol" } });

      const { people } = await dave.socket.request("accounts.get", { people: ["carol"] });
      const own = await carol.socket.request("accounts.get", { people: ["carol"] });

      expect(people).toEqual({ carol: [] });
      expect(own.people.carol).toHaveLength(1);
    },
  );

  it("[ADMIN8] a session of the administration page sees, changes and removes them", async () => {
    const bearer = await adminSession(server);
    const ask = async (name: "accounts.list" | "accounts.put" | "accounts.remove", input: object) =>
      (await askRest(server, name, { bearer, input: { ...input, person: "anna" } })).status;
    const own = async () => (await anna.socket.request("accounts.list", {})).accounts;

    expect(await ask("accounts.put", desk("123"))).toBe(200);
    expect(await own()).toEqual([{ ...desk("123"), source: "own" }]);
    expect(await ask("accounts.list", {})).toBe(200);
    expect(await ask("accounts.remove", { type: "desk" })).toBe(200);
    expect(await own()).toEqual([]);
  });

  it("[ACC4] what the token names stands above the own, and goes with it", async () => {
    await anna.socket.request("accounts.put", desk("111"));
    const told = { claims: { accounts: { desk: "999", other: "x" } } };
    const second = await server.device("anna", told);

    const named = await second.socket.request("accounts.list", {});
    const third = await server.device("anna");

    expect(named.accounts).toEqual([{ ...desk("999"), source: "site" }]);
    expect((await third.socket.request("accounts.list", {})).accounts).toEqual([
      { ...desk("111"), source: "own" },
    ]);
  });

  it("[ACC4] a token's name that is not of the form is none", async () => {
    const device = await server.device("anna", { claims: { accounts: { desk: "no number" } } });

    expect(lacking(device.welcome.providers)).toEqual(["desk", "meet"]);
  });

  it.each([
    ["an unknown type", { type: "nothing", fields: { name: "1" } }, "not-found"],
    ["a type that is no word", { type: "__proto__", fields: { name: "1" } }, "invalid-input"],
    ["no name", { type: "desk", fields: {} }, "invalid-input"],
    ["an empty name", desk("  "), "invalid-input"],
    ["a name of another form", desk("12x"), "invalid-input"],
    ["a name with more behind it", desk("123\nabc"), "invalid-input"],
    ["a field that there is not", desk("123", { colour: "red" }), "invalid-input"],
    ["a field of another form", desk("123", { area: "30" }), "invalid-input"],
    ["a text without end", desk("1".repeat(256)), "invalid-input"],
    ["a key of objects", desk("123", { constructor: "1" }), "invalid-input"],
  ])("[ACC3] refuses %s", async (_what, input, code) => {
    await expect(anna.socket.request("accounts.put", input)).rejects.toMatchObject({ code });
    expect((await anna.socket.request("accounts.list", {})).accounts).toEqual([]);
  });
});
