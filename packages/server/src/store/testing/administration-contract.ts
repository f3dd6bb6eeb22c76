// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import type { AuditRecord } from "../administration-store.ts";
import type { Subject } from "./subject.ts";

const NOW = 1_800_000_000_000;
const LATER = NOW + 60_000;

const session = { hash: "s1", person: "root", name: "Root", beganAt: NOW };

function entry(changes: Partial<AuditRecord> = {}): Omit<AuditRecord, "seq"> {
  const by = { type: "session", id: "root", name: "Root", address: "192.0.2.1" } as const;
  const input = { call: "c1" };
  return {
    reference: "r1",
    at: NOW,
    by,
    action: "calls.end",
    input,
    outcome: "unknown",
    ...changes,
  };
}

export function administrationContract(prepare: () => Subject & AsyncDisposable): void {
  describe("sessions of the administration page", () => {
    it("[ADMIN1] a link that was offered is taken by one of many at once, and by nobody after its time", async () => {
      await using subject = prepare();
      const { adminSessions: sessions } = await subject.open();
      await sessions.offer("link", LATER);
      await sessions.offer("old", NOW);
      expect(await sessions.wasEverUsed()).toBe(false);

      const taken = await Promise.all([1, 2, 3, 4].map(() => sessions.takeOffer("link", NOW)));

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await sessions.takeOffer("old", NOW)).toBe(false);
      expect(await sessions.takeOffer("nobody's", NOW)).toBe(false);
      expect(await sessions.wasEverUsed()).toBe(true);
    });

    it("[ADMIN2] a token of the site is taken once, and again not before it is worth nothing", async () => {
      await using subject = prepare();
      const { adminSessions: sessions } = await subject.open();

      const taken = await Promise.all([1, 2, 3].map(() => sessions.takeOnce("t", NOW, LATER)));

      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await sessions.takeOnce("t", NOW, LATER)).toBe(false);
    });

    it("[ADMIN3] lives until it runs out, is renewed as long as it lives and never beyond its end", async () => {
      await using subject = prepare();
      const { adminSessions: sessions } = await subject.open();
      await sessions.begin({ ...session, expiresAt: LATER, endsAt: LATER + 1_000 });

      expect(await sessions.get("s1", NOW)).toMatchObject({ person: "root", expiresAt: LATER });
      expect(await sessions.get("s1", LATER)).toBeUndefined();
      expect(await sessions.renew("s1", NOW, LATER + 90_000)).toBe(LATER + 1_000);
      expect(await sessions.renew("s1", LATER + 1_000, LATER + 90_000)).toBeUndefined();
      await sessions.end("s1");
      expect(await sessions.get("s1", NOW)).toBeUndefined();
    });

    it("[ADMIN3] what ran out is tidied away, what lives stays", async () => {
      await using subject = prepare();
      const { adminSessions: sessions } = await subject.open();
      await sessions.begin({ ...session, expiresAt: NOW, endsAt: NOW });
      await sessions.begin({ ...session, hash: "s2", expiresAt: LATER, endsAt: LATER });

      await sessions.tidy(NOW);

      expect(await sessions.get("s1", NOW - 1)).toBeUndefined();
      expect(await sessions.get("s2", NOW)).toMatchObject({ hash: "s2" });
    });
  });

  describe("keys of programs", () => {
    const key = { id: "k1", name: "Robot", hash: "h", createdAt: NOW, createdBy: "root" };

    it("[KEY1] are listed the newest first, with their scopes and times, and revoked once", async () => {
      await using subject = prepare();
      const { keys } = await subject.open();
      await keys.create({ ...key, scopes: ["read", "calls"], expiresAt: LATER });
      await keys.create({ ...key, id: "k2", scopes: ["admin"], createdAt: NOW + 1 });

      await keys.revoke("k1", NOW + 5);
      await keys.revoke("k1", NOW + 9);

      expect((await keys.list()).map(({ id }) => id)).toEqual(["k2", "k1"]);
      const revoked = { ...key, scopes: ["read", "calls"], expiresAt: LATER, revokedAt: NOW + 5 };
      expect(await keys.get("k1")).toEqual(revoked);
      expect(await keys.get("k3")).toBeUndefined();
    });

    it("[KEY1] their last use is written now and then, not at each", async () => {
      await using subject = prepare();
      const { keys } = await subject.open();
      await keys.create({ ...key, scopes: ["read"] });
      const lastUse = async () => (await keys.get("k1"))?.lastUsedAt;

      await keys.used("k1", NOW, NOW - 100);
      await keys.used("k1", NOW + 50, NOW - 50);
      expect(await lastUse()).toBe(NOW);
      await keys.used("k1", NOW + 200, NOW + 100);

      expect(await lastUse()).toBe(NOW + 200);
    });

    it("[KEY1] go some time after they were revoked or ran out, and never before", async () => {
      await using subject = prepare();
      const { keys } = await subject.open();
      await keys.create({ ...key, id: "revoked", scopes: ["read"] });
      await keys.create({ ...key, id: "over", scopes: ["read"], expiresAt: NOW });
      await keys.create({ ...key, id: "lives", scopes: ["read"] });
      await keys.revoke("revoked", NOW);

      await keys.deleteBefore(NOW);
      expect(await keys.list()).toHaveLength(3);
      await keys.deleteBefore(NOW + 1);

      expect((await keys.list()).map(({ id }) => id)).toEqual(["lives"]);
    });
  });

  describe("the audit", () => {
    it("[AUDIT1] a row stands before the deed, and is told its outcome", async () => {
      await using subject = prepare();
      const { audit } = await subject.open();
      const before = { phase: "ringing" };
      const seq = await audit.begin(entry({ before, target: "c1" }));
      const [begun] = await audit.find({ limit: 10 });

      await audit.finish(seq, { outcome: "done", after: { phase: "ended" } });
      const [done] = await audit.find({ limit: 10 });

      expect(begun).toEqual({ ...entry({ before, target: "c1" }), seq });
      expect(done).toEqual({ ...begun, outcome: "done", after: { phase: "ended" } });
    });

    it("[AUDIT3] is found by action, area, person and target, page by page", async () => {
      await using subject = prepare();
      const { audit } = await subject.open();
      for (const [action, target] of [
        ["calls.end", "c1"],
        ["people.erase", "p1"],
        ["people.revoke", "p1"],
        ["peopled.x", "p1"],
      ])
        await audit.begin(entry({ action: action ?? "", target: target ?? "" }));
      const find = async (query: object) =>
        (await audit.find({ limit: 10, ...query })).map(({ action }) => action);

      expect(await find({ action: "people" })).toEqual(["people.revoke", "people.erase"]);
      expect(await find({ action: "people.erase" })).toEqual(["people.erase"]);
      expect(await find({ target: "c1" })).toEqual(["calls.end"]);
      expect(await find({ by: "somebody" })).toEqual([]);
      const [newest] = await audit.find({ limit: 1 });
      expect(await find({ limit: 2, before: newest?.seq ?? 0 })).toEqual([
        "people.revoke",
        "people.erase",
      ]);
    });

    it("[AUDIT3] goes by age alone", async () => {
      await using subject = prepare();
      const { audit } = await subject.open();
      for (const at of [NOW - 1, NOW, NOW + 1]) await audit.begin(entry({ at }));

      await audit.deleteBefore(NOW);

      expect((await audit.find({ limit: 10 })).map(({ at }) => at)).toEqual([NOW + 1, NOW]);
    });
  });
}
