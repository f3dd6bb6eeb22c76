import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerConnector } from "@ringline/connector-spi/server";
import { webrtc } from "@ringline/connector-webrtc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import { openFiles } from "./open-files.ts";
import { SETTING_TABLE } from "./setting-table.ts";
import { readSettings, type Settings } from "./settings.ts";

/** One that has a setting of each kind. */
const HALL: ServerConnector = {
  manifest: {
    id: "hall",
    version: "1.0.0",
    providers: [],
    settings: {
      type: "object",
      additionalProperties: false,
      properties: {
        title: { type: "string" },
        seats: { type: "integer" },
        isOpen: { type: "boolean" },
      },
    },
    parseSettings: (input) => input,
  },
  start: () => Promise.reject(new Error("nobody starts it")),
};

const SECRET = "Lq8vNz3hT6mXc1Ry9PdW4bKs7GjF2aEu";
const OTHER_SECRET = "r2D5uYw8Zk1Bn4Qe7Ht0Jm3Pv6Sx9Cf!";

let folder: string;
let site: Environment;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-settings-"));
  site = {
    RINGLINE_PUBLIC_URL: "https://calls.example.org",
    RINGLINE_TOKEN_SECRET: SECRET,
    RINGLINE_ORIGINS: "https://www.example.org",
    RINGLINE_DATA: join(folder, "data"),
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (env: Environment) => readSettings(env, [webrtc]);

function accepted(env: Environment): Settings {
  const result = read(env);
  if ("errors" in result) throw new Error(result.errors.join("\n"));
  return result.settings;
}

function errorsOf(env: Environment): readonly string[] {
  const result = read(env);
  return "errors" in result ? result.errors : [];
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("settings", () => {
  it("[CONF1] of a site are four; all others have a default", () => {
    expect(accepted(site)).toEqual({
      port: 4600,
      host: "127.0.0.1",
      publicUrl: "https://calls.example.org",
      origins: ["https://www.example.org"],
      keys: { secret: SECRET },
      connectorModules: [],
      data: join(folder, "data"),
      databaseUrl: undefined,
      redisUrl: undefined,
      trustedProxies: [],
      metricsPort: undefined,
      remoteLog: [],
      logDays: 14,
      logLines: 100_000,
      groupInvitees: 200,
      metricsHost: "127.0.0.1",
      adminPort: undefined,
      adminHost: "127.0.0.1",
      setupLink: "first",
      drainSeconds: 5,
      historyDays: 365,
      logLevel: "info",
      webhooks: [],
      webhookAllow: [],
      cometd: false,
      demo: false,
      connectors: new Map([["webrtc", { settings: {}, from: {} }]]),
    });
  });

  it("[CONF2] come from the environment before the file before the default", () => {
    const path = file("order.json", '{"port": 5000, "logLevel": "warn", "host": "::1"}');
    const settings = accepted({ ...site, RINGLINE_CONFIG: path, PORT: "6000" });

    expect(settings).toMatchObject({ port: 6000, logLevel: "warn", host: "::1", demo: false });
  });

  it("[CONF2] may each stand in a file of their own, whose last line break is not meant", () => {
    const path = file("secret", `${OTHER_SECRET}\n`);
    const { RINGLINE_TOKEN_SECRET: _, ...rest } = site;
    const settings = accepted({ ...rest, RINGLINE_TOKEN_SECRET_FILE: path });

    expect(settings.keys).toEqual({ secret: OTHER_SECRET });
  });

  it("[CONF2] may all stand in the configuration file", () => {
    const path = file(
      "all.json",
      JSON.stringify({
        publicUrl: "https://calls.example.org/",
        tokenSecret: SECRET,
        previousTokenSecret: OTHER_SECRET,
        origins: ["https://www.example.org", "https://*.example.net"],
        data: join(folder, "data"),
        demo: false,
        webrtc: { iceServers: [{ urls: "stun:stun.example.org" }] },
      }),
    );
    const settings = accepted({ RINGLINE_CONFIG: path });

    expect(settings).toMatchObject({
      publicUrl: "https://calls.example.org",
      origins: ["https://www.example.org", "https://*.example.net"],
      keys: { secret: SECRET, previousSecret: OTHER_SECRET },
    });
    expect(settings.connectors.get("webrtc")).toEqual({
      settings: { iceServers: [{ urls: "stun:stun.example.org" }] },
      from: { iceServers: "file" },
    });
  });

  it("[CONF3] of a connector stand under its name, in the environment over the file", () => {
    const path = file("connector.json", '{"webrtc": {"iceTransportPolicy": "all"}}');
    const settings = accepted({
      ...site,
      RINGLINE_CONFIG: path,
      RINGLINE_WEBRTC_ICE_SERVERS: `[{"urls": "turn:t.example.org", "secret": "${SECRET}"}]`,
      RINGLINE_WEBRTC_ICE_TRANSPORT_POLICY: "relay",
    });

    expect(settings.connectors.get("webrtc")).toEqual({
      settings: {
        iceServers: [{ urls: "turn:t.example.org", secret: SECRET }],
        iceTransportPolicy: "relay",
      },
      from: { iceServers: "environment", iceTransportPolicy: "environment" },
    });
  });

  it("[CONF4] that are wrong are all named at once, each with what is allowed and an example", () => {
    const errors = errorsOf({
      PORT: "70000",
      RINGLINE_PUBLIC_URL: "calls.example.org",
      RINGLINE_ORIGINS: "https://www.example.org/",
      RINGLINE_TOKEN_SECRET: "short",
      RINGLINE_LOG_LEVEL: "loud",
      RINGLINE_DATABASE_URL: "mysql://root:hunter2@db",
      RINGLINE_REDIS_URL: "redis://cache",
      RINGLINE_WEBRTC_ICE_TRANSPORT_POLICY: "maybe",
      RINGLINE_PUBLICURL: "x",
      RINGLINE_DATA: "/dev/null/ringline",
    });

    expect(errors.map((line) => line.split(":")[0]).sort()).toEqual([
      "PORT",
      "RINGLINE_DATA",
      "RINGLINE_DATABASE_URL",
      "RINGLINE_LOG_LEVEL",
      "RINGLINE_ORIGINS",
      "RINGLINE_PUBLICURL",
      "RINGLINE_PUBLIC_URL",
      "RINGLINE_TOKEN_SECRET",
      "webrtc.iceTransportPolicy",
    ]);
    expect(errors).toContain("PORT: must be a whole number from 1 to 65535. Example: PORT=4600");
    expect(errors.join()).not.toContain("hunter2");
  });

  it.each([
    ["RINGLINE_PUBLICURL", "RINGLINE_PUBLIC_URL"],
    ["RINGLINE_ORIGIN", "RINGLINE_ORIGINS"],
    ["RINGLINE_TOKEN_SECRT", "RINGLINE_TOKEN_SECRET"],
    ["RINGLINE_CONFG", "RINGLINE_CONFIG"],
  ])("[CONF5] that nobody knows are an error: %s", (wrong, meant) => {
    expect(errorsOf({ ...site, [wrong]: "x" })).toEqual([
      `${wrong}: there is no such setting; did you mean ${meant}?`,
    ]);
  });

  it("[CONF5] that nobody knows in the file are an error too, as are a connector's", () => {
    const path = file("typo.json", '{"prot": 1, "webrtcc": {}, "webrtc": {"iceServer": []}}');
    const errors = errorsOf({ ...site, RINGLINE_CONFIG: path });

    expect(errors).toHaveLength(3);
    expect(errors[0]).toBe(
      "prot (in the configuration file): there is no such setting; did you mean port?",
    );
    expect(errors[1]).toContain("did you mean webrtc?");
    expect(errors[2]).toMatch(/^webrtc/);
  });

  it.each<[string, Environment, string]>([
    ["plain http", { RINGLINE_PUBLIC_URL: "http://calls.example.org" }, "RINGLINE_PUBLIC_URL"],
    ["a path", { RINGLINE_PUBLIC_URL: "https://example.org/calls" }, "RINGLINE_PUBLIC_URL"],
    ["another protocol", { RINGLINE_PUBLIC_URL: "ftp://example.org" }, "RINGLINE_PUBLIC_URL"],
    ["any origin", { RINGLINE_ORIGINS: "*" }, "RINGLINE_ORIGINS"],
    ["no origin", { RINGLINE_ORIGINS: "" }, "RINGLINE_ORIGINS"],
    ["no way to sign", { RINGLINE_TOKEN_SECRET: undefined }, "RINGLINE_TOKEN_SECRET"],
    ["two ways to sign", { RINGLINE_JWKS_URL: "https://a.example/k" }, "RINGLINE_TOKEN_SECRET"],
    ["a sample secret", { RINGLINE_TOKEN_SECRET: "changeme".repeat(5) }, "RINGLINE_TOKEN_SECRET"],
    ["keys over http", { RINGLINE_JWKS_URL: "http://a.example/k" }, "RINGLINE_JWKS_URL"],
    ["one port twice", { RINGLINE_METRICS_PORT: "4600" }, "RINGLINE_METRICS_PORT"],
    ["one port twice", { RINGLINE_ADMIN_PORT: "4600" }, "RINGLINE_ADMIN_PORT"],
    ["Redis alone", { RINGLINE_REDIS_URL: "redis://cache" }, "RINGLINE_REDIS_URL"],
    [
      "a value twice",
      { RINGLINE_HOST_FILE: "/etc/hostname", RINGLINE_HOST: "::1" },
      "RINGLINE_HOST_FILE",
    ],
    ["a missing file", { RINGLINE_HOST_FILE: "/nowhere" }, "RINGLINE_HOST_FILE"],
    ["a missing config", { RINGLINE_CONFIG: "/nowhere" }, "RINGLINE_CONFIG"],
    ["neither yes nor no", { RINGLINE_DEMO: "yes" }, "RINGLINE_DEMO"],
    [
      "the open net without a URL",
      { RINGLINE_HOST: "0.0.0.0", RINGLINE_PUBLIC_URL: undefined },
      "RINGLINE_PUBLIC_URL",
    ],
  ])("[CONF6] stop the start: %s", (_, change, name) => {
    const errors = errorsOf({ ...site, ...change });

    expect(errors.map((line) => line.split(":")[0])).toContain(name);
    expect(errors.every((line) => /Example: |did you mean/.test(line))).toBe(true);
    expect(errors.join()).not.toContain(SECRET);
  });

  it("[CONF6] take http on this machine", () => {
    const settings = accepted({ ...site, RINGLINE_PUBLIC_URL: "http://127.0.0.1:4600" });

    expect(settings.publicUrl).toBe("http://127.0.0.1:4600");
  });

  it.each([
    ["true", "IS_OPEN", { isOpen: true }],
    ["false", "IS_OPEN", { isOpen: false }],
    ["perhaps", "IS_OPEN", { isOpen: "perhaps" }],
    ["12", "SEATS", { seats: 12 }],
    ["many", "SEATS", { seats: "many" }],
    ["", "SEATS", { seats: "" }],
    ["12", "TITLE", { title: "12" }],
  ])(
    "[CONF3] of a connector are in the environment what its schema says: %j as %s",
    (text, name, settings) => {
      const seen: unknown[] = [];
      const hall = { ...HALL, manifest: { ...HALL.manifest, parseSettings: seen.push.bind(seen) } };

      const result = readSettings({ ...site, [`RINGLINE_HALL_${name}`]: text }, [hall]);

      expect(result).toMatchObject({ settings: { connectors: new Map([["hall", { settings }]]) } });
      expect(seen).toEqual([settings]);
    },
  );

  it("[CONF8] of the demo are not its site's own name as that of the call server", () => {
    const errors = errorsOf({
      RINGLINE_DEMO: "true",
      RINGLINE_DATA: folder,
      RINGLINE_HOST: "localhost",
    });

    expect(errors).toEqual([
      "RINGLINE_HOST: must not be localhost with the demo, whose site has that name. Example: RINGLINE_HOST=127.0.0.1",
    ]);
  });

  it("[CONF7] make the data folder for this user alone", () => {
    const data = join(folder, "made/here");
    accepted({ ...site, RINGLINE_DATA: data });

    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(existsSync(data)).toBe(true);
  });

  it("[CONF8] of the demo are none but its own: the site is localhost, the server the address", () => {
    const settings = accepted({ RINGLINE_DEMO: "true", PORT: "4711", RINGLINE_DATA: folder });

    expect(settings.demo).toBe(true);
    expect(settings.publicUrl).toBe("http://127.0.0.1:4711");
    expect(settings.origins).toEqual(["http://localhost:4711"]);
  });

  it.each<[string, Environment, string]>([
    ["the net", { RINGLINE_HOST: "0.0.0.0" }, "RINGLINE_HOST is not a loopback address"],
    ["a public URL", { RINGLINE_PUBLIC_URL: "https://a.example" }, "RINGLINE_PUBLIC_URL is set"],
    ["production", { NODE_ENV: "production" }, "NODE_ENV is production"],
    ["a site's keys", { RINGLINE_JWKS_URL: "https://a.example/k" }, "RINGLINE_JWKS_URL is set"],
  ])("[CONF8] do not let the demo start with %s", (_, change, why) => {
    const errors = errorsOf({ RINGLINE_DEMO: "true", RINGLINE_DATA: folder, ...change });

    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`RINGLINE_DEMO: must not be true when ${why}`);
  });

  it("[CONF4] have examples that are right themselves", () => {
    for (const { example, schema, env } of Object.values(SETTING_TABLE)) {
      const isWords = example.startsWith("(");

      expect(isWords || schema.safeParse(example).success, env).toBe(true);
    }
  });

  it("[CONF16] warn of files that every user of the machine may read", () => {
    const open = file("open-secret", SECRET);
    const closed = file("closed-secret", SECRET);
    chmodSync(open, 0o644);
    chmodSync(closed, 0o600);

    expect(openFiles({ RINGLINE_TOKEN_SECRET_FILE: open })).toEqual(["RINGLINE_TOKEN_SECRET_FILE"]);
    expect(openFiles({ RINGLINE_CONFIG: open })).toEqual(["RINGLINE_CONFIG"]);
    expect(openFiles({ RINGLINE_TOKEN_SECRET_FILE: closed, RINGLINE_CONFIG: "/nowhere" })).toEqual(
      [],
    );
  });
});
