import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../../testing/passing.ts";
import { plainConnector } from "../../testing/plain-connector.ts";
import { answer, newSecret, place, TestServer } from "../../testing/test-server.ts";
import { randomName } from "../../testing/test-socket.ts";

let server: TestServer;
afterEach(() => server.close());

describe("placing", () => {
  it("[RING1] rings every device of the callee and nobody else", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bobs = [await server.device("bob"), await server.device("bob")];
    const carol = await server.device("carol");

    const { call } = await place(anna, "bob", { about: { title: "Budget" } });
    const rung = await Promise.all(bobs.map(({ socket }) => socket.next("call")));
    const { calls } = await carol.socket.request("calls.list", {});

    expect(rung.map((frame) => frame.call)).toMatchObject([
      { id: call.id, ring: "aloud", about: { title: "Budget" } },
      { id: call.id, ring: "aloud" },
    ]);
    expect(calls).toEqual([]);
    expect(carol.socket.frames).toEqual([]);
  });

  it("[RING2] repeated with its key answers the same call; with another input it is refused", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const again = await server.device("anna");
    await server.device("bob");
    const input = { key: randomName(), seat: newSecret().seat };

    const first = await place(anna, "bob", input);
    const second = await place(again, "bob", input);
    const third = place(again, "carol", input);

    expect(second.call).toEqual(first.call);
    await expect(third).rejects.toMatchObject({ code: "request-id-reused", status: 409 });
  });

  it("[RING4] against the opposite ring is an answer: one call, nobody busy", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");

    const [one, other] = await Promise.all([place(anna, "bob"), place(bob, "anna")]);
    const seats = await Promise.all([server.seat(one.secret), server.seat(other.secret)]);

    expect(one.call.id).toBe(other.call.id);
    expect(seats.map(({ welcome }) => welcome.calls[0]?.phase)).toEqual(["active", "active"]);
  });

  it("[RING5] is refused to who is in another call, unless that one ends first", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("bob");
    const carol = await server.device("carol");
    const { call } = await place(anna, "bob");

    const refused = place(anna, "carol");
    await expect(refused).rejects.toMatchObject({ code: "in-other-call" });
    const second = await place(anna, "carol", { leave: call.id });
    const rung = await carol.socket.next("call");

    expect(rung.call.id).toBe(second.call.id);
    const ended = await anna.socket.next("call", (frame) => frame.call.phase === "ended");
    expect(ended.call).toMatchObject({ id: call.id, endReason: "cancelled" });
  });

  it.each([
    ["a provider that does not exist", "carol", { provider: "telepathy" }, "invalid-input"],
    ["a policy that fails", "erin", {}, "policy-unavailable"],
    ["the person whom one talks to", "bob", {}, "invalid-input"],
    ["oneself", "anna", {}, "invalid-input"],
  ])("[RING22] does not end the call that one is in when it is refused: %s", async (...row) => {
    const [_why, target, more, code] = row;
    const mayCall = (_caller: unknown, callee: string) => {
      if (callee === "erin") throw new Error("no idea");
      return true;
    };
    server = await TestServer.start({ policy: { mayCall } });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const talk = await place(anna, "bob");
    await answer(bob, talk.call.id);

    const refused = place(anna, target, { ...more, leave: talk.call.id });

    await expect(refused).rejects.toMatchObject({ code });
    const { call } = await bob.socket.request("calls.get", { call: talk.call.id });
    expect(call.phase).toBe("active");
  });

  it("[RING22] ends no ring that one has not answered", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("carol");
    const bob = await server.device("bob");
    const rung = await place(bob, "anna");

    await place(anna, "carol", { leave: rung.call.id });

    const { call } = await bob.socket.request("calls.get", { call: rung.call.id });
    expect(call.phase).toBe("ringing");
  });

  it("[RING2] [RING4] repeated after it was an answer, answers the same call, also when that one is over", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const ring = await place(anna, "bob");
    const key = randomName();
    const { seat } = newSecret();

    const met = await place(bob, "anna", { key, seat });
    await anna.socket.request("calls.leave", { call: ring.call.id });
    const repeated = await place(bob, "anna", { key, seat });

    expect([met.call.id, repeated.call.id]).toEqual([ring.call.id, ring.call.id]);
    expect(repeated.call.phase).toBe("ended");
  });

  it("[RING6] again to the same person takes the seat to the new page", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("bob");
    const first = await place(anna, "bob");
    const firstSeat = await server.seat(first.secret);

    const second = await place(anna, "bob");
    const secondSeat = await server.seat(second.secret);
    const closed = await firstSeat.socket.closed;

    expect(second.call.id).toBe(first.call.id);
    expect(secondSeat.welcome.seat?.participant).toBe("p1");
    expect(closed.code).toBe(4503);
  });

  it("[RING9] ends at once where the callee has no device", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");

    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);

    expect(call).toMatchObject({ phase: "ended", endReason: "unreachable" });
    expect(seat.welcome.calls).toMatchObject([{ id: call.id, endReason: "unreachable" }]);
  });

  it("[RING9] ends after 8 s when no device says that it rings, and not when one did", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const anna = await server.device("anna");
    await server.device("bob");
    const dave = await server.device("dave");
    const carol = await server.device("carol");
    const silent = await place(anna, "bob");
    const heard = await place(dave, "carol");
    await carol.socket.request("calls.ringing", { call: heard.call.id });
    await server.seat(silent.secret);
    await server.seat(heard.secret);

    await pass(clock, 9_000);
    const ended = await anna.socket.next("call", (frame) => frame.call.phase === "ended");
    const { call } = await dave.socket.request("calls.get", { call: heard.call.id });

    expect(ended.call).toMatchObject({ id: silent.call.id, endReason: "unreachable" });
    expect(call).toMatchObject({ phase: "ringing", participants: [{}, { state: "ringing" }] });
  });

  it("[RING10] ends with no-answer on both sides when the ring time is over", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call, secret } = await place(anna, "bob", { ringMs: 20_000 });
    await bob.socket.request("calls.ringing", { call: call.id });
    await server.seat(secret);

    await pass(clock, 20_000);
    const ends = await Promise.all(
      [anna, bob].map(({ socket }) => socket.next("call", (frame) => frame.call.phase === "ended")),
    );

    expect(ends.map((frame) => frame.call)).toMatchObject([
      { endReason: "no-answer" },
      { endReason: "no-answer" },
    ]);
  });

  it("[RING20] leaves out the address of a page that is not the site's own", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("bob");
    const title = "Line one\u202e\nline two";

    const own = await place(anna, "bob", { about: { title, url: "https://site.example/a" } });
    const url = "https://site.example.evil.example/a";
    await anna.socket.request("calls.cancel", { call: own.call.id });
    const foreign = await place(anna, "bob", { about: { title, url } });

    expect(own.call.about).toEqual({ title: "Line one line two", url: "https://site.example/a" });
    expect(foreign.call.about).toEqual({ title: "Line one line two" });
  });
});

describe("a callee who cannot take it now", () => {
  it.each([["do-not-disturb"], ["invisible"]] as const)(
    "[RING7] is rung quietly while %s, and the caller sees no difference to no answer",
    async (status) => {
      const clock = new HandTurnedClock();
      server = await TestServer.start({ clock, times: PATIENT });
      const anna = await server.device("anna");
      const bob = await server.device("bob");
      await bob.socket.request("presence.set", { status });
      const { call, secret } = await place(anna, "bob");
      const rung = await bob.socket.next("call");
      await server.seat(secret);
      await bob.socket.request("calls.decline", { call: call.id });

      await pass(clock, 44_000);
      const before = await anna.socket.request("calls.get", { call: call.id });
      await pass(clock, 2_000);
      const after = await anna.socket.request("calls.get", { call: call.id });

      expect(rung.call).toMatchObject({ ring: "quietly" });
      expect(before.call.phase).toBe("ringing");
      expect(after.call).toMatchObject({ endReason: "no-answer" });
    },
  );

  it("[RING8] is knocked at while in a call", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);

    const second = await place(carol, "bob");
    const knock = await bob.socket.next("call", (frame) => frame.call.id === second.call.id);

    expect(knock.call).toMatchObject({ ring: "knock" });
  });

  it("[RING8] is busy while in a call when they prefer that, and knocked at again when they do not", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const dave = await server.device("dave");
    await bob.socket.request("presence.set", { whileInCall: "busy" });
    const me = await bob.socket.next("me");
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);

    const second = await place(carol, "bob");
    const missed = await bob.socket.next("me", (frame) => frame.me.missedCalls === 1);
    await bob.socket.request("presence.set", { whileInCall: "knock" });
    const third = await place(dave, "bob");

    expect(me.me).toMatchObject({ status: "available", whileInCall: "busy" });
    expect(first.call.phase).toBe("ringing");
    expect(second.call).toMatchObject({ phase: "ended", endReason: "busy" });
    expect(missed.me.whileInCall).toBe("busy");
    expect(third.call.phase).toBe("ringing");
  });

  it("[RING8] [RING7] is not busy to anybody while in do-not-disturb", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    await bob.socket.request("presence.set", { status: "do-not-disturb", whileInCall: "busy" });
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);

    const second = await place(carol, "bob");

    expect(second.call.phase).toBe("ringing");
  });

  it("[RING8] is busy while in a call where the provider has no call waiting", async () => {
    const connector = plainConnector();
    const [provider] = connector.manifest.providers;
    const without = { ...connector.manifest, providers: [{ ...provider, features: [] }] };
    const setup = { connector: { ...connector, manifest: without }, settings: {} };
    server = await TestServer.start({ connectors: [setup as never] });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);

    const second = await place(carol, "bob");

    expect(second.call).toMatchObject({ phase: "ended", endReason: "busy" });
  });
});
