import type { LogEntry, Operations } from "@ringline/protocol";
import { afterEach, expect, it } from "vitest";
import { type Device, place, TestServer, tokenFor } from "../../testing/test-server.ts";

type Found = Operations["logs.find"]["result"];

const MOST_AT_ONCE = 100;

let server: TestServer;
afterEach(() => server.close());

async function find(query: Record<string, string>): Promise<Found> {
  const authorization = `Bearer ${await tokenFor("root", { roles: ["admin"] })}`;
  const path = `/v1/logs?${new URLSearchParams(query)}`;
  const response = await fetch(`${server.url}${path}`, { headers: { authorization } });
  return (await response.json()) as Found;
}

async function write({ socket }: Device, entries: readonly LogEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += MOST_AT_ONCE) {
    const some = entries.slice(from, from + MOST_AT_ONCE);
    await socket.request("logs.write", { sentAt: new Date().toISOString(), entries: some });
  }
}

it("[LOG6] a page of a narrowed time line is full, whatever lies between its lines", async () => {
  const limits = { logLinesPerMinute: 60_000, logBurst: 5_000, logLinesPerSecondOfAll: 5_000 };
  server = await TestServer.start({ remoteLog: ["plain"], limits });
  const anna = await server.device("anna");
  await server.device("bob");
  const { call } = await place(anna, "bob");
  const graves = new Map([
    [5, "first"],
    [1_150, "second"],
    [1_190, "third"],
  ]);
  // Each a while after the one before: how long a message takes moves its lines, and they shall stay in their order.
  const begun = Date.now() - 60_000;
  const lines = Array.from({ length: 1_200 }, (_, n): LogEntry => {
    const grave = graves.get(n);
    const said = { level: grave ? "error" : "info", message: grave ?? `line ${n}` } as const;
    const at = new Date(begun + n * 50).toISOString();
    return { n: n + 1, at, page: "page-one", provider: "plain", call: call.id, ...said };
  });
  await write(anna, lines);
  const asked = { call: call.id, level: "warn", limit: "2" };
  await expect
    .poll(async () => (await find({ person: "anna", text: "third" })).lines.length)
    .toBe(1);

  const first = await find(asked);
  const second = await find({ ...asked, before: first.next ?? "" });
  const text = await find({ call: call.id, text: "LINE 1100", limit: "1" });

  expect(first.lines.map(({ message }) => message)).toEqual(["first", "second"]);
  expect(second.lines.map(({ message }) => message)).toEqual(["third"]);
  expect(second.next).toBeUndefined();
  expect(text.lines.map(({ message }) => message)).toEqual(["line 1100"]);
});
