/*
 * A server process's sender of webhooks, alone, in a time that runs six hundred times as fast: what failed four times, as on
 * a busy machine it may, is sent again after three seconds and not after half an hour. It ends when nothing waits any more.
 * Started by the kill test with the database and the receiver's URL; killed at any moment, and started again.
 */
import type { Clock } from "../../clock.ts";
import { createLogger } from "../../logs/logger.ts";
import { openStore } from "../../store/open.ts";
import { Endpoints } from "../endpoints.ts";
import { WebhookSender } from "../sender.ts";
import { newWebhookSecret } from "../signature.ts";
import { WebhookUrls } from "../webhook-url.ts";

const SPEED = 600;
/** It looks less often than that, or it would do nothing else. */
const TIMER_SPEED = 60;
const START = Date.UTC(2027, 0, 1);
const [, , database = "", url = "", began = ""] = process.argv;

const clock: Clock = {
  now: () => START + Math.round((Date.now() - Number(began)) * SPEED),
  after: (ms, run) => {
    const timer = setTimeout(run, ms / TIMER_SPEED);
    return () => clearTimeout(timer);
  },
  every: (ms, run) => {
    const timer = setInterval(run, ms / TIMER_SPEED);
    return () => clearInterval(timer);
  },
};

const { webhooks } = await openStore({ database, clock });
const setting = { id: "site", url, secret: newWebhookSecret() };
const endpoints = new Endpoints([setting], webhooks);
const sender = new WebhookSender({
  store: webhooks,
  endpoints,
  urls: new WebhookUrls([new URL(url).origin]),
  clock,
  logger: createLogger({ level: "silent" }),
  answerMs: 1_000,
  // Four real seconds: a busy machine must not make a process lose what it still sends.
  leaseMs: 4_000 * SPEED,
});
await endpoints.load();
sender.start();

/** As an administrator would, when the receiver said 410, or what it said ran out of tries: also when a kill came between the two. */
async function revive(): Promise<boolean> {
  const { waiting = 0, dead = 0 } = (await webhooks.counts()).get("site") ?? {};
  if (dead > 0 || !endpoints.get("site")?.isOn) {
    await endpoints.change("site", () => ({ id: "site", isOn: true, secrets: [] }));
    await webhooks.replay("site", { at: clock.now() });
  }
  return waiting + dead > 0;
}

while (await revive()) await new Promise((resolve) => setTimeout(resolve, 100));
await sender.stop();
process.exit(0);
