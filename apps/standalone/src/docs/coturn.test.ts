import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TurnAccount, TurnProbe } from "./turn-probe.ts";

const PROGRAM = "/usr/bin/turnserver";
const SECRET = "Lq8vNz3hT6mXc1Ry9PdW4bKs7GjF2aEu";
const CONFIG = readFileSync(new URL("../../../../docs/coturn.conf", import.meta.url), "utf8");
const FORBIDDEN = 403;
/** "Peer Address Family Mismatch": refused, because such an address is none of that family. */
const WRONG_FAMILY = 443;

const isHere = existsSync(PROGRAM);
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.family === "IPv6");

let folder: string;
let child: ChildProcess | undefined;
let account: TurnAccount;
let probes: Map<boolean, TurnProbe>;

beforeAll(async () => {
  if (!isHere) return;
  folder = mkdtempSync(join(tmpdir(), "ringline-coturn-"));
  const port = await freeUdpPort();
  writeFileSync(join(folder, "turnserver.conf"), configFor(port));
  child = spawn(PROGRAM, ["-c", join(folder, "turnserver.conf")], { stdio: "ignore" });
  account = { port, ...credentials() };
  probes = new Map([[false, await TurnProbe.open(account, false)]]);
  if (hasIpv6) probes.set(true, await TurnProbe.open(account, true));
});
afterAll(async () => {
  for (const probe of probes?.values() ?? []) probe.close();
  if (child) {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  if (folder) rmSync(folder, { recursive: true });
});

/** The page's own lines; only names, ports and places are this machine's. */
function configFor(port: number): string {
  const ours = /^(realm|listening-port|tls-listening-port|cert|pkey|static-auth-secret)=.*\n/gm;
  return `${CONFIG.replace(ours, "")}
realm=ringline.test
listening-port=${port}
static-auth-secret=${SECRET}
listening-ip=127.0.0.1
relay-ip=127.0.0.1
${hasIpv6 ? "relay-ip=::1" : ""}
no-tls
no-dtls
log-file=/dev/null
userdb=${join(folder, "turn.db")}
pidfile=${join(folder, "turn.pid")}
`;
}

/** As RINGLINE_WEBRTC_ICE_SERVERS with `secret` makes them. */
function credentials(): { username: string; password: string } {
  const username = `${Math.floor(Date.now() / 1_000) + 600}:probe`;
  const password = createHmac("sha1", SECRET).update(username).digest("base64");
  return { username, password };
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

const OPEN = ["8.8.8.8", "2606:4700::1111"];
const INNER = [
  ...["127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "192.0.0.1"],
  ...["169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ...["::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"],
  ...["64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1", "fc00::1", "fd00::1", "ff02::1"],
];

describe.skipIf(!isHere)("the relay of docs/coturn.conf (needs coturn)", () => {
  for (const peer of OPEN)
    it.skipIf(!canAsk(peer))(`[CONF14] reaches the open net: ${peer}`, async () => {
      expect(await probes.get(isIPv6(peer))?.permit(peer)).toBe(0);
    });

  for (const peer of INNER)
    it.skipIf(!canAsk(peer))(`[CONF14] does not reach ${peer}`, async () => {
      const probe = probes.get(isIPv6(peer));

      expect([FORBIDDEN, WRONG_FAMILY]).toContain(await probe?.permit(peer));
      expect([FORBIDDEN, WRONG_FAMILY]).toContain(await probe?.bind(peer));
    });
});

/** Without IPv6 on this machine there is no allocation to ask with. */
function canAsk(peer: string): boolean {
  return hasIpv6 || !isIPv6(peer);
}
