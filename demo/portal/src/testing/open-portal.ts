import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { launchChromium } from "@ringline/testing";
import { createPortal, type Portal } from "../index.ts";

/** The demo site on a free port and a Chromium to look at it; the call server is away. */
export async function openPortal() {
  let portal: Portal | undefined;
  const server = serve({
    fetch: (request) => portal?.fetch(request) ?? new Response(null, { status: 503 }),
    hostname: "127.0.0.1",
    port: 0,
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const callServer = "http://127.0.0.1:9";
  const older = () => async () => undefined;
  portal = createPortal({ origin, callServer, signToken: async () => "", older });
  const browser = await launchChromium(["--host-resolver-rules=MAP localhost 127.0.0.1"]);
  return {
    /** A browser of its own in which `person` is signed in, on `path`. */
    async visit(path: string, person: string, look: Look = {}) {
      const { width = 1280, colorScheme = "light", hasTouch = false } = look;
      const viewport = { width, height: 760 };
      const context = await browser.newContext({ viewport, colorScheme, hasTouch });
      const page = await context.newPage();
      await page.goto(`${origin}/?as=${person}`);
      await page.goto(origin + path);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

interface Look {
  width?: number;
  colorScheme?: "light" | "dark";
  hasTouch?: boolean;
}
