import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { webrtc } from "@ringline/connector-webrtc/server";
import { freePort } from "@ringline/e2e/harness";
import { signToken } from "@ringline/host";
import { createPortal } from "@ringline/portal";
import { createServer } from "@ringline/server";
import { offer } from "../workers/methods.ts";
import { usage } from "./usage.ts";

/** Ours: the call server with SQLite, as `npm start` wires it, with the demo site in front and no limit on how often. */
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? "/tmp", "ringline-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const port = await freePort();
const secret = randomBytes(32).toString("hex");
const url = `http://127.0.0.1:${port}`;
const site = `http://localhost:${port}`;
const portal = createPortal({
  callServer: url,
  origin: site,
  signToken: (user) => signToken({ secret, audience: url, user }),
});
const many = Number.MAX_SAFE_INTEGER;
const server = await createServer({
  publicUrl: url,
  origins: [site],
  database: `sqlite:${join(folder, "ringline.sqlite")}`,
  tokens: { secret },
  connectors: [{ connector: webrtc, settings: webrtc.manifest.parseSettings(undefined) }],
  files: fileURLToPath(new URL("../../../dist/browser", import.meta.url)),
  limits: {
    commandsPerSecond: 1_000_000,
    commandBurst: 1_000_000,
    framesPerSecond: 1_000_000,
    relayBytesPerSecond: 1_000_000_000,
    hellosPerSecond: 1_000_000,
    helloBurst: 1_000_000,
    ringsPerPair: many,
    ringsPerHour: many,
    calleesPerMinute: many,
  },
  front: (request) => (isForSite(request) ? portal.fetch(request) : undefined),
});
await server.listen({ port, host: "127.0.0.1" });

function isForSite(request: Request): boolean {
  return new URL(request.url).hostname === "localhost";
}

const methods = {
  ...usage,
  /** Where clients find it, and the secret that its site signs with. */
  target: () => ({ url, secret }),
  site: () => site,
};
export type RinglineServer = typeof methods;
offer(methods);
