import { connector } from "@ringline/connector-template/server";
import { describe, expect, it } from "vitest";

const SECRET = "a secret of sixteen";
const CALL = "A".repeat(22);

/** The connector at work, with what it reported and keeps; `refuse` is what the call server says to its reports. */
async function started(refuse?: string) {
  const told: unknown[] = [];
  const kept = new Map<string, unknown>();
  const tell =
    (name: string) =>
    async (...words: unknown[]) => {
      if (refuse) throw Object.assign(new Error(refuse), { code: refuse });
      told.push([name, ...words]);
      return CALL;
    };
  const calls = {
    incoming: tell("incoming"),
    leg: tell("leg"),
    ended: tell("ended"),
    relay: tell("relay"),
  };
  const storage = {
    get: async (key: string) => kept.get(key),
    put: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const logger = { info() {}, warn() {}, error() {} };
  const settings = connector.manifest.parseSettings({ hookSecret: SECRET });
  const url = "https://calls.example.org/connectors/template/";
  const clock = { now: () => Date.UTC(2026, 10, 21) };
  const running = await connector.start({ settings, url, clock, calls, storage, logger } as never);
  const post = async (body: unknown, secret = SECRET) => {
    const headers = { "x-secret": secret };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const request = new Request(`${url}hook`, { method: "POST", headers, body: text });
    return (await running.request?.(request))?.status;
  };
  return { told, post, running };
}

describe("reports to the web hook", () => {
  it.each<[object, unknown[]]>([
    [
      { report: "incoming", key: "c-1", from: "+49 30 1", to: "bob" },
      [
        "incoming",
        {
          key: "c-1",
          provider: "template_page",
          from: { type: "address", address: "+49 30 1" },
          to: "bob",
          media: "audio",
        },
      ],
    ],
    [{ report: "left", call: CALL, participant: "p2" }, ["leg", CALL, "p2", "left"]],
    [{ report: "ended", call: CALL }, ["ended", CALL, "hung-up"]],
    [
      { report: "notice", call: CALL, text: "Soon" },
      ["relay", CALL, { type: "notice", text: "Soon" }],
    ],
  ])("%o is handed on", async (report, handedOn) => {
    const { told, post } = await started();

    expect(await post(report)).toBe(204);
    expect(told).toEqual([handedOn]);
  });

  it.each([
    ["no JSON", "{", 400],
    ["nothing", "null", 400],
    ["a report that is none", { report: "toString", call: CALL }, 400],
    ["half a report", { report: "left", call: CALL }, 400],
    ["a number for a text", { report: "ended", call: 7 }, 400],
    ["too long a text", { report: "notice", call: CALL, text: "x".repeat(256) }, 400],
  ])("%s is refused", async (_what, body, status) => {
    const { told, post } = await started();

    expect(await post(body)).toBe(status);
    expect(told).toEqual([]);
  });

  it("nobody without the secret reports anything", async () => {
    const { told, post } = await started();

    expect(await post({ report: "ended", call: CALL }, "another secret")).toBe(403);
    expect(told).toEqual([]);
  });

  it("what the call server refuses is told with its code", async () => {
    const { post } = await started("not-found");

    expect(await post({ report: "incoming", key: "1", from: "a", to: "nobody" })).toBe(409);
  });

  it("the administration sees when the last report came, also after a restart", async () => {
    const { running, post } = await started();
    expect(await running.health()).toEqual({ ok: true });

    await post({ report: "ended", call: CALL });

    expect(await running.health()).toEqual({
      ok: true,
      detail: "last report 2026-11-21T00:00:00.000Z",
    });
  });
});
