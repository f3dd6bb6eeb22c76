import type { RunningConnector } from "@ringline/connector-spi/server";
import { afterEach, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { SITE, TestServer, tokenFor } from "../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

async function startWith(request: RunningConnector["request"]): Promise<void> {
  server = await TestServer.start({
    connectors: [{ connector: plainConnector(request && { request }), settings: {} }],
    times: { connectorMs: 100 },
  });
}

const ask = (path: string, init?: RequestInit) => fetch(`${server.url}/connectors/${path}`, init);

it("[CONN5] a connector answers below its own path, knows who shows a token, and sees neither token nor cookie", async () => {
  await startWith(async (request, person) =>
    Response.json({
      path: new URL(request.url).pathname,
      method: request.method,
      body: await request.text(),
      person: person?.id ?? null,
      secrets: ["authorization", "cookie"].map((name) => request.headers.get(name)),
    }),
  );
  const token = await tokenFor("anna");

  const known = await ask("plain/hooks/1?x=2", {
    method: "POST",
    body: "<xml/>",
    headers: { authorization: `Bearer ${token}`, cookie: "a=b" },
  });
  const unknown = await ask("plain/");

  expect(await known.json()).toEqual({
    path: "/connectors/plain/hooks/1",
    method: "POST",
    body: "<xml/>",
    person: "anna",
    secrets: [null, null],
  });
  expect(await unknown.json()).toMatchObject({ person: null });
});

it("[CONN5] what it answers sets no cookie, opens itself to no origin, and has our policy where it has none", async () => {
  await startWith(
    async () =>
      new Response("<h1>Hall</h1>", {
        headers: {
          "content-type": "text/html",
          "set-cookie": "a=b",
          "access-control-allow-origin": "*",
        },
      }),
  );

  const { headers } = await ask("plain/hall");

  expect(headers.get("content-type")).toBe("text/html");
  expect(headers.get("set-cookie")).toBeNull();
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

it.each<[string, RunningConnector["request"]]>([
  ["hangs", () => new Promise(() => {})],
  [
    "throws at once",
    () => {
      throw new Error("a bug");
    },
  ],
  ["answers nonsense", async () => "hello" as unknown as Response],
  [
    "answers without an end",
    async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
  ],
  ["answers two megabytes", async () => new Response("x".repeat(2_000_000))],
])("[CONN6] a connector that %s fails with one code", async (_how, request) => {
  await startWith(request);

  const answer = await ask("plain/hall");

  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ code: "connector-failed" });
});

it.each<[string, RequestInit, number]>([
  ["plain/x", { method: "POST", body: "x".repeat(300_000) }, 413],
  ["plain/x", { headers: { authorization: "Bearer nonsense" } }, 401],
  ["plain/x", { headers: { origin: "https://evil.example" } }, 403],
  ["nobody/x", {}, 404],
  ["__proto__/x", {}, 404],
])("[CONN6] %s %o is refused before it", async (path, init, status) => {
  await startWith(async () => new Response("no"));

  expect((await ask(path, init)).status).toBe(status);
});

it("[CONN5] pages of the site may ask; a connector without routes has none", async () => {
  await startWith(async () => new Response("yes"));
  const answer = await ask("plain/x", { headers: { origin: SITE } });
  expect(answer.headers.get("access-control-allow-origin")).toBe(SITE);
  await server.close();
  await startWith(undefined);

  expect((await ask("plain/x")).status).toBe(404);
});
