// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
// biome-ignore-all lint/complexity/noExcessiveLinesPerFunction: a contract suite is a test.
import { describe, expect, it } from "vitest";
import { person } from "../../testing/call-fixtures.ts";
import type { Subject } from "./subject.ts";

export function peopleContract(prepare: () => Subject & AsyncDisposable): void {
  describe("people", () => {
    it("[STORE13] a token that names somebody anew keeps the chosen status and the revocation", async () => {
      await using subject = prepare();
      const { people } = await subject.open();
      await people.put([person("anna"), person("bob")]);
      await people.setStatus("anna", "do-not-disturb");
      await people.revoke("anna", 1_000);

      const renamed = { ...person("anna"), name: "Anna B", picture: "https://example.org/a.png" };
      await people.put([renamed]);

      expect(await people.get(["anna", "nobody"])).toEqual([
        { person: renamed, status: "do-not-disturb", revokedAt: 1_000 },
      ]);
      expect(await people.get([])).toEqual([]);
    });

    it("[STORE13] how a further call arrives is kept beside the status, until it is chosen anew", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const { people } = store;
      await people.setWhileInCall("anna", "busy");
      await people.setStatus("anna", "away");
      await people.put([person("anna")]);
      const [busy] = await people.get(["anna"]);

      await people.setWhileInCall("anna", "knock");

      expect(busy).toMatchObject({ status: "away", whileInCall: "busy" });
      expect(await people.get(["anna"])).toEqual([{ person: person("anna"), status: "away" }]);
      await people.setWhileInCall("anna", "busy");
      await store.erase("anna", 1_000);
      expect((await people.get(["anna"]))[0]).not.toHaveProperty("whileInCall");
    });

    it("[STORE13] ids are compared bytewise, and any printable text is kept", async () => {
      await using subject = prepare();
      const { people } = await subject.open();
      const ids = ["Ünï", "ünï", "o'neil", 'a"b', "日本", "👩‍👩‍👧"];

      await people.put(ids.map(person));

      expect((await people.get(ids)).map(({ person: { id } }) => id).sort()).toEqual(
        [...ids].sort(),
      );
    });

    it("[STORE13] who is put twice at once is kept once", async () => {
      await using subject = prepare();
      const { people } = await subject.open();

      await people.put([person("anna"), { ...person("anna"), name: "Second" }]);

      expect((await people.get(["anna"]))[0]?.person.name).toBe("Second");
    });

    it("[STORE13] a revocation holds before the first sign-in", async () => {
      await using subject = prepare();
      const { people } = await subject.open();

      await people.revoke("carol", 5_000);
      await people.put([person("carol")]);

      expect((await people.get(["carol"]))[0]).toMatchObject({ revokedAt: 5_000 });
    });

    it("[STORE13] block lists are each person's own", async () => {
      await using subject = prepare();
      const { people } = await subject.open();
      await people.block("anna", "dave");
      await people.block("anna", "carol");
      await people.block("anna", "carol");
      await people.unblock("anna", "dave");

      expect(await people.blockedBy("anna")).toEqual(["carol"]);
      expect(await people.blockedBy("carol")).toEqual([]);
    });

    it("[STORE13] whose row changed is found by the database's clock; a token that says what is known is no change", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const { people } = store;
      await people.put([person("anna"), person("bob"), person("carol")]);
      await subject.clock.turn(60_000);
      const marked = await nextMoment(subject, store);

      await people.put([person("bob")]);
      await people.setStatus("anna", "away");
      await people.block("carol", "bob");

      expect((await people.changedSince(marked)).sort()).toEqual(["anna", "carol"]);
    });
  });

  describe("devices", () => {
    const here = (device: string, who: string, node = "node-1") => ({ device, person: who, node });

    it("[STORE14] devices are found by person while they are here, and for a while after", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const now = await store.now();
      await store.nodes.beat("node-1", now + 60_000);
      await store.devices.arrive(here("d1", "anna"));
      await store.devices.arrive(here("d2", "bob"));
      await store.devices.depart("d2", "node-1", now - 10_000);

      const found = await store.devices.of(["anna", "bob", "carol"], now - 10_000);

      expect(found.sort((a, b) => (a.device < b.device ? -1 : 1))).toEqual([
        here("d1", "anna"),
        { ...here("d2", "bob"), goneAt: now - 10_000 },
      ]);
      expect(await store.devices.of(["bob"], now - 9_999)).toEqual([]);
      expect(await store.devices.of([], 0)).toEqual([]);
    });

    it("[STORE14] a departure that comes late does not send away who is elsewhere by now", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const now = await store.now();
      await store.nodes.beat("node-1", now + 60_000);
      await store.nodes.beat("node-2", now + 60_000);
      await store.devices.arrive(here("d1", "anna", "node-1"));
      await store.devices.arrive(here("d1", "anna", "node-2"));

      await store.devices.depart("d1", "node-1", now);
      expect(await store.devices.of(["anna"], now)).toEqual([here("d1", "anna", "node-2")]);
      await store.devices.depart("d1", "node-2", now);
      expect(await store.devices.of(["anna"], now + 1)).toEqual([]);
    });

    it("[STORE14] a device that somebody else signs in on is theirs", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.nodes.beat("node-1", (await store.now()) + 60_000);
      await store.devices.arrive(here("d1", "anna"));
      await store.devices.arrive(here("d1", "bob"));

      expect(await store.devices.of(["anna", "bob"], 0)).toEqual([here("d1", "bob")]);
    });

    it("[STORE14] arrivals and departures are found by the database's clock", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.nodes.beat("node-1", (await store.now()) + 600_000);
      await store.devices.arrive(here("d1", "anna"));
      await store.devices.arrive(here("d2", "bob"));
      const marked = await nextMoment(subject, store);

      await store.devices.depart("d2", "node-1", await store.now());

      expect(await store.devices.changedSince(marked)).toEqual(["bob"]);
    });

    it("[STORE14] devices that left long ago are forgotten", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const now = await store.now();
      await store.nodes.beat("node-1", now + 60_000);
      await store.devices.arrive(here("d1", "anna"));
      await store.devices.depart("d1", "node-1", now - 11 * 60_000);

      await store.tidy(now);

      expect(await store.devices.of(["anna"], 0)).toEqual([]);
    });
  });

  describe("nodes", () => {
    it("[STORE15] a process lives while its lease does, or until it gives it back", async () => {
      await using subject = prepare();
      const { nodes, now } = await subject.open();
      const time = await now();
      await nodes.beat("node-1", time + 10_000);
      await nodes.beat("node-2", time + 20_000);

      expect([...(await nodes.alive(time))].sort()).toEqual(["node-1", "node-2"]);
      expect(Object.fromEntries(await nodes.leases())).toEqual({
        "node-1": time + 10_000,
        "node-2": time + 20_000,
      });
      expect([...(await nodes.alive(time + 10_000))]).toEqual(["node-2"]);
      await nodes.release("node-2");
      await subject.clock.turn(1);
      expect([...(await nodes.alive(await now()))]).toEqual(["node-1"]);
    });
  });
}

/** A time that is later than all that was written, by whichever clock the database goes. */
async function nextMoment(subject: Subject, store: { now(): Promise<number> }): Promise<number> {
  const before = await store.now();
  await subject.clock.turn(1);
  for (;;) {
    const now = await store.now();
    if (now > before) return now;
  }
}
