import { randomBytes, randomUUID } from "node:crypto";
import { signToken } from "@ringline/host";
import type { Call } from "@ringline/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { type Fault, FaultProxy } from "../harness/fault-proxy.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { deviceHello, seatHello, seatKey, WireClient } from "../harness/wire-client.ts";
import { startCall } from "./call-in-progress.ts";

const secret = randomBytes(32).toString("hex");
const settings = {
  RINGLINE_DEMO: "false",
  RINGLINE_TOKEN_SECRET: secret,
  RINGLINE_ORIGINS: "https://www.example.org",
};

let site: RinglineSite;
let proxy: FaultProxy;
let people = 0;
const clients: WireClient[] = [];

beforeAll(async () => {
  site = await RinglineSite.start({ settings });
});
beforeEach(async () => {
  proxy = await FaultProxy.start(site.port);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
  proxy.close();
});
afterAll(() => site?.stop());

async function arrive(id: string, server: string): Promise<WireClient> {
  const user = { id, name: `Person ${id}` };
  const token = await signToken({ secret, audience: site.callServer, user });
  const client = await WireClient.connect(server, deviceHello(token));
  clients.push(client);
  return client;
}

/** A call in which the callee's seat connects through the proxy. */
async function callOverProxy() {
  people += 1;
  const calleeId = `bob-${people}`;
  const caller = await arrive(`anna-${people}`, site.callServer);
  const callee = await arrive(calleeId, site.callServer);
  const servers = { caller: site.callServer, callee: proxy.url };
  return startCall({ caller, callee, calleeId, servers });
}

function calleeConnection(call: Call | undefined): string | undefined {
  return call?.participants.find(({ role }) => role === "callee")?.seat?.connection;
}

it.each([
  { fault: "reset", withinMs: 2_000 },
  { fault: "black-hole", withinMs: 14_000 },
  { fault: "half-open", withinMs: 14_000 },
] satisfies { fault: Fault; withinMs: number }[])(
  "[E2E27] a seat behind a network with $fault is reconnecting for the other",
  async ({ fault, withinMs }) => {
    const { call, caller, callee } = await callOverProxy();
    const told = () => calleeConnection(caller.seat.calls.get(call));
    const { seat } = callee.seat.welcome;
    expect(told()).toBe("connected");

    proxy.set(fault);
    await eventually("the seat is away", () => told() === "reconnecting", { withinMs });
    const back = await WireClient.connect(site.callServer, seatHello(seat?.nextSecret ?? ""));
    clients.push(back);
    await eventually("the seat is back", () => told() === "connected", { withinMs: 2_000 });

    expect(back.welcome.seat).toMatchObject({ participant: seat?.participant });
    expect(back.welcome.seat?.epoch).toBeGreaterThan(seat?.epoch ?? 0);
  },
);

it("[E2E28] a place whose answer got lost is answered alike on another connection", async () => {
  people += 1;
  const callerId = `anna-${people}`;
  const callee = await arrive(`bob-${people}`, site.callServer);
  const first = await arrive(callerId, proxy.url);
  const input = {
    key: randomUUID(),
    target: { type: "user", id: `bob-${people}` },
    media: "audio",
    seat: seatKey().seat,
  } as const;

  proxy.set("half-open");
  const lost = first.request("calls.place", input).catch(() => "lost");
  const rung = await callee.callThat(({ phase }) => phase === "ringing");
  proxy.set("reset");
  const again = await arrive(callerId, site.callServer);
  const { call } = await again.request("calls.place", input);

  expect(await lost).toBe("lost");
  expect(call.id).toBe(rung.id);
  expect(callee.calls.size).toBe(1);
});
