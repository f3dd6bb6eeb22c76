import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../clock.ts";
import { createLogger } from "../logs/logger.ts";
import { openSqlite } from "../store/sqlite/sqlite-store.ts";
import type { Store, StoredMessage } from "../store/store.ts";
import { START } from "../testing/call-fixtures.ts";
import { Endpoints } from "./endpoints.ts";
import { WebhookSender } from "./sender.ts";
import { newWebhookSecret } from "./signature.ts";
import { Receiver, status } from "./testing/receiver.ts";
import { WebhookUrls } from "./webhook-url.ts";

const HOUR = 60 * 60_000;

/** Time stands still until a test sets it; nothing happens by itself. */
class SetClock implements Clock {
  time = START;
  now = () => this.time;
  after = () => () => {};
  every = () => () => {};
}

describe("the sender of webhooks", () => {
  const clock = new SetClock();
  const silent = createLogger({ level: "silent" });
  let receiver: Receiver;
  let store: Store;
  let sender: WebhookSender;
  beforeEach(async () => {
    clock.time = START;
    receiver = await Receiver.start();
    store = openSqlite(":memory:", clock);
    const setting = { id: "site", url: receiver.url, secret: newWebhookSecret() };
    const endpoints = new Endpoints([setting], store.webhooks);
    await endpoints.load();
    const urls = new WebhookUrls([receiver.origin]);
    const { webhooks } = store;
    sender = new WebhookSender({
      store: webhooks,
      endpoints,
      urls,
      clock,
      logger: silent,
      random: () => 0,
    });
    const body = JSON.stringify({ type: "person.erased" });
    await store.erase("bob", START, [
      { id: "msg_1", endpoint: "site", type: "person.erased", body },
    ]);
  });
  afterEach(async () => {
    await sender.stop();
    await store.close();
    receiver.close();
  });

  /** The message once nobody sends it. */
  const settled = async (attempts: number): Promise<StoredMessage> => {
    for (;;) {
      const [message] = await store.webhooks.find({ limit: 1 });
      if (message?.attempts === attempts && message.leasedUntil === 0) return message;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };

  it("[HOOK4] [HOOK5] tries for three days, gives up, and sends what is replayed with the same id", async () => {
    receiver.answer = status(500);
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 11; attempts += 1) {
      sender.look();
      const { nextAt, state } = await settled(attempts);
      if (state === "waiting") waits.push(nextAt - clock.time);
      clock.time = nextAt;
    }
    const dead = await store.webhooks.find({ state: "dead", limit: 9 });
    clock.time += 99 * HOUR;
    sender.look();
    receiver.answer = status(200);
    await store.webhooks.replay("site", { at: clock.time });
    sender.look();
    const delivered = await settled(1);

    expect(waits).toHaveLength(10);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / HOUR).toBeGreaterThan(72);
    expect(dead).toMatchObject([{ attempts: 11, status: 500, problem: "answered 500" }]);
    expect(delivered).toMatchObject({ state: "delivered", status: 200 });
    expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set(["msg_1"]));
    expect(receiver.received).toHaveLength(12);
  });

  it("[HOOK4] does not try before it is time", async () => {
    receiver.answer = status(500);
    sender.look();
    await settled(1);
    clock.time += 4_999;
    sender.look();
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(receiver.received).toHaveLength(1);
  });

  it("[HOOK4] waits as long as the receiver asks", async () => {
    receiver.answer = status(429, { "retry-after": "120" });
    sender.look();

    expect((await settled(1)).nextAt).toBe(START + 120_000);
  });

  it("[HOOK3] what is under way when it stops is sent again", async () => {
    receiver.answer = () => {};
    sender.look();
    await receiver.atLeast(1);

    await sender.stop();

    expect(await settled(1)).toMatchObject({ state: "waiting", nextAt: START });
  });
});
