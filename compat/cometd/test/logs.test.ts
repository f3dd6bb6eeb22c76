import { describe, expect, it } from "vitest";
import { remoteCall, Site, type Transport } from "./site.ts";

const LINE = {
  level: "error",
  timestamp: "2026-11-21T10:00:00.000Z",
  provider: "glimpse",
  prefix: "call",
  data: { message: "no camera" },
};

/** What an administrator reads of this person's pages, once there is something; nothing after `patienceMs`. */
async function journal(site: Site, person: string, patienceMs = 8_000): Promise<object[]> {
  const authorization = `Bearer ${await site.token("root", { roles: ["admin"] })}`;
  const url = `${site.url}/v1/logs?person=${person}`;
  for (const end = performance.now() + patienceMs; ; await pause()) {
    const response = await fetch(url, { headers: { authorization } });
    const { lines } = (await response.json()) as { lines: object[] };
    if (lines.length > 0 || performance.now() > end) return lines;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

describe.each<Transport>(["websocket", "long-polling"])("the remote log over %s", (transport) => {
  it("[BAYEUX14] keeps a line under the session's person", async () => {
    const site = await Site.start();
    const anna = await site.member("anna", { transport });

    const answer = await remoteCall(anna, "/webconferencing/logs", LINE);

    expect(answer).toEqual({ successful: true, result: {} });
    expect(await journal(site, "anna")).toContainEqual(
      expect.objectContaining({
        source: "page",
        level: "error",
        message: "no camera",
        provider: "glimpse",
        prefix: "call",
        person: "anna",
      }),
    );
  });
});

describe("a line of the remote log", () => {
  it("[BAYEUX14] is nobody else's", async () => {
    const site = await Site.start();
    const anna = await site.member("anna");

    const answer = await remoteCall(anna, "/webconferencing/logs", { ...LINE, exoId: "bob" });

    expect(answer.successful).toBe(false);
    expect(answer.result).toEqual({
      code: "CLIENT_ERROR",
      message: "Unauthorized user",
      error: true,
    });
    expect(await journal(site, "bob", 1_500)).toEqual([]);
  });

  it.each<[object, string]>([
    [{ level: undefined }, "level"],
    [{ level: "shout" }, "level not recognized"],
    [{ level: "x".repeat(33) }, "level"],
    [{ timestamp: "yesterday" }, "timestamp"],
    [{ timestamp: undefined }, "timestamp"],
    [{ timestamp: "9".repeat(33) }, "timestamp"],
    [{ data: undefined }, "data"],
    [{ data: "text" }, "data"],
    [{ provider: "" }, "provider"],
    [{ provider: "x".repeat(256) }, "provider"],
    [{ prefix: 7 }, "prefix"],
  ])("[BAYEUX14] is not taken with %j", async (change, field) => {
    const site = await Site.start();
    const anna = await site.member("anna");

    const answer = await remoteCall(anna, "/webconferencing/logs", { ...LINE, ...change });

    expect(answer).toMatchObject({
      successful: false,
      result: { code: "CLIENT_ERROR", message: `Wrong request parameters: ${field}` },
    });
  });

  it("[BAYEUX14] may say nothing, have no provider, and tell the time in milliseconds", async () => {
    const site = await Site.start();
    const anna = await site.member("anna");
    const line = { level: "INFO", timestamp: "1795255200000", data: {}, provider: null };

    const answer = await remoteCall(anna, "/webconferencing/logs", line);

    expect(answer.successful).toBe(true);
    expect(await journal(site, "anna")).toMatchObject([
      { message: "<no data>", level: "info", clientAt: "2026-11-21T10:00:00.000Z" },
    ]);
  });
});
