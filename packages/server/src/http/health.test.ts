import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { TestServer } from "../testing/test-server.ts";
import { Readiness, type ReadinessOptions } from "./readiness.ts";

const passing = async () => undefined;

function readiness(options: Partial<ReadinessOptions> = {}) {
  const clock = new HandTurnedClock();
  const all = {
    clock,
    probe: passing,
    isDraining: () => false,
    ailing: async () => [],
    ...options,
  };
  return { clock, readiness: new Readiness(all) };
}

describe("health", () => {
  it("[HTTP14] a server that works is alive and ready", async () => {
    const server = await TestServer.start();

    const live = await fetch(`${server.url}/livez`);
    const ready = await fetch(`${server.url}/readyz`);
    const report = await ready.json();
    await server.close();

    expect([live.status, ready.status]).toEqual([200, 200]);
    expect(report).toEqual({ ready: true, draining: false, storage: "ok", ailing: [] });
  });

  it.each(["storage-full", "storage-unavailable"] as const)(
    "[HTTP14] is not ready when the database answers %s",
    async (code) => {
      const { readiness: one } = readiness({ probe: () => Promise.reject(new CallError(code)) });

      expect(await one.report()).toMatchObject({ ready: false, storage: code });
    },
  );

  it("[HTTP14] is not ready when the database does not answer within a second", async () => {
    const { clock, readiness: one } = readiness({ probe: () => new Promise(() => undefined) });

    const report = one.report();
    await clock.turn(1_000);

    expect(await report).toMatchObject({ ready: false, storage: "storage-unavailable" });
  });

  it("[HTTP14] is not ready while it drains, and ready with a connector that is not well", async () => {
    const draining = readiness({ isDraining: () => true }).readiness;
    const ailing = readiness({ ailing: async () => [{ connector: "sip" }] }).readiness;

    expect(await draining.report()).toMatchObject({ ready: false, draining: true });
    expect(await ailing.report()).toMatchObject({ ready: true, ailing: ["sip"] });
  });

  it("[HTTP14] looks at most twice a second, however often it is asked", async () => {
    let looks = 0;
    const probe = async () => {
      looks += 1;
    };
    const { clock, readiness: one } = readiness({ probe });

    await Promise.all([one.report(), one.report(), one.report()]);
    await clock.turn(501);
    await one.report();

    expect(looks).toBe(2);
  });
});
