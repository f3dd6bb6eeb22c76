// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";

export function accountContract(prepare: () => Subject & AsyncDisposable): void {
  describe("accounts", () => {
    it("[ACC1] are kept per person, type and source, and replaced as a whole", async () => {
      await using subject = prepare();
      const { accounts } = await subject.open();
      const own = { type: "sip", fields: { name: "4711", area: "030" }, source: "own" } as const;
      const site = { type: "sip", fields: { name: "0815" }, source: "site" } as const;
      await accounts.put("anna", own);
      await accounts.put("anna", { ...own, fields: { name: "__proto__" } });
      await accounts.put("anna", site);
      await accounts.put("bob", own);

      await accounts.remove("bob", own);
      await accounts.remove("bob", own);

      expect(await accounts.of("anna")).toEqual([site, { ...own, fields: { name: "__proto__" } }]);
      expect(await accounts.of("bob")).toEqual([]);
      expect(await accounts.ofAll(["bob", "anna", "anna"])).toEqual(
        new Map([["anna", [site, { ...own, fields: { name: "__proto__" } }]]]),
      );
      expect(await accounts.ofAll([])).toEqual(new Map());
    });

    it("[ACC6] are forgotten with their person", async () => {
      await using subject = prepare();
      const store = await subject.open();
      const own = { type: "sip", fields: { name: "4711" }, source: "own" } as const;
      await store.accounts.put("anna", own);
      await store.accounts.put("bob", own);

      await store.erase("anna", Date.now());

      expect(await store.accounts.of("anna")).toEqual([]);
      expect(await store.accounts.of("bob")).toEqual([own]);
    });
  });
}
