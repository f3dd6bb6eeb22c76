import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type {
  CallReports,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../logs/logger.ts";
import { plainConnector } from "../testing/plain-connector.ts";
import { answer, place, TestServer } from "../testing/test-server.ts";

const ADMIN = { claims: { roles: ["admin"] } };
const never = () => new Promise<never>(() => {});

/** The browser files of a server, with nothing but a call page. */
const files = mkdtempSync(join(tmpdir(), "ringline-fences-"));
mkdirSync(join(files, "call"));
writeFileSync(
  join(files, "call", "index.html"),
  "<!doctype html><html><head><title>Call</title></head><body></body></html>",
);
afterAll(() => rmSync(files, { recursive: true }));

let server: TestServer;
afterEach(() => server.close());

/** The same under another name, so that two can be beside each other. */
function other(start: ServerConnector["start"]): ServerConnector {
  const { manifest } = plainConnector();
  const [provider] = manifest.providers;
  if (!provider) throw new Error("no provider");
  const providers = [{ ...provider, id: "other", title: "Other" }];
  return { manifest: { ...manifest, id: "other", providers }, start };
}

async function startBeside(start: ServerConnector["start"]) {
  server = await TestServer.start({
    connectors: [
      { connector: plainConnector(), settings: {} },
      { connector: other(start), settings: {} },
    ],
    files,
    times: { connectorMs: 100 },
  });
  const admin = await server.device("root", ADMIN);
  const list = async () => (await admin.socket.request("providers.list", {})).providers;
  return { admin, list };
}

describe("a connector that", () => {
  it.each<[string, () => unknown]>([
    ["never settles", never],
    [
      "throws at once",
      () => {
        throw new Error("a bug");
      },
    ],
    ["rejects", () => Promise.reject(new Error("away"))],
    ["rejects with nothing", () => Promise.reject(undefined)],
    ["is nothing", async () => undefined],
    ["is a number", async () => 7],
    ["admits nobody", async () => ({ health: 1, stop: 2 })],
    [
      "throws when it is looked at",
      async () => ({
        get admit() {
          throw new Error("do not look");
        },
      }),
    ],
    [
      "offers nonsense",
      async () => ({ admit: never, providers: [{ id: "__proto__", targets: "all" }] }),
    ],
    ["offers no list", async () => ({ admit: never, providers: { length: 1e9 } })],
    ["offers too much", async () => ({ admit: never, providers: Array(10_000).fill({}) })],
  ])(
    "[CONN17] %s as it starts is left out with a reason, and the other one works",
    async (_how, start) => {
      const { list } = await startBeside(start as ServerConnector["start"]);
      const anna = await server.device("anna");

      expect(anna.welcome.providers.map(({ id }) => id)).toEqual(["plain"]);
      expect(await list()).toMatchObject([
        { id: "plain", health: { ok: true } },
        {
          id: "other",
          health: { ok: false },
          failure: { step: "start", reference: expect.stringMatching(/^[\w-]{8}$/) },
        },
      ]);
      await server.device("bob");
      expect((await place(anna, "bob")).call.provider).toBe("plain");
    },
  );

  it.each<[string, Partial<RunningConnector> & { afterMs?: number }, RegExp]>([
    ["starts too late", { afterMs: 150 }, /^no answer within 100 ms$/],
    ["offers nonsense", { providers: {} as never }, /^nonsense: providers/],
    ["admits nobody", { admit: undefined as never }, /has no admit/],
    ["refuses to stop too", { admit: 1 as never, stop: never }, /has no admit/],
  ])("[CONN17] %s is stopped, with its own reason shown", async (_how, running, reason) => {
    let started = 0;
    let stopped = 0;
    const { list } = await startBeside(async (context) => {
      started++;
      await setTimeout(running.afterMs ?? 0);
      return {
        ...(await plainConnector().start(context)),
        ...running,
        stop: async () => {
          stopped++;
          await running.stop?.();
        },
      };
    });

    await vi.waitFor(() => expect(stopped).toBe(1));
    await setTimeout(150);
    expect([started, stopped]).toEqual([1, 1]);
    expect((await list())[1]).toMatchObject({
      failure: { step: "start", reason: expect.stringMatching(reason) },
    });
  });

  it.each<[string, Partial<RunningConnector>, string]>([
    ["never tells its health", { health: never }, "health"],
    ["tells nonsense of its health", { health: async () => "fine" as never }, "health"],
    [
      "throws at its sources",
      {
        csp: () => {
          throw new Error("a bug");
        },
      },
      "csp",
    ],
    [
      "promises its sources",
      { csp: (async () => Promise.reject(new Error("a bug"))) as never },
      "csp",
    ],
    ["opens the page's policy", { csp: () => ({ frame: ["*; script-src *"] }) }, "csp"],
    ["names half a policy", { csp: () => ({ connect: "https://x" }) as never }, "csp"],
  ])("[CONN17] %s is shown so, and the call page is as it was", async (_how, running, step) => {
    const { list } = await startBeside(async (context) => ({
      ...(await plainConnector().start(context)),
      ...running,
    }));

    const page = await fetch(`${server.url}/call`);
    const policy = page.headers.get("content-security-policy") ?? "";
    await list();

    expect(policy).toContain("script-src");
    expect(policy).not.toContain("script-src *");
    expect((await list())[1]).toMatchObject({ failure: { step } });
  });

  it.each<[string, () => unknown]>([
    ["nothing", async () => undefined],
    ["a text", async () => "come in"],
    ["100 MB", async () => ({ type: "session", data: "x".repeat(100 * 1_024 * 1_024) })],
    ["a circle", async () => circle()],
    ["a page at javascript:", async () => ({ type: "page", url: "javascript:1", frame: false })],
    ["a page without https", async () => ({ type: "page", url: "http://x.example", frame: false })],
    [
      "a getter that throws",
      async () => ({
        type: "session",
        get data() {
          throw new Error("do not look");
        },
      }),
    ],
    ["another type", async () => ({ type: "constructor", data: {} })],
  ])("[CONN17] grants %s fails with one code", async (_what, admit) => {
    server = await TestServer.start({
      connectors: [{ connector: plainConnector({ admit: admit as never }), settings: {} }],
      times: { connectorMs: 1_000 },
    });
    const anna = await server.device("anna");
    await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);

    await expect(seat.socket.request("calls.join", { call: call.id })).rejects.toMatchObject({
      code: "connector-failed",
    });
  });

  it("[CONN17] grants another prototype changes nobody's objects, nor what it is called", async () => {
    const data = JSON.parse('{"__proto__": {"polluted": true}, "x": 1}');
    const grant = { type: "session", connector: "webrtc", data, polluted: true };
    server = await TestServer.start({
      connectors: [
        { connector: plainConnector({ admit: async () => grant as never }), settings: {} },
      ],
    });
    const anna = await server.device("anna");
    await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);

    const joined = await seat.socket.request("calls.join", { call: call.id });

    expect(Object.keys(joined.grant)).toEqual(["type", "data", "connector"]);
    expect(joined.grant.connector).toBe("plain");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("[CONN17] cannot let somebody go is asked again when the administrator asks again", async () => {
    const asked: unknown[] = [];
    const remove = async ({ participant }: { participant: { id: string } }) => {
      asked.push(participant.id);
      if (asked.length === 1) throw new Error("away");
    };
    server = await TestServer.start({
      connectors: [{ connector: plainConnector({ remove }), settings: {} }],
    });
    const admin = await server.device("root", ADMIN);
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const placed = await place(anna, "bob");
    await answer(bob, placed.call.id);
    const input = { call: placed.call.id, participant: "p2" };

    const first = admin.socket.request("calls.remove", input);
    await expect(first).rejects.toMatchObject({ code: "connector-failed" });
    const again = await admin.socket.request("calls.remove", input);

    expect(asked).toEqual(["p2", "p2"]);
    expect(again.call).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });

  it.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("planted");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("planted"))],
  ])("[CONN17] hears a message and %s harms nobody, and hears the next one", async (_how, fail) => {
    const lines: string[] = [];
    let calls: CallReports | undefined;
    const heard: unknown[] = [];
    const { manifest } = plainConnector();
    server = await TestServer.start({
      logger: createLogger({ destination: { write: (line) => void lines.push(line) } }),
      connectors: [
        {
          connector: {
            manifest,
            start: async (context) => {
              calls = context.calls;
              return plainConnector().start(context);
            },
          },
          settings: {},
        },
      ],
    });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const placed = await place(anna, "bob");
    await answer(bob, placed.call.id);
    const seat = await server.seat(placed.secret);
    calls?.onRelay(placed.call.id, ({ body }) => {
      heard.push(body);
      return fail() as undefined;
    });

    seat.socket.send({ type: "relay", call: placed.call.id, n: 1, body: 1 });
    seat.socket.send({ type: "relay", call: placed.call.id, n: 2, body: 2 });
    await seat.socket.next("relay-kept", ({ n }) => n === 2);

    await expect.poll(() => heard).toEqual([1, 2]);
    const told = lines.filter((line) => line.includes("a connector failed at a message"));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("planted");
  });

  it("[SEC2] fails with a secret in its words keeps it out of the log, and the host in it", async () => {
    const lines: string[] = [];
    const admit = async () => {
      const cause = new Error("Authorization: Bearer canary-bearer-canary");
      const url = "https://user:canary@10.1.2.3/join?secret=canary&room=7";
      throw Object.assign(new Error(`fetch failed: ${url}`, { cause }), { apiKey: "canary" });
    };
    server = await TestServer.start({
      logger: createLogger({ destination: { write: (line) => void lines.push(line) } }),
      connectors: [{ connector: plainConnector({ admit }), settings: {} }],
    });
    const anna = await server.device("anna");
    await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);
    await seat.socket.request("calls.join", { call: call.id }).catch(() => {});

    const failed = lines.filter((line) => line.includes("fetch failed"));
    expect(failed.length).toBeGreaterThan(0);
    expect(lines.join("")).not.toContain("canary");
    expect(JSON.parse(failed[0] ?? "").err.message).toContain("10.1.2.3/join");
  });

  it("[CONN12] reports a thousand times a second is refused, and nobody else is held up", async () => {
    let calls: CallReports | undefined;
    await startBeside(async (context) => {
      calls = context.calls;
      return plainConnector().start(context);
    });
    const flood = Array.from({ length: 1_000 }, () => calls?.ended("A".repeat(22), "hung-up"));

    const answers = await Promise.allSettled(flood);
    const refused = answers.filter(({ status }) => status === "rejected");

    expect(refused.length).toBeGreaterThan(700);
    expect(refused[0]).toMatchObject({ reason: { code: "rate-limited" } });
    const anna = await server.device("anna");
    await server.device("bob");
    expect((await place(anna, "bob")).call.phase).toBe("ringing");
  });
});

describe("settings that a connector does not take", () => {
  it("[CONN17] stop the start when the configuration has them", async () => {
    const connector = other((context) => plainConnector().start(context));
    connector.manifest.parseSettings = () => {
      throw new Error("other.url: must be an address");
    };

    await expect(
      TestServer.start({ connectors: [{ connector, settings: { url: 7 } }] }),
    ).rejects.toThrow("other.url: must be an address");
    server = await TestServer.start();
  });
});

function circle(): object {
  const round: { data?: object; type: string } = { type: "session" };
  round.data = round;
  return round;
}
