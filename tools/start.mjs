// `npm start`: installs what is missing, builds the browser files where they are old, runs the server.
// Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildWhenOld } from "./build-stamp.mjs";
import { installPackages, node24, root } from "./packages.mjs";

/** Signals that end the server. A terminal that closes ends it too. */
const ENDINGS = { SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGTERM" };
/** npm and the terminal both tell us of one Ctrl-C; a second real one comes later and ends the server at once. */
const REPEAT_MS = 500;

const SITE_SETTING = /^RINGLINE_(DEMO|CONFIG|PUBLIC_URL|TOKEN_SECRET|JWKS_URL)(_FILE)?$/;

// Unheard, it would open Node's inspector.
process.on("SIGUSR1", () => {});
installPackages();
buildWhenOld();
run();

function run() {
  const main = join(root, "apps/standalone/src/main.ts");
  const server = spawn(
    node24(),
    ["--conditions=ringline-source", main, ...process.argv.slice(2)],
    // Its own process group: the terminal's Ctrl-C reaches it once, through us.
    { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: environment(), detached: true },
  );
  forwardSignals(server);
  server.on("error", (error) => {
    console.error(`The server could not be started: ${error.message}`);
    process.exit(1);
  });
  server.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** Who says nothing of a site, its tokens or the demo gets the demo. */
function environment() {
  const isSite = Object.keys(process.env).some((name) => SITE_SETTING.test(name));
  return isSite ? process.env : { ...process.env, RINGLINE_DEMO: "true" };
}

function forwardSignals(server) {
  let last = 0;
  for (const [signal, told] of Object.entries(ENDINGS)) {
    process.on(signal, () => {
      const now = performance.now();
      if (last > 0 && now - last < REPEAT_MS) return;
      last = now;
      server.kill(told);
    });
  }
}
