import { type KeyScope, OPERATIONS, type OperationName, type Problem } from "@ringline/protocol";
import { INPUT_SCHEMAS } from "@ringline/protocol/schemas";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { adminSession, askRest } from "../../testing/admin-door.ts";
import { TestServer, tokenFor } from "../../testing/test-server.ts";
import type { OpenApiDocument } from "./document.ts";

let server: TestServer;
let document: OpenApiDocument;

beforeAll(async () => {
  server = await TestServer.start({ limits: { commandBurst: 10_000 } });
  document = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(() => server.close());

const entries = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe("the API's description", () => {
  it("[HTTP20] is valid OpenAPI 3.1 and has every operation that REST reaches", async () => {
    const result = await new Validator().validate({ ...document });

    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe("3.1.0");
    const reached = Object.entries(OPERATIONS).filter(([, { who }]) =>
      who.some((one) => one !== "seat"),
    );
    expect(
      entries()
        .map(({ operation }) => operation.operationId)
        .sort(),
    ).toEqual(reached.map(([name]) => name).sort());
  });

  it("[HTTP20] can be read as a page that runs nothing and loads nothing", async () => {
    const answer = await fetch(`${server.url}/v1/docs`);
    const page = await answer.text();

    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(page).not.toMatch(/<script|src=/);
    for (const { path } of entries()) expect(page).toContain(path.replace(/&/g, "&#38;"));
  });
});

/** Who asks, and with what; `token` is what the matrix is made with. */
const ASKERS = [
  "nobody",
  "user",
  "guest",
  "expired",
  "admin",
  "session",
  "setup",
  "key admin",
  "key read",
  "key calls",
  "key people",
] as const;
type AskerName = (typeof ASKERS)[number];

async function bearers(): Promise<Record<AskerName, string | undefined>> {
  const session = await adminSession(server);
  const key = async (scope: KeyScope) => {
    const input = { name: scope, scopes: [scope] };
    return (await askRest(server, "keys.create", { bearer: session, input })).body.secret;
  };
  const past = Math.floor(Date.now() / 1_000) - 3_600;
  return {
    nobody: undefined,
    user: await tokenFor("anna"),
    guest: await tokenFor("visitor", { guest: true, targets: ["anna"] }),
    expired: await tokenFor("anna", { iat: past, exp: past + 600 }),
    admin: await tokenFor("root", { roles: ["admin"] }),
    session,
    setup: await server.server.offerSetup({ onlyFirst: false }),
    "key admin": await key("admin"),
    "key read": await key("read"),
    "key calls": await key("calls"),
    "key people": await key("people"),
  };
}

/** By the document alone: may this asker ask this operation at all? */
function mayAsk(
  asker: AskerName,
  who: readonly string[],
  { id, method }: { id: string; method: string },
) {
  const area = id.split(".")[0] ?? "";
  const forKeys = who.includes("admin") && area !== "keys" && area !== "admin";
  switch (asker) {
    case "nobody":
    case "expired":
      return false;
    case "user":
    case "guest":
      return who.includes("user");
    case "admin":
      return who.includes("user") || who.includes("admin");
    case "session":
      return who.includes("session") || (who.includes("admin") && !who.includes("setup"));
    case "setup":
      return who.includes("setup");
    case "key admin":
      return forKeys;
    case "key read":
      return forKeys && method === "get";
    case "key calls":
    case "key people":
      return forKeys && area === asker.slice("key ".length);
  }
}

// A field that nobody knows: whoever may ask hears of it, and changes nothing.
const NONSENSE = { call: "A".repeat(22), key: "A".repeat(12), person: "nobody", nonsense: "1" };

/** Each operation that answers this asker otherwise than its description says. */
async function surprises(asker: AskerName, bearer: string | undefined): Promise<string[]> {
  // It would end the session that asks the rest.
  const asked = entries().filter(
    ({ operation }) => asker !== "session" || operation.operationId !== "admin.sign-out",
  );
  const answers = asked.map(async ({ method, operation }) => {
    const { operationId: id, "x-ringline-who": who } = operation;
    const credential = bearer === undefined ? {} : { bearer };
    const { status, body } = await askRest(server, id, { ...credential, input: NONSENSE });
    const { code } = body as unknown as Problem;
    const isLetIn = status !== 401 && code !== "not-allowed";
    const isTold = asker !== "expired" || code === "token-expired";
    const isAsExpected = isLetIn === mayAsk(asker, who, { id, method }) && isTold;
    return isAsExpected ? [] : [`${asker} ${id}: ${status} ${code}`];
  });
  return (await Promise.all(answers)).flat();
}

/** Refused over REST, whatever the call. */
const SOCKET_ONLY = new Set<string>(["calls.listen", "calls.unlisten"]);

/** What these ask for beside the call. */
const NEEDED: Partial<Record<string, object>> = {
  "calls.answer": { seat: "A".repeat(43) },
  "calls.reseat": { seat: "A".repeat(43) },
  "calls.remove": { participant: "p1" },
  "calls.say": { body: "hello" },
  "accounts.put": { type: "desk", fields: { name: "4711" } },
  "accounts.remove": { type: "desk" },
  "history.export": { format: "json" },
};

/** People whom another one's things are no business of, a guest whose token claims a role among them. */
const OTHERS: [string, Parameters<typeof tokenFor>[1]][] = [
  ["somebody else", {}],
  ["a guest with the role admin", { guest: true, targets: [], roles: ["admin"] }],
];

/** Their person is whom the asker keeps on a list of their own. */
const OWN_LIST = new Set<string>(["people.block", "people.unblock"]);

describe("who may ask", () => {
  it("[HTTP21] each operation lets those ask whom its description names, and nobody else", async () => {
    const tokens = await bearers();
    const wrong: string[] = [];
    for (const asker of ASKERS) wrong.push(...(await surprises(asker, tokens[asker])));

    expect(wrong).toEqual([]);
  });
  it.each(OTHERS)(
    "[HTTP21] another person's things are as if they were not there: %s",
    async (_, as) => {
      const own = await server.device("owner");
      await server.device("callee");
      const { call } = await own.socket.request("calls.place", {
        key: "0123456789",
        target: { type: "user", id: "callee" },
        media: "audio",
        seat: "A".repeat(43),
      });
      const bearer = await tokenFor("other", as);
      const aboutCalls = entries().filter(({ path, operation }) => {
        const isForPeople = operation["x-ringline-who"].includes("user");
        return path.includes("{call}") && isForPeople && !SOCKET_ONLY.has(operation.operationId);
      });
      const codes = await Promise.all(
        aboutCalls.map(async ({ operation }) => {
          const more = NEEDED[operation.operationId];
          const asked = { bearer, input: { call: call.id, ...more } };
          return (await askRest(server, operation.operationId, asked)).body as unknown as Problem;
        }),
      );

      expect(aboutCalls.length).toBeGreaterThan(5);
      expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(["call-not-found"]));
    },
  );

  it.each(OTHERS)(
    "[HTTP21] each operation that takes a person refuses everybody who asks for another one: %s",
    async (_, as) => {
      const bearer = await tokenFor("other", as);
      const named = Object.entries(INPUT_SCHEMAS).flatMap(([name, schema]) => {
        const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
        return "person" in properties && !OWN_LIST.has(name) ? [name as OperationName] : [];
      });
      const answers = named.map(async (name) => {
        const input = { person: "owner", ...NEEDED[name] };
        const { status, body } = await askRest(server, name, { bearer, input });
        return `${name}: ${status} ${(body as unknown as Problem).code}`;
      });

      expect(named).toEqual(
        expect.arrayContaining([
          "accounts.list",
          "accounts.put",
          "accounts.remove",
          "history.export",
          "history.find",
        ]),
      );
      expect(await Promise.all(answers)).toEqual(named.map((name) => `${name}: 403 not-allowed`));
    },
  );

  it("[HTTP21] what somebody does to their own history leaves that of others as it was", async () => {
    const owner = await server.device("keeper");
    await server.device("rung");
    const { call } = await owner.socket.request("calls.place", {
      key: "history-of-others",
      target: { type: "user", id: "rung" },
      media: "audio",
      seat: "A".repeat(43),
    });
    await owner.socket.request("calls.cancel", { call: call.id });
    const bearer = await tokenFor("other");
    const ask = async (name: OperationName, input: Record<string, unknown>) =>
      (await askRest(server, name, { bearer, input })).body as unknown as Record<string, unknown>;

    const listed = await ask("history.list", {});
    const everybody = await ask("history.export", { format: "json", everybody: true });
    const own = await ask("history.export", { format: "json" });
    await ask("history.seen", {});
    await ask("history.erase", { call: call.id });
    await ask("history.erase", {});
    const left = await Promise.all(
      ["keeper", "rung"].map(async (id) => {
        const asked = { bearer: await tokenFor(id), input: {} };
        return (await askRest(server, "history.list", asked)).body;
      }),
    );

    expect(listed.entries).toEqual([]);
    expect(everybody.code).toBe("not-allowed");
    expect(own.content).toBe("[]");
    expect(left).toMatchObject([
      { entries: [{ call: call.id }] },
      { entries: [{ call: call.id, isUnseen: true }] },
    ]);
  });
});

describe("what is answered", () => {
  const admin = { roles: ["admin"] };

  it("[HTTP23] is as the description says, and nothing besides", async () => {
    const told: string[] = [];
    const said = answerSchemas();
    const token = await tokenFor("root", admin);
    const ask = async (
      name: OperationName,
      input: Record<string, unknown> = {},
      bearer = token,
    ) => {
      const { status, body } = await askRest(server, name, { bearer, input });
      const read = said(name).safeParse(body);
      if (status !== 200 || !read.success)
        told.push(`${name}: ${status} ${JSON.stringify(read.error?.issues ?? body).slice(0, 300)}`);
      return body as Record<string, unknown>;
    };
    await Promise.all(["anna", "bob"].map((name) => server.device(name)));
    const anna = await tokenFor("anna");
    const seat = "A".repeat(43);
    const target = { type: "user", id: "bob" };
    const placed = await ask(
      "calls.place",
      { key: "answers-are-so", target, media: "audio", seat },
      anna,
    );
    const { id: call } = placed.call as { id: string };
    for (const name of ["calls.get", "calls.list", "calls.cancel", "history.list"] as const)
      await ask(name, name === "calls.list" || name === "history.list" ? {} : { call }, anna);
    for (const name of OWN) await ask(name, {}, anna);
    for (const name of ADMINISTRATION) await ask(name);
    await ask("people.get", { people: ["anna", "nobody"] });
    await ask("presence.get", { people: ["anna"] }, anna);
    await ask("accounts.get", { people: ["anna"] }, anna);
    await ask("providers.settings", { connector: "plain" });
    await ask("keys.create", { name: "one", scopes: ["read"] });
    await ask("keys.list");
    await ask("spaces.put", { spaces: [{ id: "design", title: "Design", members: ["anna"] }] });
    await ask("spaces.get", { spaces: ["design"] });
    await ask("history.export", { format: "csv", everybody: true });
    await ask("logs.export", { format: "json" });
    await ask("logs.find", { call });
    await ask("audit.list");

    expect(told).toEqual([]);
  });
});

/** Asked by a person, of themselves. */
const OWN = ["accounts.list", "providers.offered", "people.blocked", "calls.keyed"] as const;
/** Asked by an administrator, without anything. */
const ADMINISTRATION = [
  "calls.live",
  "people.find",
  "providers.list",
  "connectors.list",
  "server.status",
  "webhooks.list",
  "webhooks.deliveries",
  "history.find",
] as const;

/** The described answers, closed: what is not described is not there. */
function answerSchemas() {
  const { components } = document;
  const local = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"), closed);
  const $defs = local(components.schemas);
  return (name: OperationName) => {
    const entry = entries().find(({ operation }) => operation.operationId === name);
    const answer = entry?.operation.responses[200] as { content: { "application/json": object } };
    const { schema } = answer.content["application/json"] as { schema: object };
    return z.fromJSONSchema({ ...local(schema), $defs });
  };
}

function closed(_key: string, value: unknown): unknown {
  const isShape = typeof value === "object" && value !== null && "properties" in value;
  return isShape && "type" in value ? { ...value, additionalProperties: false } : value;
}
