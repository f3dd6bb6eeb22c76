import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { LossyPath } from "./lossy-path.ts";
import { Stage } from "./stage.ts";

// Two browsers with pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const isGood = (page: Page) => page.getByRole("img", { name: "The connection is good" }).waitFor();
const told = (page: Page, text: string) =>
  page
    .getByText(text)
    .waitFor({ timeout: 20_000 })
    .then(() => performance.now());
const over = (page: Page, text: string) =>
  page.getByText(text).waitFor({ state: "detached", timeout: 30_000 });

/** In the page: from now on nothing of this kind is sent, though nobody was told. */
function cutTrack(kind: string): Promise<unknown> {
  const senders = window.seen.connections.flatMap((connection) => connection.getSenders());
  const ours = senders.filter(({ track }) => track?.kind === kind);
  return Promise.all(ours.map((sender) => sender.replaceTrack(null)));
}

describe("what people see of the quality", () => {
  it("[PAGE33] says that all is well, and within five seconds that sound or picture are missing", async () => {
    const { anna, bob } = await stage.connect();
    await Promise.all([isGood(anna), isGood(bob)]);

    const silentAt = performance.now();
    await bob.evaluate(cutTrack, "audio");
    const [toldAnna, toldBob] = await Promise.all([
      told(anna, "No sound comes from Bob Okafor."),
      told(bob, "Your sound does not get out: Anna Berger does not hear you."),
    ]);
    const frozenAt = performance.now();
    await bob.evaluate(cutTrack, "video");
    const toldFrozen = await told(anna, "The picture of Bob Okafor stands still.");

    expect(toldAnna - silentAt).toBeLessThan(5_500);
    expect(toldBob - silentAt).toBeLessThan(5_500);
    expect(toldFrozen - frozenAt).toBeLessThan(5_500);
    await anna.getByRole("img", { name: "The connection is weak" }).waitFor();
    const reported = stage.door.requests.flatMap((request) =>
      request.operation === "calls.report" ? [request.input.problem] : [],
    );
    expect(reported.toSorted()).toEqual(["not-heard", "picture-frozen", "sound-missing"]);
    const region = anna.locator("[aria-live=polite]", { hasText: "No sound comes from" });
    expect(await region.count()).toBe(1);
  });

  it("[PAGE33] says when a fifth of the packets is lost, and that it is over", async () => {
    const path = await LossyPath.open();
    stage.door.bend = (body) => path.bend(body);
    const { anna, bob } = await stage.connect();
    await Promise.all([isGood(anna), isGood(bob)]);
    expect(path.passed).toBeGreaterThan(0);

    path.loss = 0.2;
    const lossyAt = performance.now();
    const weak = (name: string) => `The connection is weak: sound and picture of ${name} break up.`;
    const times = await Promise.all([
      told(anna, weak("Bob Okafor")),
      told(bob, weak("Anna Berger")),
    ]);
    await told(anna, "Your connection is weak: Bob Okafor may not hear or see you well.");
    path.loss = 0;

    await Promise.all([over(anna, weak("Bob Okafor")), over(bob, weak("Anna Berger"))]);
    await isGood(anna);
    path.close();
    expect(path.dropped).toBeGreaterThan(0);
    for (const time of times) expect(time - lossyAt).toBeLessThan(5_500);
  });
});
