// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";

export function connectorContract(prepare: () => Subject & AsyncDisposable): void {
  describe("what is kept of connectors", () => {
    it("[CONN14] settings are kept and forgotten, each connector's by itself", async () => {
      await using subject = prepare();
      const { connectors } = await subject.open();
      await connectors.putSettings("webrtc", '{"a":1}');
      await connectors.putSettings("link", '{"b":1}');

      await connectors.putSettings("webrtc", '{"a":2}');
      await connectors.putSettings("link", undefined);

      expect(await connectors.settings()).toEqual(new Map([["webrtc", '{"a":2}']]));
    });

    it("[CONN2] places are kept until they are closed, each once", async () => {
      await using subject = prepare();
      const { places } = await subject.open();
      await places.put("call-1");
      await places.put("call-1");
      await places.put("call-2");

      await places.remove("call-2");
      await places.remove("call-2");

      expect(await places.all()).toEqual(["call-1"]);
    });

    it("[CONN18] keeps values by keys, up to so many keys for each connector", async () => {
      await using subject = prepare();
      const { connectors } = await subject.open();
      const put = (connector: string, key: string, value: string) =>
        connectors.put({ connector, key, value }, 3);
      await put("hall", "b%", "1");
      await put("hall", "B_", "2");
      await put("hall", "bü", "3");

      const more = await put("hall", "c", "4");
      const again = await put("hall", "bü", "5");
      const other = await put("link", "c", "6");

      expect([more, again, other]).toEqual([false, true, true]);
      expect(await connectors.keys("hall", "b")).toEqual(["b%", "bü"]);
      expect(await connectors.get("hall", "bü")).toBe("5");
      await connectors.remove("hall", "bü");
      expect(await connectors.get("hall", "bü")).toBeUndefined();
    });

    it("[CONN16] erases what there is of one connector", async () => {
      await using subject = prepare();
      const { connectors } = await subject.open();
      await connectors.put({ connector: "hall", key: "a", value: "1" }, 9);
      await connectors.put({ connector: "link", key: "a", value: "1" }, 9);
      await connectors.putSettings("hall", "{}");

      await connectors.erase("hall");

      expect(await connectors.settings()).toEqual(new Map());
      expect(await connectors.keys("hall", "")).toEqual([]);
      expect(await connectors.keys("link", "")).toEqual(["a"]);
    });
  });
}
