import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signToken } from "@ringline/host";
import { createLogger } from "@ringline/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { readSettings } from "./settings/settings.ts";
import { start } from "./start.ts";

const AUDIENCE = "https://calls.example.org";
const SECRET = "a secret of these tests, longer than 32 bytes";

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
  });
  return promise;
}

/** What a server with these settings answers to a handshake. */
async function handshake(env: Record<string, string>) {
  const data = await mkdtemp(join(tmpdir(), "ringline-cometd-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const port = await freePort();
  const read = readSettings(
    {
      PORT: String(port),
      RINGLINE_PUBLIC_URL: AUDIENCE,
      RINGLINE_ORIGINS: "https://www.example.org",
      RINGLINE_TOKEN_SECRET: SECRET,
      RINGLINE_DATA: data,
      RINGLINE_SETUP_LINK: "never",
      RINGLINE_DRAIN_SECONDS: "0",
      ...env,
    },
    [],
  );
  if ("errors" in read) throw new Error(read.errors.join("\n"));
  const logger = createLogger({ level: "silent" });
  const running = await start({ settings: read.settings, connectors: [], logger });
  onTestFinished(() => running.close());
  const exoToken = await signToken({
    secret: SECRET,
    audience: AUDIENCE,
    user: { id: "anna", name: "Anna" },
  });
  const response = await fetch(`http://127.0.0.1:${port}/cometd/handshake`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://www.example.org" },
    body: JSON.stringify([
      {
        channel: "/meta/handshake",
        version: "1.0",
        supportedConnectionTypes: ["long-polling"],
        exoId: "anna",
        exoToken,
      },
    ]),
  });
  return { status: response.status, text: await response.text() };
}

describe("the Bayeux door of a call server", () => {
  it("[BAYEUX17] is there when the settings want it", async () => {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      const { status, text } = await handshake({ RINGLINE_COMETD: "true", RINGLINE_HOST: host });
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject([{ successful: true, version: "1.0" }]);
    }
  });

  it("[BAYEUX17] is not there by default", async () => {
    const { status, text } = await handshake({});

    expect(status).toBe(404);
    expect(text).not.toContain("successful");
  });
});
