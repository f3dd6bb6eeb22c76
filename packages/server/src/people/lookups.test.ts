import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../testing/passing.ts";
import { TestServer } from "../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

const names = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `person ${from + n}`);

async function start(newPeopleBurst?: number) {
  const clock = new HandTurnedClock();
  const limits = newPeopleBurst === undefined ? {} : { newPeopleBurst };
  server = await TestServer.start({ clock, times: PATIENT, limits });
  const { socket } = await server.device("anna");
  return { clock, socket };
}

describe("asking about people", () => {
  it("[PRES10] is for 1,000 of them at once, and 30 new ones a minute", async () => {
    const { clock, socket } = await start();
    for (let from = 0; from < 1_000; from += 200)
      await socket.request("presence.subscribe", { people: names(200, from) });

    const tooMany = socket.request("presence.get", { people: names(1, 1_000) });
    await expect(tooMany).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 2_000 });
    await pass(clock, 60_000);
    await socket.request("people.get", { people: names(30, 1_000) });
    const next = socket.request("people.get", { people: names(1, 1_030) });

    await expect(next).rejects.toMatchObject({ code: "rate-limited" });
  });

  it("[PRES10] again costs nothing, whatever the question", async () => {
    const { socket } = await start(20);
    await socket.request("presence.subscribe", { people: names(20) });

    const again = [
      await socket.request("presence.get", { people: names(20) }),
      await socket.request("people.get", { people: names(20) }),
      await (await server.device("anna")).socket.request("presence.get", { people: names(20) }),
    ];

    expect(again).toHaveLength(3);
  });

  it("[PRES10] is refused as a whole, and costs then nothing", async () => {
    const { socket } = await start(20);
    const tooMany = socket.request("presence.get", { people: names(21) });

    await expect(tooMany).rejects.toMatchObject({ code: "rate-limited" });
    await expect(socket.request("presence.get", { people: names(20) })).resolves.toBeDefined();
  });

  it("[PRES10] is counted for each person", async () => {
    const { socket } = await start(20);
    await socket.request("presence.get", { people: names(20) });
    const bob = await server.device("bob");

    await expect(bob.socket.request("presence.get", { people: names(20) })).resolves.toBeDefined();
  });
});
