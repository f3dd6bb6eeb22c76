import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { RunningConnector } from "@ringline/connector-spi/server";
import { afterEach, describe, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { answer, place, TestServer } from "../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

async function startWith(running: Partial<RunningConnector>): Promise<void> {
  server = await TestServer.start({
    connectors: [{ connector: plainConnector(running), settings: {} }],
    times: { connectorMs: 100 },
  });
}

async function talk() {
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const { call, secret } = await place(anna, "bob");
  const seat = await server.seat(secret);
  return { anna, bob, seat, call: call.id };
}

describe("a connector", () => {
  it.each<[string, RunningConnector["admit"]]>([
    [
      "throws",
      () => {
        throw new Error("a bug");
      },
    ],
    ["rejects", () => Promise.reject(new Error("away"))],
    ["never answers", () => new Promise(() => {})],
    [
      "answers too much",
      async () => ({ type: "session", connector: "plain", data: "x".repeat(70_000) }),
    ],
  ])("[CONN1] that %s fails with one code, and the call can go on", async (_how, admit) => {
    await startWith({ admit });
    const { seat, bob, call } = await talk();

    const refused = seat.socket.request("calls.join", { call });

    await expect(refused).rejects.toMatchObject({ code: "connector-failed", status: 502 });
    await expect(answer(bob, call)).resolves.toMatchObject({ call: { phase: "active" } });
  });

  it("[CONN2] opens a place for the call, gets it with each entry, and closes it until it is closed", async () => {
    const steps: unknown[] = [];
    let closings = 0;
    await startWith({
      open: async ({ id }, generation) => ({ room: `room of ${id}`, generation }),
      admit: async ({ place: data }) => ({ type: "session", connector: "plain", data }),
      close: async (_call, data) => {
        closings += 1;
        steps.push(data);
        if (closings === 1) throw new Error("not now");
      },
    });
    const { seat, anna, call } = await talk();

    const { grant } = await seat.socket.request("calls.join", { call });
    await anna.socket.request("calls.cancel", { call });

    const data = { room: `room of ${call}`, generation: 1 };
    expect(grant).toEqual({ type: "session", connector: "plain", data });
    await expect.poll(() => steps, { timeout: 3_000 }).toEqual([data, data]);
  });

  it("[CONN2] closes what the process before it could not, and does not ask again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ringline-places-"));
    const closed: unknown[] = [];
    const startOver = async (close: RunningConnector["close"]) => {
      const connector = plainConnector({ open: async ({ id }) => ({ room: id }), close });
      server = await TestServer.start({
        database: `sqlite:${join(folder, "ringline.sqlite")}`,
        connectors: [{ connector, settings: {} }],
        times: { connectorMs: 100 },
      });
    };
    const keeps = async (_call: string, data: unknown) => void closed.push(data);
    await startOver(() => Promise.reject(new Error("away")));
    const { anna, seat, call } = await talk();
    await seat.socket.request("calls.join", { call });
    await anna.socket.request("calls.cancel", { call });
    await server.close();

    await startOver(keeps);
    await expect.poll(() => closed, { timeout: 3_000 }).toEqual([{ room: call }]);
    await server.close();
    await startOver(keeps);
    await setTimeout(300);

    expect(closed).toHaveLength(1);
    await server.close();
    await rm(folder, { recursive: true });
  });

  it("[CONN3] whose place cannot be opened ends the call as failed", async () => {
    await startWith({ open: () => Promise.reject(new Error("no media server")) });
    const { anna } = await talk();

    const over = await anna.socket.next("call", ({ call }) => call.phase === "ended");

    expect(over.call).toMatchObject({ endReason: "failed", problem: "connector-failed" });
  });

  it("[CONN4] reports from outside, and the machine decides", async () => {
    const connector = plainConnector();
    const reports: Parameters<typeof connector.start>[0]["calls"][] = [];
    const start: typeof connector.start = (context) => {
      reports.push(context.calls);
      return connector.start(context);
    };
    const setup = { connector: { ...connector, start }, settings: {} };
    server = await TestServer.start({ connectors: [setup] });
    const { anna, bob, call } = await talk();
    await answer(bob, call);

    await reports[0]?.leg(call, "p2", "left");
    await reports[0]?.ended(call, "hung-up");
    await reports[0]?.ended("A".repeat(22), "failed");
    const over = await anna.socket.next("call", (frame) => frame.call.phase === "ended");

    expect(over.call).toMatchObject({ endReason: "hung-up" });
  });
});
