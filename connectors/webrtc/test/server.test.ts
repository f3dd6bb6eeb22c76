import { createHmac } from "node:crypto";
import { quietContext } from "@ringline/connector-spi/conformance";
import type { ConnectorContext, Entry } from "@ringline/connector-spi/server";
import { type WebrtcSettings, webrtc } from "@ringline/connector-webrtc/server";
import { describe, expect, it } from "vitest";

const SECRET = "canary-secret-of-the-turn-server";
const turn = { urls: "turn:turn.example.org:3478?transport=udp", secret: SECRET };
const anna = { id: "p1", party: { type: "user", id: "anna", name: "Anna" } } as const;
const bob = { id: "p2", party: { type: "user", id: "bob", name: "Bob" } } as const;

interface GrantData {
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  iceTransportPolicy: string;
  polite: boolean;
  renewAfterMs?: number;
}

async function admit(
  settings: unknown,
  { participant = anna as Entry["participant"], now = 0 } = {},
) {
  const context: ConnectorContext<WebrtcSettings> = {
    settings: webrtc.manifest.parseSettings(settings),
    ...quietContext("webrtc"),
    clock: { now: () => now },
  };
  const running = await webrtc.start(context);
  const call = {
    id: "c",
    provider: "webrtc",
    media: "video",
    title: "",
    participants: [anna, bob],
  };
  const entry = { call, participant, seat: { epoch: 1 } } as Entry;
  const grant = await running.admit(entry, AbortSignal.timeout(1_000));
  if (grant.type !== "session") throw new Error("a session grant was expected");
  return { ...grant, data: grant.data as GrantData };
}

describe("grant", () => {
  it("[MEDIA12] a server that is not in use is handed out to nobody", async () => {
    const urls = ["stun:one.example", "stun:two.example"];
    const iceServers = urls.map((url, index) => ({ urls: url, enabled: index === 1 }));

    expect((await admit({ iceServers })).data.iceServers).toEqual([{ urls: ["stun:two.example"] }]);
  });

  it("[MEDIA12] no ICE server is handed out unless one is configured", async () => {
    const { data, expiresAt, connector } = await admit(undefined);

    expect(connector).toBe("webrtc");
    expect(data.iceServers).toEqual([]);
    expect(data.iceTransportPolicy).toBe("all");
    expect(expiresAt).toBeUndefined();
  });

  it("[MEDIA18] the callee's side gives way", async () => {
    const [caller, callee] = await Promise.all([admit({}), admit({}, { participant: bob })]);

    expect([caller.data.polite, callee.data.polite]).toEqual([false, true]);
  });

  it("[MEDIA13] a TURN account is <expiry>:<person> with its HMAC, and ends within its lifetime", async () => {
    const now = 1_000_000_123_456;
    const { data, expiresAt } = await admit({ iceServers: [turn] }, { now });
    const { username = "", credential } = data.iceServers[0] ?? {};
    const [expiry] = username.split(":");

    expect(credential).toBe(createHmac("sha1", SECRET).update(username).digest("base64"));
    expect(Number(expiry) * 1_000 - now).toBeGreaterThan(300_000 - 1_000);
    expect(Number(expiry) * 1_000 - now).toBeLessThanOrEqual(600_000);
    expect(expiresAt).toBe(new Date(Number(expiry) * 1_000).toISOString());
    expect(data.renewAfterMs).toBeLessThan(Number(expiry) * 1_000 - now);
  });

  it("[MEDIA13] neither the secret nor the person's id is in the grant", async () => {
    const text = JSON.stringify(await admit({ iceServers: [turn] }));

    expect(text).not.toContain("canary");
    expect(text).not.toContain("anna");
  });

  it("[MEDIA14] asking again within half a life gives the same account, later another one", async () => {
    const settings = { iceServers: [{ ...turn, lifetimeSeconds: 600 }] };
    const names = await Promise.all(
      [0, 299_999, 300_000].map(async (now) => {
        const { data } = await admit(settings, { now });
        return data.iceServers[0]?.username;
      }),
    );

    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
  });

  it("[MEDIA14] two people never share an account", async () => {
    const settings = { iceServers: [turn] };
    const [one, other] = await Promise.all([
      admit(settings),
      admit(settings, { participant: bob }),
    ]);

    expect(one.data.iceServers[0]?.username).not.toBe(other.data.iceServers[0]?.username);
  });
});

describe("settings", () => {
  it.each([
    ["an address that is none", { iceServers: [{ urls: "https://turn.example.org" }] }, "urls"],
    ["a TURN server without account", { iceServers: [{ urls: "turn:turn.example.org" }] }, "urls"],
    [
      "a life over an hour",
      { iceServers: [{ ...turn, lifetimeSeconds: 3_601 }] },
      "lifetimeSeconds",
    ],
    ["a short secret", { iceServers: [{ ...turn, secret: "changeme" }] }, "secret"],
    ["a user name alone", { iceServers: [{ urls: "turn:a.org", username: "u" }] }, "username"],
    [
      "both kinds of account",
      { iceServers: [{ ...turn, username: "u", credential: "c" }] },
      "secret",
    ],
    ["relay without TURN", { iceTransportPolicy: "relay" }, "iceTransportPolicy"],
    ["an unknown setting", { iceserver: [] }, "iceserver"],
  ])("[MEDIA16] %s is refused by its name", (_, settings, name) => {
    expect(() => webrtc.manifest.parseSettings(settings)).toThrow(name);
  });

  it("[MEDIA16] a refusal does not tell the secret", () => {
    const settings = { iceServers: [{ ...turn, secret: "canary" }] };

    expect(() => webrtc.manifest.parseSettings(settings)).not.toThrow("canary");
  });
});
