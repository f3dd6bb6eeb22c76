import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adminSession, askRest } from "../testing/admin-door.ts";
import { noPostgres, scratchDatabase } from "../testing/scratch-database.ts";
import { answer, type Device, place, TestServer } from "../testing/test-server.ts";

const CALLS_AT_LEAST = 20;

let server: TestServer;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-backup-"));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const start = (database: string) => TestServer.start({ database, limits: { ringsPerPair: 1_000 } });

async function talk(caller: Device, callee: Device, name: string): Promise<void> {
  const { call } = await place(caller, name);
  await answer(callee, call.id);
  await callee.socket.request("calls.leave", { call: call.id });
}

async function historyOf(bearer: string) {
  const { body } = await askRest(server, "history.find", { bearer, input: { limit: "100" } });
  return body.entries as { call: string; endReason: string }[];
}

describe("a backup", () => {
  it("[ADMIN20] taken while calls are made restores to a server with the whole history and no live call", async () => {
    server = await start(`sqlite:${join(folder, "calls.db")}`);
    const [anna, bob, carol, dave] = (await Promise.all(
      ["anna", "bob", "carol", "dave"].map((person) => server.device(person)),
    )) as [Device, Device, Device, Device];
    const bearer = await adminSession(server);
    const { call: ringing } = await place(carol, "dave");
    await dave.socket.request("calls.ringing", { call: ringing.id });
    for (let count = 0; count < CALLS_AT_LEAST; count += 1) await talk(anna, bob, "bob");
    const before = await historyOf(bearer);

    let isDone = false;
    const backup = askRest(server, "server.backup", { bearer }).finally(() => {
      isDone = true;
    });
    while (!isDone) await talk(anna, bob, "bob");
    const { status, body } = await backup;
    const { calls: stillLive } = await carol.socket.request("calls.list", {});
    await server.close();

    const restored = join(folder, "restored.db");
    copyFileSync(body.backup.file, restored);
    const file = new DatabaseSync(restored);
    const faults = file.prepare("pragma integrity_check").all();
    const strays = file.prepare("pragma foreign_key_check").all();
    file.close();
    server = await start(`sqlite:${restored}`);
    const again = await adminSession(server);
    const after = await historyOf(again);
    const live = await askRest(server, "calls.live", { bearer: again });
    const daves = await server.device("dave");

    expect(status).toBe(200);
    expect(body.backup).toEqual({
      file: join(folder, "calls.db.backup"),
      bytes: expect.any(Number),
    });
    expect([faults, strays]).toEqual([[{ integrity_check: "ok" }], []]);
    expect(stillLive).toMatchObject([{ id: ringing.id, phase: "ringing" }]);
    expect(live.body).toMatchObject({ calls: [], count: 0 });
    expect(daves.welcome.calls).toEqual([]);
    const ids = new Set(after.map(({ call }) => call));
    expect(before.every(({ call }) => ids.has(call))).toBe(true);
    expect(after.find(({ call }) => call === ringing.id)).toMatchObject({
      endReason: "failed",
      problem: "connection-lost",
    });
  });

  it("[ADMIN20] that is asked for twice at once is one, and each replaces the one before", async () => {
    server = await start(`sqlite:${join(folder, "calls.db")}`);
    const bearer = await adminSession(server);

    const both = await Promise.all([1, 2].map(() => askRest(server, "server.backup", { bearer })));
    await setTimeout(5);
    const later = await askRest(server, "server.backup", { bearer });

    expect([...both, later].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(existsSync(join(folder, "calls.db.backup-unfinished"))).toBe(false);
  });

  it("[ADMIN20] is refused where there is no file, and to whoever is no administrator", async () => {
    server = await start("sqlite::memory:");
    const anna = await server.device("anna");
    const bearer = await adminSession(server);

    const none = await askRest(server, "server.backup", { bearer });

    expect([none.status, none.body.code]).toEqual([400, "invalid-input"]);
    await expect(anna.socket.request("server.backup", {})).rejects.toMatchObject({
      code: "not-allowed",
    });
  });

  it.skipIf(noPostgres)("[ADMIN20] of PostgreSQL is left to its own tools", async () => {
    const { url, drop } = await scratchDatabase();
    server = await start(url);

    const { body } = await askRest(server, "server.backup", { bearer: await adminSession(server) });
    await server.close();
    await drop();

    expect(body).toMatchObject({
      code: "invalid-input",
      detail: expect.stringContaining("pg_dump"),
    });
  });
});
