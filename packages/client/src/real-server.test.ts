import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "@ringline/protocol";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { CallClient } from "./api.ts";
import { RealServer } from "./testing/call-server.ts";
import { until } from "./testing/pages.ts";

const BOB = { type: "user", id: "bob" } as const;

/** Waits for a ring and answers the call. */
async function rung(client: CallClient): Promise<Call> {
  await until(() => ringing(client));
  return ringing(client) as Call;
}

const ringing = (client: CallClient) =>
  [...client.calls.values()].find((call) => call.phase === "ringing" && call.ring);

describe("client and call server together", () => {
  it("[CLIENT10] [CLIENT13] [CLIENT17] ring, answer, join, relay and hang up", async () => {
    const server = await RealServer.start();
    const [anna, bob] = await Promise.all([server.page("anna"), server.page("bob")]);
    const rings = vi.fn();
    bob.on("incomingCall", rings);

    const placed = anna.placeCall(BOB, { media: "video" });
    const annaSeat = await server.seat(placed.secret);
    const { id } = await placed.call;
    expect((await rung(bob)).id).toBe(id);
    await until(() => annaSeat.call?.participants[1]?.state === "ringing");
    const answered = bob.answerCall(id);
    const bobSeat = await server.seat(answered.secret);
    expect((await answered.call).phase).toBe("active");

    expect([await annaSeat.join(), await bobSeat.join()]).toMatchObject([
      { type: "session", connector: "webrtc" },
      { type: "session", connector: "webrtc" },
    ]);
    const heard: string[] = [];
    annaSeat.relay.onMessage(({ from, body }) => heard.push(`${from}: ${body}`));
    bobSeat.relay.onMessage(({ from, body }) => heard.push(`${from}: ${body}`));
    await until(() => annaSeat.call?.phase === "active");
    annaSeat.relay.send("hello");
    await until(() => heard.length === 1);
    bobSeat.relay.send("hello back");
    await until(() => heard.length === 2);
    expect(heard).toEqual(["p1: hello", "p2: hello back"]);

    await bobSeat.leave();
    const everybody = [anna, bob].map((client) => () => client.calls.get(id));
    await until(() => everybody.every((call) => call()?.phase === "ended"));
    expect(everybody.map((call) => call())).toMatchObject([
      { endReason: "hung-up" },
      { endReason: "hung-up" },
    ]);
    expect(rings).toHaveBeenCalledOnce();
  });

  it("[CLIENT17] stops ringing when the caller cancels, and when the callee declines", async () => {
    const server = await RealServer.start();
    const [anna, bob] = await Promise.all([server.page("anna"), server.page("bob")]);

    const first = anna.placeCall(BOB);
    await server.seat(first.secret);
    const cancelled = await rung(bob);
    await anna.cancelCall(cancelled.id);
    await until(() => bob.calls.get(cancelled.id)?.phase === "ended");
    expect(bob.calls.get(cancelled.id)).toMatchObject({ endReason: "cancelled" });

    const second = anna.placeCall(BOB);
    await server.seat(second.secret);
    const declined = await rung(bob);
    expect((await bob.declineCall(declined.id)).phase).toBe("ended");
    await until(() => anna.calls.get(declined.id)?.phase === "ended");
  });

  it("[TABS2] [TABS7] answer from a tab that does not lead", async () => {
    const server = await RealServer.start();
    const anna = await server.page("anna");
    const tabs = await Promise.all([server.page("bob"), server.page("bob")]);
    const follower = tabs.find(({ isLeader }) => !isLeader);
    const placed = anna.placeCall(BOB);
    await server.seat(placed.secret);
    await Promise.all(tabs.map(rung));

    const answered = follower?.answerCall((await placed.call).id);
    await server.seat(answered?.secret ?? "");

    expect((await answered?.call)?.phase).toBe("active");
    await until(() => tabs.every(({ calls }) => [...calls.values()][0]?.phase === "active"));
  });

  it("[CLIENT9] tell presence, from here to offline and back", async () => {
    const server = await RealServer.start();
    const [anna, bob] = await Promise.all([server.page("anna"), server.page("bob")]);
    const told: string[] = [];
    anna.watchPresence(["bob", "nobody"], (person, status) => told.push(`${person} ${status}`));

    await until(() => told.includes("bob available"));
    await bob.setStatus("do-not-disturb");
    await until(() => told.includes("bob do-not-disturb"));
    await bob.setStatus("invisible");
    await until(() => told.includes("bob offline"));

    expect(anna.presence("nobody")).toBe("offline");
  });

  it("[CLIENT2] [CLIENT5] [CLIENT12] go on ringing and talking over a restart of the server", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ringline-client-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const server = await RealServer.start({ database: `sqlite:${join(folder, "calls.db")}` });
    const [anna, bob] = await Promise.all([server.page("anna"), server.page("bob")]);
    const rings = vi.fn();
    bob.on("incomingCall", rings);
    const placed = anna.placeCall(BOB);
    const seat = await server.seat(placed.secret);
    const { id } = await rung(bob);

    await server.stop();
    await until(() => bob.state === "connecting" && seat.state === "connecting");
    const answered = bob.answerCall(id);
    await server.start();

    expect((await answered.call).phase).toBe("active");
    await until(() => seat.state === "connected" && seat.call?.phase === "active");
    expect(rings).toHaveBeenCalledOnce();
  });
});
