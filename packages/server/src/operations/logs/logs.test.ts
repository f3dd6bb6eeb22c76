import { Writable } from "node:stream";
import type { LogEntry, LogLine, Operations } from "@ringline/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../logs/logger.ts";
import type { ServerOptions } from "../../server-options.ts";
import { plainConnector } from "../../testing/plain-connector.ts";
import { noPostgres, scratchDatabase } from "../../testing/scratch-database.ts";
import { answer, type Device, place, TestServer, tokenFor } from "../../testing/test-server.ts";
import type { TestSocket } from "../../testing/test-socket.ts";

type Found = Operations["logs.find"]["result"];

const PAGE = "page-one";
let lastNumber = 0;

function entry(message: string, more: Partial<LogEntry> = {}): LogEntry {
  lastNumber += 1;
  const at = new Date().toISOString();
  return { n: lastNumber, at, level: "info", message, page: PAGE, provider: "plain", ...more };
}

const write = ({ socket }: { socket: TestSocket }, ...entries: LogEntry[]) =>
  socket.request("logs.write", { sentAt: new Date().toISOString(), entries });

const SQLITE = {
  name: "SQLite",
  open: async () => ({ url: "sqlite::memory:", drop: async () => {} }),
};
const POSTGRES = { name: "PostgreSQL", open: scratchDatabase };
const DATABASES = noPostgres ? [SQLITE] : [SQLITE, POSTGRES];

let server: TestServer;
let open = SQLITE.open;
let drop = async () => {};
afterEach(async () => {
  await server?.close();
  await drop();
});

async function started(options: Partial<ServerOptions> = {}): Promise<[Device, Device]> {
  const database = await open();
  drop = database.drop;
  server = await TestServer.start({
    remoteLog: ["plain"],
    database: database.url,
    ...options,
  });
  return [await server.device("anna"), await server.device("bob")];
}

async function ask(path: string, claims: Record<string, unknown> = { roles: ["admin"] }) {
  const authorization = `Bearer ${await tokenFor("root", claims)}`;
  const response = await fetch(`${server.url}${path}`, { headers: { authorization } });
  return { status: response.status, body: (await response.json()) as Found & { content: string } };
}

/** Asks until the lines that are under way are kept. */
async function find(
  query: string,
  isThere = ({ lines }: Found) => lines.length > 0,
): Promise<Found> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status, body } = await ask(`/v1/logs?${query}`);
    if (status === 200 && isThere(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing found: ${query}`);
}

const has = (message: string) => (found: Found) =>
  found.lines.some((line) => line.message === message);
const messages = (lines: readonly LogLine[]) => lines.map(({ message }) => message);

describe.each(DATABASES)("logs.write on $name", (database) => {
  beforeEach(() => {
    open = database.open;
  });

  it("[LOG1] a line is kept under the name of who wrote it, with both clocks", async () => {
    const [anna] = await started();
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const sentAt = new Date(Date.now() - 3_595_000).toISOString();

    await anna.socket.request("logs.write", { sentAt, entries: [entry("said", { at })] });

    const { lines } = await find("person=anna");
    expect(lines).toMatchObject([
      {
        source: "page",
        message: "said",
        person: "anna",
        page: PAGE,
        provider: "plain",
        clientAt: at,
      },
    ]);
    const age = Date.now() - Date.parse(lines[0]?.at ?? "");
    expect(age).toBeGreaterThanOrEqual(5_000);
    expect(age).toBeLessThan(20_000);
  });

  it("[LOG1] a batch that is sent again is kept once", async () => {
    const [anna] = await started();
    const again = entry("once");

    await write(anna, again);
    await write(anna, again, entry("last"));

    const { lines } = await find("person=anna", has("last"));
    expect(messages(lines).filter((message) => message === "once")).toHaveLength(1);
  });

  it("[LOG2] without the provider's switch only errors that a person was shown are kept", async () => {
    const [anna] = await started({ remoteLog: [] });

    const { kept, wanted } = await write(
      anna,
      entry("debug"),
      entry("not shown", { level: "error" }),
      entry("not grave", { reference: "AAAAAAAA" }),
      entry("shown", { level: "error", reference: "BBBBBBBB" }),
    );

    const { entry: found, lines } = await find("reference=BBBBBBBB");
    expect(kept).toBe(1);
    expect(found).toMatchObject({ message: "shown", person: "anna", reference: "BBBBBBBB" });
    expect(messages(lines)).toEqual(["shown"]);
    expect(wanted).toEqual([]);
  });

  it("[LOG2] the answer names whose lines are wanted", async () => {
    const [anna] = await started();

    const { wanted } = await write(anna);
    const { kept } = await write(anna, entry("unknown", { provider: "other" }), entry("known"));

    expect(wanted).toEqual(["ringline", "plain"]);
    expect(kept).toBe(1);
  });

  it.each([
    ["a level that there is not", { level: "fatal" }],
    ["a trace", { level: "trace" }],
    ["a person", { person: "root" }],
    ["a file name", { file: "../../etc/passwd" }],
    ["a provider that is a path", { provider: "../x" }],
    ["a reference that is none", { reference: "'; drop table" }],
    ["a long prefix", { prefix: "x".repeat(65) }],
    ["a time that is none", { at: "yesterday" }],
  ])("[LOG3] refuses %s", async (_name, wrong) => {
    const [anna] = await started();

    const refused = write(anna, { ...entry("x"), ...wrong } as LogEntry);

    await expect(refused).rejects.toMatchObject({ status: 400 });
  });

  it("[LOG3] refuses more than a hundred lines at once, and whoever is not signed in", async () => {
    const [anna] = await started();

    const many = write(anna, ...Array.from({ length: 101 }, () => entry("x")));
    await expect(many).rejects.toMatchObject({ code: "invalid-input" });
    const nobody = await fetch(`${server.url}/v1/logs`, { method: "POST", body: "{}" });

    expect(nobody.status).toBe(401);
  });

  it("[LOG3] beyond a person's rate lines are lost and counted, and the socket lives", async () => {
    const [anna, bob] = await started({ limits: { logBurst: 5, logLinesPerMinute: 60 } });
    const batch = () => Array.from({ length: 100 }, (_, n) => entry(`line ${n}`));

    const first = await write(anna, ...batch());
    const second = await write(anna, ...batch());
    const other = await write(bob, entry("bob's"));

    expect(first.kept).toBe(5);
    expect(first.retryAfterMs).toBeGreaterThan(0);
    expect(second.kept).toBe(0);
    expect(other.kept).toBe(1);
    const { lines } = await find("person=anna", has("100 lines of this page were lost"));
    expect(messages(lines)).toContain("95 lines of this page were lost");
    const kept = messages(lines).filter((message) => message.startsWith("line "));
    expect(kept).toEqual([99, 98, 97, 96, 95].map((n) => `line ${n}`));
    const { call } = await place(anna, "bob");
    expect(call.phase).toBe("ringing");
  });

  it("[LOG3] batches cost none of a person's commands, and too many of them are told to wait", async () => {
    const [anna] = await started({ limits: { commandsPerSecond: 1, commandBurst: 5 } });

    const batches = Array.from({ length: 33 }, () => write(anna).catch(({ code }) => code));
    const answers = await Promise.all(batches);
    const { call } = await place(anna, "bob");

    expect(answers.filter((answered) => answered === "rate-limited").length).toBeGreaterThan(0);
    expect(answers.filter((answered) => typeof answered === "object")).toHaveLength(30);
    expect(call.phase).toBe("ringing");
  });

  it("[LOG3] all people together have a rate too", async () => {
    const [anna, bob] = await started({ limits: { logLinesPerSecondOfAll: 3 } });

    const first = await write(anna, ...Array.from({ length: 10 }, () => entry("x")));
    const second = await write(bob, entry("y"));

    expect(first.kept).toBe(6);
    expect(second.kept).toBe(0);
  });

  it("[LOG4] a hostile line is one line of the server's log, in the name of who wrote it", async () => {
    const written: string[] = [];
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        written.push(String(chunk));
        done();
      },
    });
    const [anna] = await started({ logger: createLogger({ destination }) });
    const hostile = 'x\r\n{"level":60,"person":"root","time":0}\u001b[2J\u2028\u202e"';

    await write(anna, entry(hostile, { level: "warn", prefix: hostile.slice(0, 60) }));

    const lines = written.filter((text) => text.includes("client log"));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: 40,
      msg: "client log",
      person: "anna",
      page: PAGE,
      provider: "plain",
      clientAt: expect.any(String),
      at: expect.any(String),
      text: expect.stringContaining("\\u001b[2J\\u2028\\u202e"),
    });
  });

  it("[LOG5] a line names a call only for who is in it", async () => {
    const [anna, bob] = await started();
    const mallory = await server.device("mallory");
    const { call } = await place(anna, "bob");

    await write(mallory, entry("a stranger's", { call: call.id }));
    await write(bob, entry("bob's", { call: call.id }));

    const { lines } = await find(`call=${call.id}`, has("bob's"));
    expect(messages(lines)).not.toContain("a stranger's");
    expect((await find("person=mallory")).lines[0]?.call).toBeUndefined();
  });
});

describe.each(DATABASES)("logs.find on $name", (database) => {
  beforeEach(() => {
    open = database.open;
  });

  it("[LOG7] one reference finds both ends, the call's steps and the server's lines in one time line", async () => {
    const broken = plainConnector({ admit: () => Promise.reject(new Error("no ticket canary")) });
    const [anna, bob] = await started({ connectors: [{ connector: broken, settings: {} }] });
    const placed = await place(anna, "bob");
    const answered = await answer(bob, placed.call.id);
    const annas = await server.seat(placed.secret);
    const bobs = await server.seat(answered.secret);
    const { reference } = await bobs.socket
      .request("calls.join", { call: placed.call.id })
      .catch((problem) => problem);
    await write(annas, entry("anna's end", { prefix: "call" }));
    await write(anna, entry("anna's host page", { provider: "ringline" }));
    await write(bobs, entry("could not join", { level: "error", reference }));
    await bobs.socket.request("calls.leave", {
      call: placed.call.id,
      reason: "failed",
      problem: "connector-failed",
    });

    const found = await find(`reference=${reference}`, has("leave: active → ended (failed)"));

    expect(found.entry).toMatchObject({ reference, call: placed.call.id, person: "bob" });
    expect(found.call).toMatchObject({
      id: placed.call.id,
      provider: "plain",
      endReason: "failed",
      problem: "connector-failed",
      participants: [
        { id: "p1", role: "caller", party: { id: "anna" } },
        { id: "p2", role: "callee", party: { id: "bob" } },
      ],
    });
    const told = found.lines.map(({ source, person, message }) => [source, person, message]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["call", undefined, "place: nothing → ringing"],
        ["call", undefined, "answer: ringing → active"],
        ["page", "anna", "anna's end"],
        ["page", "anna", "anna's host page"],
        ["page", "bob", "could not join"],
        ["server", "bob", "could not be done"],
        ["call", undefined, "leave: active → ended (failed)"],
      ]),
    );
    const times = found.lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    const step = found.lines.find(({ message }) => message.startsWith("answer"));
    expect(step?.details).toMatchObject({
      from: "ringing",
      to: "active",
      by: "p2",
      revision: expect.any(Number),
      changes: [{ participant: "p2", from: "invited", to: "joined, awaited 0" }],
    });
  });

  it("[LOG7] the beginning of a call's id is a reference too: the other end reads it", async () => {
    const [anna] = await started({ remoteLog: [] });
    const { call } = await place(anna, "bob");
    await anna.socket.request("calls.cancel", { call: call.id });

    const found = await find(`reference=${call.id.slice(0, 8)}`);

    expect(found.entry).toBeUndefined();
    expect(found.call).toMatchObject({ id: call.id, endReason: "cancelled" });
    expect(messages(found.lines)).toContain("cancel: ringing → ended (cancelled)");
  });

  it("[LOG6] a refusal that a person was shown is found by its reference, with who asked for what", async () => {
    const [anna] = await started();
    const { reference } = await anna.socket
      .request("calls.get", { call: "A".repeat(22) })
      .catch((problem) => problem);

    const { entry: found } = await find(`reference=${reference}`);

    expect(found).toMatchObject({
      source: "server",
      person: "anna",
      call: "A".repeat(22),
      details: { operation: "calls.get", code: "call-not-found" },
    });
  });

  it("[LOG6] is for administrators alone, and says so when there is nothing", async () => {
    await started();

    const mine = await ask("/v1/logs", {});
    const exported = await ask("/v1/logs/export?format=json", {});
    const nothing = await ask("/v1/logs?reference=zzzzzzzz");

    expect([mine.status, exported.status, nothing.status]).toEqual([403, 403, 404]);
  });

  it("[LOG6] pages follow each other, and a time line can be narrowed", async () => {
    const [anna] = await started();
    const { call } = await place(anna, "bob");
    const lines = Array.from({ length: 5 }, (_, n) => entry(`line ${n}`, { call: call.id }));
    await write(anna, ...lines, entry("grave", { level: "error", call: call.id }));
    await find(`call=${call.id}`, has("grave"));

    const first = await find(`call=${call.id}&limit=4`);
    const second = await find(`call=${call.id}&limit=4&before=${first.next}`);
    const grave = await find(`call=${call.id}&level=warn`);
    const text = await find(`call=${call.id}&text=LINE%203`);

    expect(messages([...first.lines, ...second.lines])).toHaveLength(7);
    expect(second.next).toBeUndefined();
    expect(messages(grave.lines)).toEqual(["grave"]);
    expect(messages(text.lines)).toEqual(["line 3"]);
  });

  it("[LOG6] is exported as JSON and as a line of JSON each", async () => {
    const [anna] = await started();
    await write(anna, entry("one"), entry("two"));
    await find("person=anna", has("two"));

    const json = await ask("/v1/logs/export?format=json&person=anna");
    const lines = await ask("/v1/logs/export?format=ndjson&person=anna");

    expect(messages(JSON.parse(json.body.content))).toEqual(["two", "one"]);
    const parsed = lines.body.content
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(messages(parsed)).toEqual(["two", "one"]);
  });

  it("[LOG8] nothing of an erased person is left in it", async () => {
    const [anna] = await started();
    await write(anna, entry("hers"));
    await find("person=anna");

    const authorization = `Bearer ${await tokenFor("root", { roles: ["admin"] })}`;
    await fetch(`${server.url}/v1/people/anna`, { method: "DELETE", headers: { authorization } });

    expect((await ask("/v1/logs?person=anna")).body.lines).toEqual([]);
  });
});
