import type { IdleDevices } from "../clients/idle-devices.ts";
import type { IdleSockets } from "../clients/idle-sockets.ts";
import type { Figure } from "../figure.ts";
import type { BareServer } from "../servers/bare-server.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";

const DEVICES = 5_000;
/** Devices that are there before: what the first ones bring along (compiled code, pools) is no device's own. */
const EARLIER = 1_000;
const ROUNDS = 3;

/**
 * Memory that a signed-in device costs while it is idle: the growth of the server's RAM by 5,000 devices over what it was with
 * the first 1,000, after a collection that gives free pages back. Without that, one measures how far V8's young generation
 * grew at sign-in: a fixed amount, whatever the number of devices.
 */
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
  const bytes = await growth(server, (count) => clients.call("hold", port, count));
  await Promise.all([server.stop(), clients.stop()]);
  return bytes;
}

async function ringlineBytes(): Promise<number> {
  const server = await Worker.start<RinglineServer>("servers/ringline-server.ts");
  const clients = await Worker.start<IdleDevices>("clients/idle-devices.ts");
  const target = await server.call("target");
  const bytes = await growth(server, (count) => clients.call("hold", target, count));
  await Promise.all([server.stop(), clients.stop()]);
  return bytes;
}

/** Bytes of the server per device that is held. */
async function growth(
  server: { call(name: "memory"): Promise<number> },
  hold: (count: number) => Promise<number>,
): Promise<number> {
  await hold(EARLIER);
  const before = await server.call("memory");
  await hold(DEVICES);
  return ((await server.call("memory")) - before) / DEVICES;
}
