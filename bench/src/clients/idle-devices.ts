import type { WireClient } from "@ringline/e2e/harness";
import { offer } from "../workers/methods.ts";
import { device, type Target } from "./people.ts";

/** Signs people in and holds their devices: each a person of their own, idle. */
const open = new Set<WireClient>();

const methods = {
  /** Signs in `count` people more, 50 at a time. */
  async hold(target: Target, count: number): Promise<number> {
    const end = open.size + count;
    while (open.size < end) {
      const first = open.size;
      const batch = Array.from({ length: Math.min(50, end - first) }, (_, i) => first + i);
      const clients = await Promise.all(batch.map((n) => device(target, `idle-${n}`, n)));
      for (const client of clients) open.add(client);
    }
    return open.size;
  },
};
export type IdleDevices = typeof methods;
offer(methods);
