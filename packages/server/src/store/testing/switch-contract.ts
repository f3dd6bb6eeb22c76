// biome-ignore-all lint/correctness/noUndeclaredDependencies: a contract suite is a test.
import { describe, expect, it } from "vitest";
import type { Subject } from "./subject.ts";

export function switchContract(prepare: () => Subject & AsyncDisposable): void {
  describe("switches of providers", () => {
    it("[CONN10] what was switched is kept, each switch by itself", async () => {
      await using subject = prepare();
      const { switches } = await subject.open();
      await switches.put("webrtc", { isOn: false });
      await switches.put("webrtc", { logs: true });
      await switches.put("link", { logs: true });

      await switches.put("link", { logs: false });

      expect(await switches.all()).toEqual(
        new Map([
          ["webrtc", { isOn: false, logs: true }],
          ["link", { logs: false }],
        ]),
      );
    });
  });
}
