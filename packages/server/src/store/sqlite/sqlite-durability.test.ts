import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import {
  annaCallsBob,
  annaClaims,
  annaOutside,
  person,
  START,
} from "../../testing/call-fixtures.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import type { Store } from "../store.ts";
import { openFile } from "./sqlite-file.ts";
import { openSqlite } from "./sqlite-store.ts";

const CHILD = new URL("../testing/crash-child.ts", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-durable-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (store: Store, id: string, to = "bob") =>
  store.calls.create(
    placeCall(
      annaCallsBob({
        id,
        target: { type: "user", id: to },
        callees: [{ party: person(to) }],
        ...(to !== "bob" && { caller: annaOutside }),
      }),
      START,
    ),
    { caller: "anna", key: id, inputHash: "h" },
  );

function startChild(path: string): ChildProcess {
  const parameters = ["--conditions=ringline-source", CHILD, `sqlite:${path}`];
  return spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "pipe"] });
}

/** The acknowledged phase of each call, until so many lines were told; then the process is killed. */
async function killAfter(child: ChildProcess, lines: number): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  let count = 0;
  if (!child.stdout) throw new Error("the child has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = "", phase = ""] = line.split(" ");
    told.set(id, phase);
    count += 1;
    if (count === lines) child.kill("SIGKILL");
  }
  return told;
}

describe("a process that is killed", () => {
  it("[STORE1] has kept everything that it acknowledged", async () => {
    const path = join(folder, "killed.db");
    const told = await killAfter(startChild(path), 60);
    const store = openSqlite(path, new HandTurnedClock());

    const kept = new Map((await store.calls.live()).map(({ id, phase }) => [id, phase]));
    await store.close();

    expect(told.size).toBeGreaterThan(10);
    for (const [id, phase] of told) expect(["active", phase]).toContain(kept.get(id));
    for (const [id, phase] of told) if (phase === "active") expect(kept.get(id)).toBe("active");
  });

  it("[STORE1] has it on the disk at the moment of the answer", async () => {
    const path = join(folder, "copied.db");
    const store = openSqlite(path, new HandTurnedClock());
    await place(store, "call-1");
    const { after } = await store.calls.change("call-1", (call) => move(call, annaClaims, START));
    for (const end of ["", "-wal"]) copyFileSync(path + end, join(folder, `copy.db${end}`));
    await store.close();

    const copy = openSqlite(join(folder, "copy.db"), new HandTurnedClock());

    expect(await copy.calls.get("call-1")).toEqual(after);
    await copy.close();
  });

  it("[STORE1] starts again with the live calls, their seats, placings and rings", async () => {
    const path = join(folder, "again.db");
    const first = openSqlite(path, new HandTurnedClock());
    await place(first, "call-1");
    await first.close();
    const store = openSqlite(path, new HandTurnedClock(START + 1_000));

    expect((await store.calls.bySeat("anna-1"))?.id).toBe("call-1");
    expect((await store.calls.liveOf("bob")).map(({ id }) => id)).toEqual(["call-1"]);
    expect(await store.calls.ringsFrom("anna", START)).toHaveLength(1);
    expect((await place(store, "call-1")).outcome).toBe("repeated");
    expect((await store.calls.changedSince(START)).map(({ id }) => id)).toEqual(["call-1"]);
    await store.close();
  });

  it("[STORE17] starts no earlier than its live calls were written, whatever the computer's clock says", async () => {
    const path = join(folder, "set-back.db");
    const first = openSqlite(path, new HandTurnedClock());
    await place(first, "call-1");
    await first.close();
    const store = openSqlite(path, new HandTurnedClock(START - 3_600_000));
    expect(await store.now()).toBe(START);

    await store.calls.change("call-1", (call) => move(call, { type: "end" }, START));
    await store.close();

    const again = openSqlite(path, new HandTurnedClock(START - 3_600_000));
    expect(await again.now()).toBe(START - 3_600_000);
    await again.close();
  });

  it("[STORE14] counts who was here as just gone, so that nobody is out of reach after a restart", async () => {
    const path = join(folder, "devices.db");
    const clock = new HandTurnedClock();
    const first = openSqlite(path, clock);
    await first.devices.arrive({ device: "d1", person: "anna", node: "node-1" });
    await clock.turn(1_000);
    await first.close();
    const later = new HandTurnedClock(START + 60_000);
    const store = openSqlite(path, later);

    expect(await store.devices.of(["anna"], later.now() - 30_000)).toEqual([
      { device: "d1", person: "anna", node: "node-1", goneAt: later.now() },
    ]);
    await store.close();
  });

  it("[STORE1] waits for the disk at each commit", () => {
    const database = openFile(join(folder, "pragmas.db"), START);
    const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {});

    const FULL = 2;
    expect(pragma("synchronous")).toEqual([FULL]);
    expect(pragma("journal_mode")).toEqual(["wal"]);
    database.close();
  });
});

describe("one file", () => {
  it("[STORE11] belongs to one process, and is free again when that was killed", async () => {
    const path = join(folder, "locked.db");
    const child = startChild(path);
    if (child.stdout) await once(child.stdout, "data");

    expect(() => openSqlite(path, new HandTurnedClock())).toThrow(/in use by another process/u);
    child.kill("SIGKILL");
    await once(child, "exit");

    await openSqlite(path, new HandTurnedClock()).close();
  });
});

const [MOUNT, UNMOUNT] = ["/bin/mount", "/bin/umount"];
const mount = () =>
  spawnSync(MOUNT, ["-t", "tmpfs", "-o", "size=3m", "tmpfs", join(folder, "small")]);

describe("a full disk", () => {
  it("[STORE7] answers storage-full, changes nothing, and works again when there is room", async ({
    skip,
  }) => {
    mkdirSync(join(folder, "small"));
    if (mount().status !== 0) skip("needs root: a small file system cannot be mounted");
    try {
      await fillAndFree(join(folder, "small"));
    } finally {
      spawnSync(UNMOUNT, ["-l", join(folder, "small")]);
    }
  });
});

async function fillAndFree(disk: string): Promise<void> {
  const store = openSqlite(join(disk, "full.db"), new HandTurnedClock());
  await place(store, "call-1");
  const before = (await store.calls.get("call-1")) as CallRecord;
  const ballast = join(disk, "ballast");
  writeFileSync(ballast, Buffer.alloc(2_300_000));

  const refusal = await fill(store);
  expect(refusal).toMatchObject({ code: "storage-full", status: 507 });
  const longer = (call: CallRecord) => ({ ...call, title: "x".repeat(500_000) });
  await expect(store.calls.change("call-1", longer)).rejects.toMatchObject({
    code: "storage-full",
  });
  expect(await store.calls.get("call-1")).toBe(before);
  expect(await store.calls.liveOf("bob")).toEqual([before]);

  rmSync(ballast);
  const { after } = await store.calls.change("call-1", (call) => move(call, annaClaims, START));
  expect(after.revision).toBe(2);
  await store.close();

  const again = openSqlite(join(disk, "full.db"), new HandTurnedClock());
  expect(await again.calls.get("call-1")).toEqual(after);
  await again.close();
  expect(existsSync(ballast)).toBe(false);
}

/** Places calls until one is refused. */
async function fill(store: Store): Promise<unknown> {
  for (let round = 0; round < 5_000; round += 1) {
    try {
      await place(store, `filling-${round}`, `somebody-${round}`);
    } catch (error) {
      return error;
    }
  }
  throw new Error("the disk was never full");
}
