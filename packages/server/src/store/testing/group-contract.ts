// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import type { Group } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";

const design: Group = { id: "design", title: "Design", members: ["anna", "bob"] };
const stage: Group = { id: "Büh'ne", title: "Stage", picture: "https://x.example/p", members: [] };

export function groupContract(prepare: () => Subject & AsyncDisposable): void {
  describe("groups", () => {
    it("[DIR1] spaces and rooms are kept by type and id, and replaced as a whole", async () => {
      await using subject = prepare();
      const { groups } = await subject.open();
      await groups.put("space", [design, stage]);
      await groups.put("room", [{ ...design, title: "The design room" }]);

      await groups.put("space", [{ ...design, members: ["carol", "carol"] }]);
      await groups.put("space", []);

      expect(await groups.get("space", ["Büh'ne", "design", "nowhere"])).toEqual([
        stage,
        { ...design, members: ["carol"] },
      ]);
      expect(await groups.get("room", ["design"])).toEqual([
        { ...design, title: "The design room" },
      ]);
      expect(await groups.get("space", [])).toEqual([]);
    });

    it("[DIR1] one that was removed is gone, twice is once", async () => {
      await using subject = prepare();
      const { groups } = await subject.open();
      await groups.put("space", [design]);
      await groups.put("room", [design]);

      await groups.remove("space", "design");
      await groups.remove("space", "design");

      expect(await groups.get("space", ["design"])).toEqual([]);
      expect(await groups.get("room", ["design"])).toEqual([design]);
    });

    it("[DIR2] an erased person is a member of nothing", async () => {
      await using subject = prepare();
      const store = await subject.open();
      await store.groups.put("space", [design, stage]);
      await store.groups.put("room", [{ ...design, members: ["bob", "bo", "anna"] }]);

      await store.erase("bob", await store.now());

      expect(await store.groups.get("space", ["design", "Büh'ne"])).toEqual([
        stage,
        { ...design, members: ["anna"] },
      ]);
      expect(await store.groups.get("room", ["design"])).toEqual([
        { ...design, members: ["bo", "anna"] },
      ]);
    });
  });
}
