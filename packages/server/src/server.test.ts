import { afterEach, expect, it } from "vitest";
import { answer, place, TestServer } from "./testing/test-server.ts";

let server: TestServer | undefined;
afterEach(() => server?.close());

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
