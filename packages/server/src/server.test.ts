import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { HandTurnedClock } from "./testing/hand-turned-clock.ts";
import { PATIENT, pass } from "./testing/passing.ts";
import { answer, place, TestServer } from "./testing/test-server.ts";

let server: TestServer;
let folder: string | undefined;
afterEach(async () => {
  await server.close();
  if (folder) rmSync(folder, { recursive: true });
});

it("[WIRE1] [RING1] [SEAT1] [RELAY1] a call goes from the press over ring, answer and relay to the end", async () => {
  server = await TestServer.start();
  const anna = await server.device("anna");
  const bob = await server.device("bob");

  const placed = await place(anna, "bob");
  const rung = await bob.socket.next("call");
  await bob.socket.request("calls.ringing", { call: placed.call.id });
  const annasSeat = await server.seat(placed.secret);
  const answered = await answer(bob, placed.call.id);
  const bobsSeat = await server.seat(answered.secret);
  const joined = await bobsSeat.socket.request("calls.join", { call: placed.call.id });
  annasSeat.socket.send({ type: "relay", call: placed.call.id, n: 1, body: { hello: "bob" } });
  const relayed = await bobsSeat.socket.next("relay");
  await bobsSeat.socket.request("calls.leave", { call: placed.call.id });
  const over = await annasSeat.socket.next("call", ({ call }) => call.phase === "ended");

  expect(placed.call).toMatchObject({ phase: "ringing", caller: { id: "anna" } });
  expect(rung.call).toMatchObject({ id: placed.call.id, ring: "aloud", phase: "ringing" });
  expect(annasSeat.welcome.seat).toMatchObject({ participant: "p1", epoch: 1 });
  expect(joined.grant).toEqual({
    type: "session",
    connector: "plain",
    data: { participant: "p2", epoch: 1 },
  });
  expect(relayed).toMatchObject({ from: "p1", body: { hello: "bob" } });
  expect(over.call).toMatchObject({ endReason: "hung-up" });
});

it("[RING21] a ring goes on after a restart, for the rest of its time", async () => {
  const { database, clock } = inFile();
  server = await TestServer.start({ database, clock, times: PATIENT });
  const anna = await server.device("anna");
  await server.device("bob");
  const { call, secret } = await place(anna, "bob");
  await server.seat(secret);
  await pass(clock, 3_000);
  await server.close();

  server = await TestServer.start({ database, clock, times: PATIENT });
  const bob = await server.device("bob");
  await bob.socket.request("calls.ringing", { call: call.id });
  const annas = await server.device("anna");
  const answered = await answer(bob, call.id);
  const told = await annas.socket.next("call", (frame) => frame.call.phase === "active");

  expect(bob.welcome.calls).toMatchObject([{ id: call.id, ring: "aloud" }]);
  expect(answered.call.phase).toBe("active");
  expect(told.call.id).toBe(call.id);
});

it("[RING21] a ring whose time ran out while no server ran ends as the next one starts", async () => {
  const { database, clock } = inFile();
  server = await TestServer.start({ database, clock, times: PATIENT });
  const anna = await server.device("anna");
  await server.device("bob");
  const { call } = await place(anna, "bob");
  await server.close();
  await clock.turn(60_000);

  server = await TestServer.start({ database, clock, times: PATIENT });
  const again = await server.device("anna", { holds: { [call.id]: 1 } });
  const bob = await server.device("bob");

  expect(again.welcome.calls).toMatchObject([{ id: call.id, phase: "ended" }]);
  expect(bob.welcome.calls).toEqual([]);
});

it("[SEAT5] a conversation goes on after a restart when its seats come back", async () => {
  const { database, clock } = inFile();
  server = await TestServer.start({ database, clock, times: PATIENT });
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const placed = await place(anna, "bob");
  const answered = await answer(bob, placed.call.id);
  const seats = [await server.seat(placed.secret), await server.seat(answered.secret)];
  await server.close();

  server = await TestServer.start({ database, clock, times: PATIENT });
  const back = await Promise.all(
    seats.map(({ welcome }) => server.seat(welcome.seat?.nextSecret ?? "")),
  );

  expect(back.map(({ welcome }) => welcome.seat?.epoch)).toEqual([2, 2]);
  const { call } = (await back[1]?.socket.request("calls.get", { call: placed.call.id })) ?? {};
  expect(call).toMatchObject({
    phase: "active",
    participants: [{ seat: { connection: "connected" } }, { seat: { connection: "connected" } }],
  });
});

it("[SEAT5] a conversation whose seats do not come back after a restart ends", async () => {
  const { database, clock } = inFile();
  server = await TestServer.start({ database, clock, times: PATIENT });
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const placed = await place(anna, "bob");
  const answered = await answer(bob, placed.call.id);
  await Promise.all([server.seat(placed.secret), server.seat(answered.secret)]);
  await server.close();

  server = await TestServer.start({ database, clock, times: PATIENT });
  const again = await server.device("anna");
  await pass(clock, 21_000);
  const over = await again.socket.next("call", ({ call }) => call.phase === "ended");

  expect(over.call).toMatchObject({ id: placed.call.id, endReason: "hung-up" });
});

function inFile() {
  folder = mkdtempSync(join(tmpdir(), "ringline-server-"));
  return { database: `sqlite:${join(folder, "calls.db")}`, clock: new HandTurnedClock() };
}
