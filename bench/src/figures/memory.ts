import type { IdleDevices } from "../clients/idle-devices.ts";
import type { IdleSockets } from "../clients/idle-sockets.ts";
import type { Figure } from "../figure.ts";
import type { BareServer } from "../servers/bare-server.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";

const DEVICES = 5_000;
const ROUNDS = 2;

/** Memory that a signed-in device costs while it is idle. */
export const memory: Figure = {
  name: "memory-per-idle-device",
  title: `server memory per idle signed-in device, of ${DEVICES}, against a bare ws server`,
  unit: "bytes",
  aim: { atMost: 1.6 },
  async measure() {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ reference: await bareBytes(), value: await ringlineBytes() });
    return rounds;
  },
};

async function bareBytes(): Promise<number> {
  const server = await Worker.start<BareServer>("servers/bare-server.ts");
  const clients = await Worker.start<IdleSockets>("clients/idle-sockets.ts");
  const port = await server.call("port");
  const before = await server.call("memory");
  await clients.call("hold", port, DEVICES);
  const after = await server.call("memory");
  await Promise.all([server.stop(), clients.stop()]);
  return (after - before) / DEVICES;
}

async function ringlineBytes(): Promise<number> {
  const server = await Worker.start<RinglineServer>("servers/ringline-server.ts");
  const clients = await Worker.start<IdleDevices>("clients/idle-devices.ts");
  const target = await server.call("target");
  const before = await server.call("memory");
  await clients.call("hold", target, DEVICES);
  const after = await server.call("memory");
  await Promise.all([server.stop(), clients.stop()]);
  return (after - before) / DEVICES;
}
