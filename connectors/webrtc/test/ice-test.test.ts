import { createSocket } from "node:dgram";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webrtc } from "../src/server/index.ts";
import { TurnServer, turnMissing } from "./turn-server.ts";

async function test(...iceServers: Record<string, unknown>[]) {
  const settings = webrtc.manifest.parseSettings({ iceServers });
  const { checks = [], browser } = (await webrtc.test?.(settings)) ?? {};
  return { checks, browser };
}

describe.skipIf(turnMissing !== undefined)(
  `with coturn${turnMissing ? `: ${turnMissing}` : ""}`,
  () => {
    let turn: TurnServer;

    beforeAll(async () => {
      turn = await TurnServer.start();
    });
    afterAll(() => turn.close());

    it("[MEDIA21] a server that works says what it saw and relays, over UDP and TCP", async () => {
      const { checks, browser } = await test({
        urls: [
          `stun:127.0.0.1:${turn.port}`,
          `turn:127.0.0.1:${turn.port}?transport=udp`,
          `turn:127.0.0.1:${turn.port}?transport=tcp`,
        ],
        secret: turn.secret,
      });

      expect(checks.map(({ ok, result }) => [ok, result])).toEqual(Array(3).fill([true, "works"]));
      expect(checks[0]?.detail).toMatch(/^127\.0\.0\.1:\d+$/);
      expect(JSON.stringify([checks, browser])).not.toContain(turn.secret);
      expect(browser).toMatchObject({ iceServers: [{ username: expect.stringMatching(/^\d+:/) }] });
    });

    it("[MEDIA21] a wrong secret, a dead server, a closed port and a name that is none are told apart", async () => {
      const silent = createSocket("udp4").bind(0, "127.0.0.1");
      await new Promise((resolve) => silent.once("listening", resolve));
      const account = { secret: "another secret of sixteen and more" };
      const { checks } = await test(
        { urls: `turn:127.0.0.1:${turn.port}`, ...account },
        { urls: `stun:127.0.0.1:${silent.address().port}` },
        { urls: "turn:127.0.0.1:1?transport=tcp", ...account },
        { urls: "stun:nowhere.invalid" },
      );
      silent.close();

      expect(checks.map(({ ok, result }) => [ok, result])).toEqual([
        [false, "wrong-account"],
        [false, "no-answer"],
        [false, "refused"],
        [false, "no-such-name"],
      ]);
    });
  },
);

it("[MEDIA21] a server that is off is left alone, and a public one is not for production", async () => {
  const { checks, browser } = await test(
    { urls: "stun:127.0.0.1:1", enabled: false },
    { urls: "stun:stun.l.google.com.:19302" },
    { urls: "stun:stun.l.google.com:19302" },
  );

  expect(checks.map(({ subject, notes }) => [subject, notes])).toEqual([
    ["stun:stun.l.google.com.:19302", []],
    ["stun:stun.l.google.com:19302", ["public"]],
  ]);
  expect(browser).toMatchObject({ iceServers: [{}, {}] });
});
