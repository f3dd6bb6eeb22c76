import type { Operation } from "../operation.ts";
import { timestamp } from "../timestamp.ts";

/** How this server does. Who may: administrators. */
export const serverStatus: Operation<"server.status"> = async (_input, _asker, parts) => {
  const { store, clock, about, connectors, sockets } = parts;
  const now = clock.now();
  const [database, nodes, calls, ailing] = await Promise.all([
    probed(() => store.probe()),
    store.nodes.alive(now),
    store.calls.live(),
    connectors.ailing(),
  ]);
  const { version, node, startedAt, databaseType } = about;
  return {
    status: {
      version,
      node,
      startedAt: timestamp(startedAt),
      now: timestamp(now),
      nodes: [...nodes].sort(),
      database: { type: databaseType, ...database },
      ailing: [...ailing],
      sockets: sockets(),
      calls: calls.length,
    },
  };
};

async function probed(probe: () => Promise<void>): Promise<{ isWell: boolean; probeMs: number }> {
  const began = performance.now();
  const isWell = await probe().then(
    () => true,
    () => false,
  );
  return { isWell, probeMs: Math.round((performance.now() - began) * 10) / 10 };
}
