import { afterEach, describe, expect, it } from "vitest";
import { SystemClock } from "../system-clock.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { pass } from "../testing/passing.ts";
import { place, TestServer } from "../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

describe("the heartbeat", () => {
  it("[WIRE12] pings a device within 5 s, idle or in a call, with the revisions of its calls", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const anna = await server.device("anna");
    const bob = await server.device("bob");

    await pass(clock, 5_000);
    const idle = await anna.socket.next("ping");
    const { call, secret } = await place(anna, "bob");
    await server.seat(secret);
    await bob.socket.request("calls.ringing", { call: call.id });
    await pass(clock, 5_000);
    const busy = await bob.socket.next("ping", ({ calls }) => Object.keys(calls).length > 0);
    const held = await bob.socket.request("calls.get", { call: call.id });

    expect(idle.calls).toEqual({});
    expect(busy.calls).toEqual({ [call.id]: held.call.revision });
  });

  it("[WIRE12] ends a socket that does not answer: in a call within 10 s", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { secret } = await place(anna, "bob");
    await server.seat(secret);
    bob.socket.answersPings = false;

    await pass(clock, 10_000);

    await expect(bob.socket.closed).resolves.toMatchObject({ code: 4001 });
    expect(anna.socket.socket.readyState).toBe(anna.socket.socket.OPEN);
  });

  it("[PRES6] [WIRE12] notices an idle device that vanished within 10 s, and tells at once who watches", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    await anna.socket.request("presence.subscribe", { people: ["bob"] });
    bob.socket.answersPings = false;

    await pass(clock, 9_000);
    const before = await anna.socket.request("presence.get", { people: ["bob"] });
    await pass(clock, 1_250);
    const told = await anna.socket.next("presence", ({ people }) => people.bob === "offline");

    expect(before.people).toEqual({ bob: "available" });
    expect(told.people).toEqual({ bob: "offline" });
    await expect(bob.socket.closed).resolves.toMatchObject({ code: 4001 });
  });

  it("[WIRE20] of a process that stood still for longer than its lease ends its sockets, to begin anew", async () => {
    const clock = new JumpingClock();
    server = await TestServer.start({ clock });
    const { socket } = await server.device("anna");

    clock.jumpMs = 60_000;
    const closed = await socket.closed;
    const again = await server.device("anna");

    expect(closed.code).toBe(4000);
    expect(again.welcome.me.party.id).toBe("anna");
  });
});

/** A clock that may jump forward, as time does for a process that was stopped. */
class JumpingClock extends SystemClock {
  jumpMs = 0;

  override now(): number {
    return super.now() + this.jumpMs;
  }
}
