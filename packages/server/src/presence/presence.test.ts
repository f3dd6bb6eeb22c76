import type { PresenceStatus } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../testing/passing.ts";
import { answer, type Device, place, TestServer } from "../testing/test-server.ts";
import { Presence } from "./presence.ts";

let server: TestServer;
let clock: HandTurnedClock;
afterEach(() => server.close());

async function start(options: Parameters<typeof TestServer.start>[0] = {}): Promise<void> {
  clock = new HandTurnedClock();
  server = await TestServer.start({ clock, times: PATIENT, ...options });
}

/** What this device was told of a person, in order. */
function told({ socket }: Device, person: string): unknown[] {
  return socket.frames
    .filter((frame) => frame.type === "presence")
    .map(({ people }) => people[person])
    .filter((status) => status !== undefined);
}

async function statusOf(device: Device, person: string): Promise<unknown> {
  const { people } = await device.socket.request("presence.get", { people: [person] });
  return people[person];
}

describe("presence", () => {
  it("[PRES1] is available while any page lives, and off line 10 s after the last one went", async () => {
    await start();
    const anna = await server.device("anna");
    const { people } = await anna.socket.request("presence.subscribe", { people: ["bob"] });
    const pages = [await server.device("bob", { id: "bobs-desk" }), await server.device("bob")];
    await pass(clock, 1_000);

    pages[0]?.socket.close();
    await pass(clock, 20_000);
    const withOne = await statusOf(anna, "bob");
    pages[1]?.socket.close();
    await pass(clock, 9_000);
    const early = await statusOf(anna, "bob");
    await pass(clock, 3_000);

    expect(people).toEqual({ bob: "offline" });
    expect([withOne, early]).toEqual(["available", "available"]);
    await expect.poll(() => told(anna, "bob")).toEqual(["available", "offline"]);
  });

  it("[PRES1] does not show a page change", async () => {
    await start();
    const bob = await server.device("bob", { id: "bobs-desk" });
    const anna = await server.device("anna");
    await anna.socket.request("presence.subscribe", { people: ["bob"] });

    bob.socket.close();
    await pass(clock, 2_000);
    await server.device("bob", { id: "bobs-desk" });
    await pass(clock, 30_000);

    expect(told(anna, "bob")).toEqual([]);
    await expect(statusOf(anna, "bob")).resolves.toBe("available");
  });

  it.each([
    ["available", "available"],
    ["away", "away"],
    ["do-not-disturb", "do-not-disturb"],
    ["invisible", "offline"],
  ] as const)(
    "[PRES2] shows the chosen status %s as %s, also after a new sign-in",
    async (chosen, shown) => {
      await start();
      const anna = await server.device("anna");
      const bob = await server.device("bob");

      await bob.socket.request("presence.set", { status: chosen });
      bob.socket.close();
      await pass(clock, 60_000);
      const again = await server.device("bob");

      expect(again.welcome.me.status).toBe(chosen);
      await expect(statusOf(anna, "bob")).resolves.toBe(shown);
    },
  );

  it("[PRES3] is in-call from the answer to the end, not while it rings", async () => {
    await start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    await carol.socket.request("presence.subscribe", { people: ["anna", "bob"] });

    const { call } = await place(anna, "bob");
    await pass(clock, 1_000);
    const ringing = await statusOf(carol, "anna");
    await answer(bob, call.id);
    await pass(clock, 1_000);
    await anna.socket.request("calls.leave", { call: call.id });
    await pass(clock, 1_000);

    expect(ringing).toBe("available");
    await expect.poll(() => told(carol, "bob")).toEqual(["in-call", "available"]);
    await expect.poll(() => told(carol, "anna")).toEqual(["in-call", "available"]);
  });

  it("[PRES4] of people whom one may not see is offline, like that of unknown people", async () => {
    await start({ policy: { sees: (_viewer, people) => people.filter((id) => id !== "bob") } });
    const anna = await server.device("anna");
    await server.device("bob");

    const { people } = await anna.socket.request("presence.subscribe", { people: ["bob", "who"] });
    await server.device("bob");
    await pass(clock, 1_000);
    const found = await anna.socket.request("people.get", { people: ["bob", "who", "anna"] });

    expect(people).toEqual({ bob: "offline", who: "offline" });
    expect(told(anna, "bob")).toEqual([]);
    expect(found.people.map(({ id }) => id)).toEqual(["anna"]);
  });

  it("[PRES5] is told to subscribers alone, until they have enough", async () => {
    await start();
    const anna = await server.device("anna");
    const carol = await server.device("carol");
    await anna.socket.request("presence.subscribe", { people: ["bob"] });
    await server.device("bob");
    await pass(clock, 1_000);
    await anna.socket.request("presence.unsubscribe", { people: ["bob"] });
    const bob = await server.device("bob");
    await bob.socket.request("presence.set", { status: "away" });
    await pass(clock, 1_000);

    expect(told(anna, "bob")).toEqual(["available"]);
    expect(told(carol, "bob")).toEqual([]);
  });

  it("[PRES5] is told in one frame where many change at once", async () => {
    await start();
    const anna = await server.device("anna");
    const names = Array.from({ length: 20 }, (_, n) => `person${n}`);
    await anna.socket.request("presence.subscribe", { people: names });

    await Promise.all(names.map((name) => server.device(name)));
    await pass(clock, 1_000);
    const frame = await anna.socket.next("presence");

    expect(Object.keys(frame.people)).toHaveLength(20);
  });

  it("[PRES5] is watched of a thousand people at most", async () => {
    await start({ limits: { newPeopleBurst: 2_000 } });
    const anna = await server.device("anna");
    const batch = (n: number) => Array.from({ length: 200 }, (_, one) => `p${n * 200 + one}`);

    for (let n = 0; n < 5; n += 1)
      await anna.socket.request("presence.subscribe", { people: batch(n) });
    const refused = anna.socket.request("presence.subscribe", { people: ["one more"] });

    await expect(refused).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("[PRES6] of a device that vanished is offline within 10 s", async () => {
    await start({ times: {} });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    await anna.socket.request("presence.subscribe", { people: ["bob"] });
    bob.socket.answersPings = false;

    await pass(clock, 10_250);

    await expect.poll(() => told(anna, "bob")).toEqual(["offline"]);
  });

  it("[PRES8] of somebody cannot be changed by another person's device of the same name", async () => {
    await start();
    const anna = await server.device("anna");
    await server.device("bob", { id: "the-same-id" });

    const mallory = await server.device("mallory", { id: "the-same-id" });
    mallory.socket.close();
    await pass(clock, 60_000);

    await expect(statusOf(anna, "bob")).resolves.toBe("available");
  });
});

describe("a socket that ended while it asked", () => {
  it("[PRES5] watches nobody", async () => {
    const clock = new HandTurnedClock();
    const told: unknown[] = [];
    let status: PresenceStatus = "available";
    const statuses = {
      of: async (people: readonly string[]) => new Map(people.map((one) => [one, { status }])),
    };
    const logger = createLogger({ level: "silent" });
    const presence = new Presence({ statuses, clock, logger });
    const gone = { isHere: false, tellPresence: (people: unknown) => told.push(people) };

    const found = await presence.subscribe(gone, new Set(["bob"]));
    status = "offline";
    presence.touch("bob");
    await clock.turn(1_000);

    expect(found.get("bob")).toBe("available");
    expect(gone).not.toHaveProperty("watched");
    expect(told).toEqual([]);
  });
});
