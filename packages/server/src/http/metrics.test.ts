import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer, place, TestServer } from "../testing/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.close());

/** The value of one series; 0 where it is not there yet. */
async function read(series: string): Promise<number> {
  const lines = (await server.server.metrics()).split("\n");
  const line = lines.find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

describe("metrics", () => {
  it("[HTTP17] follow a call from its ring to its end", async () => {
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    const ringing = await read("ringline_calls_ringing");
    await answer(bob, call.id);
    const active = await read("ringline_calls_active");
    await bob.socket.request("calls.leave", { call: call.id });

    expect([ringing, active]).toEqual([1, 1]);
    expect(await read("ringline_sockets")).toBe(2);
    expect(await read("ringline_calls_started_total")).toBe(1);
    expect(await read("ringline_call_answer_seconds_count")).toBe(1);
    expect(await read('ringline_calls_ended_total{reason="hung-up"}')).toBe(1);
    expect(await read("ringline_calls_active")).toBe(0);
  });

  it("[HTTP17] count what people notice of a call, as its pages say, and only of their own", async () => {
    const carol = await server.device("carol");
    const dave = await server.device("dave");
    const { call, secret } = await place(carol, "dave");
    await answer(dave, call.id);
    const { socket } = await server.seat(secret);
    const report = (id: string) =>
      socket.request("calls.report", { call: id, problem: "picture-frozen" });

    await report(call.id);
    await report(call.id);
    const refused = await report("A".repeat(22)).catch(({ code }) => code);

    expect(await read('ringline_call_problems_total{problem="picture-frozen"}')).toBe(2);
    expect(refused).toBe("call-not-found");
  });

  it("[HTTP17] count requests by route, never by what a path holds", async () => {
    await fetch(`${server.url}/v1/calls/AAAAAAAAAAAAAAAAAAAAAA`);
    await fetch(`${server.url}/no/such/page`);
    const text = await server.server.metrics();

    expect(await read('ringline_http_requests_total{route="calls.get",status="401"}')).toBe(1);
    expect(await read('ringline_http_requests_total{route="other",status="404"}')).toBe(1);
    expect(await read('ringline_auth_failures_total{code="not-authenticated"}')).toBe(1);
    expect(text).not.toContain("AAAAAAAAAAAAAAAAAAAAAA");
    expect(text).not.toContain("anna");
  });
});
