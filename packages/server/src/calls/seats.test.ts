import type { Call } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../testing/passing.ts";
import { answer, newSecret, place, TestServer } from "../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

/** Anna and Bob talk; both their call pages have their seats. */
async function talk() {
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const placed = await place(anna, "bob");
  const answered = await answer(bob, placed.call.id);
  const annasSeat = await server.seat(placed.secret);
  const bobsSeat = await server.seat(answered.secret);
  return { anna, bob, call: placed.call.id, annasSeat, bobsSeat, secret: placed.secret };
}

const isReconnecting = (frame: { call: Call }) =>
  frame.call.participants[0]?.seat?.connection === "reconnecting";
const isEnded = ({ call }: { call: { phase: string } }) => call.phase === "ended";

describe("a seat", () => {
  it("[SEAT1] is taken by whoever shows its secret, and given the secret for the next time", async () => {
    server = await TestServer.start();
    const { annasSeat, call } = await talk();

    expect(annasSeat.welcome).toMatchObject({
      me: { party: { id: "anna" } },
      calls: [{ id: call, phase: "active" }],
      seat: { call, participant: "p1", epoch: 1, nextSecret: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(annasSeat.welcome.seat?.nextSecret).not.toBe("");
    expect(Math.abs(Date.now() - Date.parse(annasSeat.welcome.now ?? ""))).toBeLessThan(10_000);
  });

  it("[SEAT2] may be asked for before its call is placed", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("bob");
    const { secret, seat } = newSecret();

    const waiting = server.seat(secret);
    await anna.socket.request("calls.list", {});
    const { call } = await place(anna, "bob", { seat });

    expect((await waiting).welcome.seat).toMatchObject({ call: call.id, epoch: 1 });
  });

  it("[SEAT2] is not waited for longer than 10 s", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const socket = await server.open().opened();
    const hello = { type: "hello", version: 1, page: "page-1234", holds: {}, relaySeen: 0 };
    socket.send({ ...hello, seatSecret: newSecret().secret });
    await new Promise((resolve) => setTimeout(resolve, 20));

    await pass(clock, 11_000);

    await expect(socket.closed).resolves.toMatchObject({ code: 4507 });
  });

  it("[SEAT3] changes its secret: the one before still opens until the newer was shown, then no more", async () => {
    server = await TestServer.start({ times: { claimMs: 1_000 } });
    const { annasSeat, secret } = await talk();

    const again = await server.seat(secret);
    const newest = await server.seat(again.welcome.seat?.nextSecret ?? "");
    const old = server.seat(annasSeat.welcome.seat?.nextSecret ?? "");

    expect([again, newest].map(({ welcome }) => welcome.seat?.epoch)).toEqual([2, 3]);
    await expect(old).rejects.toThrow("4507");
  });

  it("[SEAT4] has one holder: the newest; the older socket ends, and its leave changes nothing", async () => {
    server = await TestServer.start();
    const { annasSeat, bobsSeat, call } = await talk();
    const { nextSecret = "", epoch = 0 } = annasSeat.welcome.seat ?? {};

    const again = await server.seat(nextSecret);
    const closed = await annasSeat.socket.closed;
    const late = again.socket.request("calls.leave", { call, epoch });

    expect(closed.code).toBe(4503);
    await expect(late).rejects.toMatchObject({ code: "stale-session", status: 409 });
    const { call: after } = await bobsSeat.socket.request("calls.get", { call });
    expect(after).toMatchObject({ phase: "active", participants: [{ seat: { epoch: 2 } }, {}] });
  });

  it("[SEAT5] whose socket is lost is reconnecting for the others at once, and back without a leave", async () => {
    server = await TestServer.start();
    const { annasSeat, bobsSeat } = await talk();

    annasSeat.socket.socket.terminate();
    const lost = await bobsSeat.socket.next(
      "call",
      ({ call }) => call.participants[0]?.seat?.connection === "reconnecting",
      1_000,
    );
    await server.seat(annasSeat.welcome.seat?.nextSecret ?? "");
    const back = await bobsSeat.socket.next(
      "call",
      ({ call }) =>
        call.participants[0]?.seat?.connection === "connected" &&
        call.revision > lost.call.revision,
    );

    expect(lost.call.participants[0]?.state).toBe("joined");
    expect(back.call.participants[0]?.state).toBe("joined");
  });

  it.each([
    ["20 s", false, 19_000],
    ["5 s when its page said goodbye", true, 4_000],
  ])("[SEAT5] that does not come back is given up after %s", async (_time, saysBye, still) => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const { annasSeat, bobsSeat, call } = await talk();
    annasSeat.socket.socket.send(JSON.stringify({ type: saysBye ? "bye" : "pong" }));
    annasSeat.socket.close();
    await bobsSeat.socket.next(
      "call",
      (frame) => frame.call.participants[0]?.seat?.connection === "reconnecting",
    );

    await pass(clock, still);
    const before = await bobsSeat.socket.request("calls.get", { call });
    await pass(clock, 2_000);
    const over = await bobsSeat.socket.next("call", isEnded);

    expect(before.call.phase).toBe("active");
    expect(over.call).toMatchObject({ endReason: "hung-up" });
  });

  it("[SEAT13] is kept while its media flows: the page is back after a minute", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const { annasSeat, bobsSeat, call } = await talk();
    annasSeat.socket.socket.terminate();
    await bobsSeat.socket.next("call", isReconnecting);

    for (let ms = 0; ms < 60_000; ms += 5_000) {
      await pass(clock, 5_000);
      bobsSeat.socket.send({ type: "media-flows", call, from: ["p1"] });
      await bobsSeat.socket.request("calls.get", { call });
    }
    const back = await server.seat(annasSeat.welcome.seat?.nextSecret ?? "");

    expect(back.welcome.calls).toMatchObject([{ id: call, phase: "active" }]);
  });

  it("[SEAT13] is not kept by what a page says of another call, in another form, or a device says", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const { annasSeat, bobsSeat, bob, call } = await talk();
    annasSeat.socket.socket.terminate();
    await bobsSeat.socket.next("call", isReconnecting);
    await pass(clock, 10_000);

    bobsSeat.socket.send({ type: "media-flows", call: "another-call-than-ours", from: ["p1"] });
    bobsSeat.socket.send({ type: "media-flows", call, from: [] });
    bobsSeat.socket.send({ type: "media-flows", call, from: ["p1"], for: 1e9 });
    bob.socket.send({ type: "media-flows", call, from: ["p1"] });
    await bobsSeat.socket.request("calls.get", { call });
    await pass(clock, 11_000);
    const over = await bobsSeat.socket.next("call", isEnded);

    expect(over.call).toMatchObject({ endReason: "hung-up", problem: "connection-lost" });
  });

  it("[SEAT6] that nobody comes for within 10 s ends the ring", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    await bob.socket.request("calls.ringing", { call: call.id });

    await pass(clock, 10_000);
    const over = await bob.socket.next("call", isEnded);

    expect(over.call).toMatchObject({ endReason: "cancelled" });
  });

  it("[SEAT7] asks for its own call, and for nothing that is a person's", async () => {
    server = await TestServer.start();
    const { annasSeat } = await talk();
    const dave = await server.device("dave");
    await server.device("erin");
    const other = await place(dave, "erin");

    const foreign = annasSeat.socket.request("calls.get", { call: other.call.id });
    const placing = annasSeat.socket.request("presence.set", { status: "away" });
    const listed = await annasSeat.socket.request("calls.list", {});

    await expect(foreign).rejects.toMatchObject({ code: "call-not-found" });
    await expect(placing).rejects.toMatchObject({ code: "not-allowed" });
    expect(listed.calls).toHaveLength(1);
  });

  it("[SEAT8] is not found by a guess", async () => {
    server = await TestServer.start({ times: { claimMs: 1_000 } });
    await talk();

    await expect(server.seat(newSecret().secret)).rejects.toThrow("4507");
  });

  it("[SEAT8] of a call that is over tells how it ended", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    await bob.socket.request("calls.decline", { call: call.id });

    const seat = await server.seat(secret);

    expect(seat.welcome.calls).toMatchObject([{ id: call.id, endReason: "declined" }]);
  });

  it("[SEAT8] of a call that was hung up while its page was away tells whose seat it was", async () => {
    server = await TestServer.start();
    const { annasSeat, bobsSeat, call } = await talk();
    const { nextSecret = "" } = bobsSeat.welcome.seat ?? {};
    bobsSeat.socket.socket.terminate();
    await annasSeat.socket.request("calls.leave", { call });

    const { welcome } = await server.seat(nextSecret);

    expect(welcome.seat).toMatchObject({ call, participant: "p2" });
    expect(welcome.calls).toMatchObject([{ id: call, endReason: "hung-up" }]);
  });

  it("[SEAT9] gets its grant as often as it asks; nobody else does", async () => {
    server = await TestServer.start();
    const { annasSeat, anna, call } = await talk();

    const grants = [
      await annasSeat.socket.request("calls.join", { call }),
      await annasSeat.socket.request("calls.join", { call }),
    ];
    const device = anna.socket.request("calls.join", { call });

    expect(grants.map(({ grant }) => grant.type)).toEqual(["session", "session"]);
    await expect(device).rejects.toMatchObject({ code: "not-allowed", status: 403 });
  });

  it("[SEAT10] of a caller that vanishes while it rings stops the ring within 12 s", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);
    await bob.socket.request("calls.ringing", { call: call.id });
    seat.socket.answersPings = false;

    await pass(clock, 12_500);
    const over = await bob.socket.next("call", isEnded);

    expect(over.call).toMatchObject({ endReason: "cancelled" });
  });
});
