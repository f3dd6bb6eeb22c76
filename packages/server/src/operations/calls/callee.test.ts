import type { Call } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../../testing/passing.ts";
import { answer, type Device, place, TestServer } from "../../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

const STRANGERS = { knows: () => false, sees: () => [] };

/** All that the caller is ever told of a call: answers, frames and pings, with what is random or names a person made equal. */
async function watchOut(caller: Device, callee: string, clock: HandTurnedClock): Promise<string> {
  const { call, secret } = await place(caller, callee);
  const seat = await server.seat(secret);
  await pass(clock, 3_000);
  const { call: during } = await caller.socket.request("calls.get", { call: call.id });
  await pass(clock, 45_000);
  const { call: after } = await caller.socket.request("calls.get", { call: call.id });
  const frames = [...caller.socket.frames.splice(0), ...seat.socket.frames];
  const { welcome } = seat;
  const { nextSecret: _, ...shown } = welcome.seat ?? { nextSecret: "" };
  const all = [call, shown, welcome.calls, during, after, frames];
  return masked(JSON.stringify(all), [call.id, callee]);
}

function masked(text: string, names: string[]): string {
  let plain = text.replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, (time) => `"time ${time.slice(15, 19)}"`);
  for (const name of names) plain = plain.replaceAll(new RegExp(name, "gi"), "NAME");
  return plain.replace(/"\w+":"time [^"]*"/g, (field) => field.replace(/time .*"/, 'time"'));
}

describe("a caller whom the callee does not know", () => {
  it("[RING12] cannot tell declined, do-not-disturb, blocked, off line and unknown apart", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT, policy: STRANGERS });
    const rings = await server.device("rings");
    const declines = await server.device("declines");
    const quiet = await server.device("quiet");
    const blocks = await server.device("blocks");
    await quiet.socket.request("presence.set", { status: "do-not-disturb" });
    await blocks.socket.request("people.block", { person: "anna" });
    onRing(declines, "calls.decline");
    onRing(rings, "calls.ringing");
    onRing(quiet, "calls.ringing");
    const anna = await server.device("anna");

    const seen: string[] = [];
    for (const callee of ["rings", "declines", "quiet", "blocks", "nobody"])
      seen.push(await watchOut(anna, callee, clock));

    expect(seen[0]).toContain('"no-answer"');
    expect(seen.map((text) => text === seen[0])).toEqual([true, true, true, true, true]);
  });

  it("[RING16] is not put through where five strangers ring already, and cannot tell", async () => {
    server = await TestServer.start({ policy: STRANGERS });
    const bob = await server.device("bob");
    const callers = await Promise.all("abcdef".split("").map((name) => server.device(name)));

    const calls: Call[] = [];
    for (const caller of callers) calls.push((await place(caller, "bob")).call);
    const { calls: seen } = await bob.socket.request("calls.list", {});

    expect(seen).toHaveLength(5);
    expect(calls.at(5)).toMatchObject({
      phase: "ringing",
      participants: [{}, { state: "ringing" }],
    });
  });
});

describe("a caller who may not ring", () => {
  it("[RING11] is not heard of by who blocked them, and reads no answer", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    await bob.socket.request("people.block", { person: "anna" });
    const { call, secret } = await place(anna, "bob");
    await server.seat(secret);

    await pass(clock, 46_000);
    const after = await anna.socket.request("calls.get", { call: call.id });
    const { calls, gone } = await bob.socket.request("calls.list", { named: [call.id] });
    const hidden = bob.socket.request("calls.answer", { call: call.id, seat: "A".repeat(43) });

    expect(after.call).toMatchObject({ endReason: "no-answer" });
    expect({ calls, gone }).toEqual({ calls: [], gone: [call.id] });
    expect(bob.socket.frames).toEqual([]);
    await expect(hidden).rejects.toMatchObject({ code: "call-not-found" });
  });

  it("[RING19] is a guest for everybody but the targets that the site named", async () => {
    server = await TestServer.start();
    const claims = { guest: true, targets: ["bob"] };
    const guest = await server.device("guest", { claims });
    const bob = await server.device("bob");
    const carol = await server.device("carol");

    const refused = await place(guest, "carol");
    await guest.socket.request("calls.cancel", { call: refused.call.id });
    await place(guest, "bob");
    const rung = await bob.socket.next("call");

    expect(rung.call.caller).toMatchObject({ type: "guest", id: "guest" });
    expect(carol.socket.frames).toEqual([]);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("no database"))],
    [
      "throws at once",
      () => {
        throw new Error("a bug");
      },
    ],
    ["never answers", () => new Promise<boolean>(() => {})],
  ])("[RING17] is everybody while the policy %s", async (_how, mayCall) => {
    server = await TestServer.start({ policy: { mayCall }, times: { policyMs: 50 } });
    const anna = await server.device("anna");
    const bob = await server.device("bob");

    const refused = place(anna, "bob");

    await expect(refused).rejects.toMatchObject({ code: "policy-unavailable", status: 503 });
    expect((await bob.socket.request("calls.list", {})).calls).toEqual([]);
  });
});

describe("too many rings", () => {
  it("[RING13] of one caller at one callee are refused, with the time to wait", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    await server.device("bob");
    await ringAndCancel(anna, ["bob", "bob", "bob"]);

    const refused = place(anna, "bob");

    await expect(refused).rejects.toMatchObject({ code: "ring-limit", status: 429 });
    const { retryAfterMs } = await refused.catch((problem) => problem);
    expect(retryAfterMs).toBeGreaterThan(100_000);
  });

  it("[RING13] that were answered do not count, also where each call failed afterwards", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    for (let n = 0; n < 3; n++) {
      const { call } = await place(anna, "bob");
      await answer(bob, call.id);
      await bob.socket.request("calls.leave", { call: call.id, reason: "failed" });
    }

    expect((await place(anna, "bob")).call.phase).toBe("ringing");
  });

  it("[RING14] at somebody who declined twice make no sound", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const manners: unknown[] = [];
    bob.socket.socket.on("message", (data) => {
      const { type, call } = JSON.parse(String(data));
      if (type === "call" && call.phase === "ringing") manners.push(call.ring);
    });

    await ringAndDecline(anna, bob);
    await ringAndDecline(anna, bob);
    await place(anna, "bob");
    await bob.socket.request("calls.list", {});

    expect(manners).toEqual(["aloud", "aloud", "quietly"]);
  });

  it("[RING15] of one caller at many people are refused", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const people = "abcdefghij".split("");
    await Promise.all([...people, "k"].map((person) => server.device(person)));
    await ringAndCancel(anna, people);

    await expect(place(anna, "k")).rejects.toMatchObject({ code: "ring-limit" });
  });
});

function onRing(device: Device, operation: "calls.decline" | "calls.ringing"): void {
  device.socket.socket.on("message", (data) => {
    const { type, call } = JSON.parse(String(data));
    if (type === "call" && call.participants[1].state === "invited")
      device.socket.request(operation, { call: call.id }).catch(() => {});
  });
}

async function ringAndCancel(caller: Device, callees: string[]): Promise<void> {
  for (const callee of callees) {
    const { call } = await place(caller, callee);
    await caller.socket.request("calls.cancel", { call: call.id });
  }
}

async function ringAndDecline(caller: Device, callee: Device): Promise<void> {
  const { call } = await place(caller, callee.welcome.me.party.id);
  await callee.socket.request("calls.decline", { call: call.id });
}
