import { request as rawRequest } from "node:http";
import { OPERATIONS, type OperationName, type Problem } from "@ringline/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE, TestServer, tokenFor } from "../testing/test-server.ts";
import { BODY_BYTES } from "./read-body.ts";

const CALL = "AAAAAAAAAAAAAAAAAAAAAA";
const operations = Object.entries(OPERATIONS) as [
  OperationName,
  (typeof OPERATIONS)[OperationName],
][];
const FIELD_CODES = ["unknown-field", "invalid-input", "invalid-id"];
const isForUs = (who: readonly string[]) => who.includes("user") || who.includes("admin");
const pathOf = (path: string) =>
  path.replace("{call}", CALL).replace("{person}", "dave").replace("{key}", "g%2Fspace%2Fteam");

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await TestServer.start({ limits: { commandBurst: 1_000 } });
  token = await tokenFor("anna", { roles: ["admin"] });
});
afterAll(() => server.close());

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer> | undefined;
}

const json = { "content-type": "application/json" };

function ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Response> {
  const authorization = `Bearer ${token}`;
  return fetch(server.url + path, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  });
}

const codeOf = async (response: Response) => ((await response.json()) as Problem).code;

const setStatus = (more: Ask) =>
  ask("/v1/presence", { method: "PUT", headers: json, body: '{"status":"away"}', ...more });

describe("operations over REST", () => {
  it("[HTTP2] answers with the operation's result", async () => {
    const answer = await setStatus({});

    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ status: "away" });
  });

  it("[HTTP2] takes lists of a question as repeated parameters", async () => {
    const none = await ask("/v1/presence");
    const two = await ask("/v1/presence?people=bob&people=carol%20a");

    expect(await none.json()).toEqual({ people: {} });
    expect(await two.json()).toEqual({ people: { bob: "offline", "carol a": "offline" } });
  });

  it.each(operations)("[HTTP2] reaches %s", async (_, { rest }) => {
    const answer = await ask(pathOf(rest.path), { method: rest.method });

    expect([404, 405]).not.toContain(
      answer.status === 404 ? await statusOfCode(answer) : answer.status,
    );
  });

  it.each(operations)("[HTTP3] does not let a stranger ask %s", async (_, { rest }) => {
    const answer = await ask(pathOf(rest.path), {
      method: rest.method,
      headers: { authorization: "", cookie: `token=${token}; ringline=${token}` },
    });

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await codeOf(answer)).toBe("not-authenticated");
  });

  it.each(operations)("[HTTP4] refuses unknown fields of %s", async (name, { rest }) => {
    const isQuestion = rest.method === "GET";
    const path = pathOf(rest.path) + (isQuestion ? "?role=host" : "");
    const answer = await ask(path, {
      method: rest.method,
      headers: isQuestion ? {} : json,
      body: isQuestion ? undefined : '{"role":"host"}',
    });

    // Who may not ask at all is told that first.
    const codes = isForUs(OPERATIONS[name].who) ? FIELD_CODES : ["not-allowed"];
    expect(codes).toContain(await codeOf(answer));
  });

  it("[HTTP4] refuses a field that the path already has, and a query beside a body", async () => {
    const inPath = await ask("/v1/people/bob/block", {
      method: "PUT",
      headers: json,
      body: '{"person":"carol"}',
    });
    const inQuery = await setStatus({ method: "PUT" }).then(() =>
      ask("/v1/presence?status=away", { method: "PUT", headers: json, body: "{}" }),
    );

    expect(await codeOf(inPath)).toBe("unknown-field");
    expect(await codeOf(inQuery)).toBe("unknown-field");
  });

  it("[HTTP3] refuses who is no administrator, and no token but a bearer's", async () => {
    const bob = await tokenFor("bob");
    const put = (headers: Record<string, string>) =>
      ask("/v1/people", {
        method: "PUT",
        headers: { ...json, ...headers },
        body: '{"people":[]}',
      });

    expect(await codeOf(await put({ authorization: `Bearer ${bob}` }))).toBe("not-allowed");
    expect(await codeOf(await put({ authorization: `Basic ${bob}` }))).toBe("not-authenticated");
    expect(await codeOf(await put({ authorization: bob }))).toBe("not-authenticated");
    expect(await codeOf(await put({ authorization: "Bearer a.b.c" }))).toBe("invalid-token");
  });

  it.each(["token", "access_token", "TOKEN", "jwt"])(
    "[HTTP5] refuses a token in the URL, as %s",
    async (name) => {
      const answer = await ask(`/v1/calls?${name}=${token}`);

      expect(answer.status).toBe(400);
      expect(await codeOf(answer)).toBe("token-in-url");
    },
  );

  it("[HTTP3] refuses a token that was signed before its person was signed out", async () => {
    const old = await tokenFor("erin", { iat: Math.floor(Date.now() / 1_000) - 10 });
    const askAsErin = () => ask("/v1/calls", { headers: { authorization: `Bearer ${old}` } });

    const before = await askAsErin();
    await ask("/v1/people/erin/revoke", { method: "POST" });
    const after = await askAsErin();

    expect(before.status).toBe(200);
    expect(await codeOf(after)).toBe("token-revoked");
  });
});

/** A refusal of the operation itself counts as reached. */
async function statusOfCode(answer: Response): Promise<number> {
  return (await codeOf(answer)) === "not-found" ? 404 : 0;
}

describe("bodies", () => {
  it.each([
    ["a form", "application/x-www-form-urlencoded", "unsupported-media-type"],
    ["plain text", "text/plain", "unsupported-media-type"],
    ["another JSON", "application/vnd.api+json", "unsupported-media-type"],
    ["another charset", "application/json; charset=latin1", "unsupported-media-type"],
  ])("[HTTP6] are not taken as %s", async (_, type, code) => {
    const answer = await setStatus({ headers: { "content-type": type } });

    expect(answer.status).toBe(415);
    expect(await codeOf(answer)).toBe(code);
  });

  it.each(["gzip", "br", "deflate", "identity, gzip"])(
    "[HTTP6] are not unpacked: %s",
    async (name) => {
      const answer = await setStatus({ headers: { ...json, "content-encoding": name } });

      expect(await codeOf(answer)).toBe("unsupported-media-type");
    },
  );

  it("[HTTP6] are not taken without a type", async () => {
    const answer = await setStatus({ headers: {}, body: Buffer.from('{"status":"away"}') });

    expect(await codeOf(answer)).toBe("unsupported-media-type");
  });

  it("[HTTP6] are taken as JSON in UTF-8", async () => {
    const answer = await setStatus({
      headers: { "content-type": 'Application/JSON; charset="UTF-8"' },
    });

    expect(answer.status).toBe(200);
  });

  it.each([
    ["cut off", '{"status":'],
    ["with repeated keys", '{"status":"away","status":"invisible"}'],
    ["with __proto__", '{"__proto__":{"polluted":1},"status":"away"}'],
    ["with NUL", '{"status":"away\\u0000"}'],
    ["nested deeply", `{"status":${"[".repeat(10_000)}${"]".repeat(10_000)}}`],
    ["with a number beyond all", '{"status":1e400}'],
    ["not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ])("[HTTP1] %s are bad JSON", async (_, body) => {
    const answer = await setStatus({ body });

    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe("bad-json");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each(["[]", "null", '"away"', "7"])(
    "[HTTP4] that are no object are refused: %s",
    async (body) => {
      expect(await codeOf(await setStatus({ body }))).toBe("invalid-input");
    },
  );

  it("[HTTP7] are refused by their told length before a byte is read", async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        ...json,
        authorization: `Bearer ${token}`,
        "content-length": BODY_BYTES + 1,
      };
      const request = rawRequest(`${server.url}/v1/presence`, { method: "PUT", headers });
      request.on("response", ({ statusCode }) => resolve(statusCode));
      request.on("error", reject);
      request.flushHeaders();
    });

    expect(answer).toBe(413);
  });

  it("[HTTP7] are refused in pieces as soon as they are too long", async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...json, authorization: `Bearer ${token}` };
      const request = rawRequest(`${server.url}/v1/presence`, { method: "PUT", headers });
      request.on("response", ({ statusCode }) => resolve(statusCode));
      request.on("error", reject);
      for (let sent = 0; sent <= BODY_BYTES; sent += 32_768)
        request.write(Buffer.alloc(32_768, 32));
    });

    expect(answer).toBe(413);
  });
});

describe("methods and paths", () => {
  it.each(operations)(
    "[HTTP8] answers 405 to another method at the path of %s",
    async (_, { rest }) => {
      const answer = await ask(pathOf(rest.path), { method: "PATCH" });

      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toContain(rest.method);
    },
  );

  it.each([
    "/",
    "/v1",
    "/v2/calls",
    "/v1/calls/",
    "//v1/calls",
    "/v1//calls",
    "/v1/calls/%00",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/chunks/..%2f..%2fpackage.json",
    "/chunks/%2e%2e/package.json",
    "/call/../package.json",
    "/ringline.js/",
    "/.env",
    "/metrics",
    "/admin/",
  ])("[HTTP8] serves nothing at %s", async (path) => {
    const { status, headers } = await raw("GET", path);

    expect([400, 404]).toContain(status);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it.each(["TRACE", "PROPFIND", "OPTIONS"])("[HTTP8] does not answer %s", async (method) => {
    expect([400, 404, 405]).toContain((await raw(method, "/v1/calls")).status);
  });

  function raw(method: string, path: string) {
    return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>(
      (resolve, reject) => {
        const { hostname, port } = new URL(server.url);
        const headers = { authorization: `Bearer ${token}` };
        const request = rawRequest({ hostname, port, method, path, headers }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, headers: response.headers });
        });
        request.on("error", reject);
        request.end();
      },
    );
  }
});

describe("pages of other origins", () => {
  it("[HTTP9] may ask when their origin is configured, without credentials", async () => {
    const { headers, status } = await ask("/v1/calls", { headers: { origin: SITE } });

    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe(SITE);
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toContain("Origin");
  });

  it("[HTTP9] learn before what they may send", async () => {
    const preflight = await fetch(`${server.url}/v1/presence`, {
      method: "OPTIONS",
      headers: { origin: SITE, "access-control-request-method": "PUT" },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "authorization, content-type",
    );
  });

  it.each([
    "https://evil.example",
    "null",
    "https://site.example.evil.com",
    "HTTPS://SITE.EXAMPLE",
  ])("[HTTP9] get nothing when they are of %s", async (origin) => {
    const preflight = await ask("/v1/presence", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PUT" },
    });
    const direct = await ask("/v1/calls", { headers: { origin } });

    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    expect(direct.headers.get("access-control-allow-origin")).toBeNull();
    expect(preflight.headers.get("vary")).toContain("Origin");
    expect([preflight.status, direct.status]).toEqual([403, 403]);
    expect(await codeOf(direct)).toBe("origin-denied");
  });
});

describe("problems", () => {
  it("[HTTP10] have the code, the status and a reference, and nothing of the inside", async () => {
    const answer = await ask(`/v1/calls/${CALL}`);
    const problem = (await answer.json()) as Problem;

    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problem).toEqual({
      type: "urn:ringline:error:call-not-found",
      title: expect.any(String),
      status: 404,
      code: "call-not-found",
      reference: expect.stringMatching(/^[\w-]{8}$/),
    });
  });

  it("[HTTP10] say when to come back after too many requests", async () => {
    const strict = await TestServer.start({ limits: { commandBurst: 1, commandsPerSecond: 0.1 } });
    const authorization = `Bearer ${await tokenFor("bob")}`;
    const list = () => fetch(`${strict.url}/v1/calls`, { headers: { authorization } });

    await list();
    const second = await list();
    await strict.close();

    expect(second.status).toBe(429);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(await codeOf(second)).toBe("rate-limited");
  });

  it("[HTTP11] forged forwarding headers change nothing", async () => {
    const answer = await ask("/v1/calls", {
      headers: {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "127.0.0.1",
        forwarded: "for=127.0.0.1;host=evil.example",
      },
    });

    expect(answer.status).toBe(200);
    expect(JSON.stringify([...answer.headers])).not.toContain("evil.example");
    expect(answer.headers.get("strict-transport-security")).toBeNull();
  });
});
