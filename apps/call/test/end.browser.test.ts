import type { EndReason, ErrorCode } from "@ringline/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { allReleased, until } from "./pages.ts";
import { Stage } from "./stage.ts";

// Two browsers with pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("the end of a call", () => {
  it.each<[EndReason, string]>([
    ["declined", "Bob Okafor declined the call."],
    ["no-answer", "Bob Okafor did not answer."],
    ["busy", "Bob Okafor is in another call."],
    ["unreachable", "Bob Okafor is offline."],
    ["cancelled", "The call was cancelled."],
    ["expired", "The call reached the longest time that the server allows."],
  ])(
    "[PAGE14] [PAGE15] %s has its sentence, lets go of the devices, and closes the window",
    async (reason, words) => {
      const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
      await page.getByLabel("You", { exact: true }).waitFor();

      stage.door.end(reason);

      await page.getByRole("status").getByText(words).waitFor();
      await until(page, allReleased, 3_000);
      expect(
        await page
          .getByRole("button", { name: "Close" })
          .evaluate((button) => button.matches(":focus")),
      ).toBe(true);
      await expect.poll(() => page.isClosed(), { timeout: 6_000 }).toBe(true);
    },
  );

  it.each<[ErrorCode, string]>([
    ["media-failed", "No path for sound and picture was found."],
    ["connector-failed", "The system that carries the call does not answer."],
  ])(
    "[PAGE16] failed with %s says why, shows a reference, and stays until it is closed",
    async (problem, words) => {
      const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
      await page.getByText("Calling…").waitFor();

      stage.door.end("failed", { problem });

      await page.getByText(words).waitFor();
      await page.getByText(`Reference ${stage.door.call.id.slice(0, 8)}`).waitFor();
      await page.getByRole("button", { name: "Close" }).click();
      await expect.poll(() => page.isClosed()).toBe(true);
    },
  );

  it("[PAGE17] hanging up closes the window at once, and the other one reads who it was", async () => {
    const { anna, bob } = await stage.connect();

    await anna.getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => anna.isClosed(), { timeout: 1_500 }).toBe(true);
    await bob.getByText("Anna Berger has hung up.").waitFor();
    await until(bob, allReleased, 3_000);
  });

  it("[PAGE17] hanging up while it rings cancels the call", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByText("Calling…").waitFor();

    await page.getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => page.isClosed()).toBe(true);
    expect(stage.door.call).toMatchObject({ phase: "ended", endReason: "cancelled" });
  });

  it("[PAGE18] closing the window says goodbye to the server", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByText("Calling…").waitFor();

    await page.close({ runBeforeUnload: true });

    await expect.poll(() => stage.door.byes).toEqual(["p1"]);
  });

  it("[PAGE19] in a panel the page around it is told, by its exact origin and nobody else", async () => {
    const site = await stage.arrive();
    await site.evaluate((url) => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      addEventListener("message", ({ data, origin }) => told.push([data, origin]));
      const frame = document.createElement("iframe");
      frame.allow = "camera; microphone";
      frame.src = url;
      document.body.append(frame);
    }, stage.callUrl("p1"));
    const panel = site.frameLocator("iframe");
    await panel.getByText("Calling…").waitFor();

    await panel.getByRole("button", { name: "Hang up" }).click();

    await site.waitForFunction(() => (window as unknown as { told: unknown[] }).told.length > 0);
    const told = await site.evaluate(() => (window as unknown as { told: unknown[] }).told);
    expect(told).toEqual([[{ type: "ringline-call-closed" }, stage.built.origin]]);
  });

  it("[PAGE32] a panel without a key says at once that it is done, and shows words", async () => {
    const site = await stage.arrive();
    await site.evaluate((url) => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      addEventListener("message", ({ data, origin }) => told.push([data, origin]));
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
    }, `${stage.built.origin}/call?lang=en`);

    await site.waitForFunction(() => (window as unknown as { told: unknown[] }).told.length > 0);

    const told = await site.evaluate(() => (window as unknown as { told: unknown[] }).told);
    expect(told).toEqual([[{ type: "ringline-call-closed" }, stage.built.origin]]);
    await site.frameLocator("iframe").getByText("There is no call here.").waitFor();
  });
});
