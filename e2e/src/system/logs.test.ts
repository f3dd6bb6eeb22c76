import { randomBytes } from "node:crypto";
import { signToken } from "@ringline/host";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { RinglineSite } from "../harness/ringline-site.ts";
import { deviceHello, WireClient } from "../harness/wire-client.ts";
import { startCall } from "./call-in-progress.ts";

const secret = randomBytes(32).toString("hex");
const CANARY = "canary-5c1d0e";
const DESCRIPTION = `v=0\r\no=- ${CANARY} 2 IN IP4 127.0.0.1\r\na=ice-pwd:${CANARY}`;

let site: RinglineSite;

beforeAll(async () => {
  const settings = {
    RINGLINE_DEMO: "false",
    RINGLINE_TOKEN_SECRET: secret,
    RINGLINE_ORIGINS: "https://www.example.org",
    RINGLINE_LOG_LEVEL: "debug",
  };
  site = await RinglineSite.start({ settings });
});
afterAll(() => site?.stop());

function token(id: string): Promise<string> {
  return signToken({ secret, audience: site.callServer, user: { id, name: CANARY } });
}

it("[E2E29] neither what goes well nor what goes wrong puts a secret into the log", async () => {
  const [annaToken, bobToken] = await Promise.all([token("anna"), token("bob")]);
  const caller = await WireClient.connect(site.callServer, deviceHello(annaToken));
  const callee = await WireClient.connect(site.callServer, deviceHello(bobToken));
  const servers = { caller: site.callServer, callee: site.callServer };
  const playing = await startCall({ caller, callee, calleeId: "bob", servers });
  const relayed = new Promise((resolve) => playing.callee.seat.onFrame(resolve));
  playing.caller.seat.relay(playing.call, { description: { type: "offer", sdp: DESCRIPTION } });
  await relayed;

  const forged = `${annaToken.slice(0, -8)}${CANARY.slice(0, 8)}`;
  const asked = [
    fetch(`${site.callServer}/v1/calls?token=${CANARY}`),
    fetch(`${site.callServer}/v1/calls`, { headers: { authorization: `Bearer ${forged}` } }),
    fetch(`${site.callServer}/v1/calls`, {
      method: "POST",
      headers: { authorization: `Bearer ${annaToken}`, "content-type": "application/json" },
      body: `{"${CANARY}`,
    }),
    WireClient.connect(site.callServer, deviceHello(forged)).catch(() => "refused"),
    caller.request("calls.get", { call: CANARY }).catch(() => "refused"),
  ];
  await Promise.all(asked);
  await caller.request("calls.leave", { call: playing.call });

  // Its output comes in pieces; the call's end is the last line.
  await vi.waitFor(() => expect(site.output).toMatch(endOf(playing.call)), { timeout: 10_000 });
  const { nextSecret = "none" } = playing.caller.seat.welcome.seat ?? {};
  for (const hidden of [secret, annaToken, bobToken, forged, nextSecret, CANARY, "a=ice-pwd"])
    expect(site.output).not.toContain(hidden);
});

function endOf(call: string): RegExp {
  return new RegExp(`"callId":"${call}".*"phase":"ended"`);
}
