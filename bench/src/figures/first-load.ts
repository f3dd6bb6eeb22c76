import { get } from "node:http";
import type { Figure } from "../figure.ts";
import type { RinglineServer } from "../servers/ringline-server.ts";
import { Worker } from "../workers/worker.ts";
import { openTown } from "./town.ts";

const BUDGET_BYTES = 12_000;
/** By then everything that a page loads when idle has been asked for. */
const IDLE_MS = 3_000;

/** What a page of the site loads of us before anything is pressed, as it goes over the wire. */
export const firstLoad: Figure = {
  name: "first-load",
  title: "first load of ringline.js, brotli, against its budget; a third party's request fails it",
  unit: "bytes",
  aim: { atMost: 1 },
  async measure() {
    await refuseThirdParties();
    return [{ value: await transferredBytes(), reference: BUDGET_BYTES }];
  },
};

/** @throws when a page of the demo site asks anybody but the site and the call server for anything */
async function refuseThirdParties(): Promise<void> {
  const town = await openTown();
  const profile = await town.profile();
  const asked = new Set<string>();
  profile.on("request", (request) => asked.add(new URL(request.url()).host));
  const page = await town.visit(profile, "anna", "/people/bob");
  await page.waitForTimeout(IDLE_MS);
  await town.close();
  const own = new Set([new URL(town.site).host, new URL(town.callServer).host]);
  const strangers = [...asked].filter((host) => host !== "" && !own.has(host));
  if (strangers.length > 0) throw new Error(`third parties were asked: ${strangers.join(", ")}`);
}

async function transferredBytes(): Promise<number> {
  const server = await Worker.start<RinglineServer>("servers/ringline-server.ts");
  const { url } = await server.call("target");
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  get(`${url}/ringline.js`, { headers: { "accept-encoding": "br" } }, (response) => {
    if (response.headers["content-encoding"] !== "br") reject(new Error("it came uncompressed"));
    let bytes = 0;
    response.on("data", (part: Buffer) => {
      bytes += part.length;
    });
    response.on("end", () => resolve(bytes));
  }).on("error", reject);
  return promise.finally(() => server.stop());
}
