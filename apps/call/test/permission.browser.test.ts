import { CALLS, GRANTS_ALL } from "@ringline/testing";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { allReleased, until } from "./pages.ts";
import { Stage } from "./stage.ts";

// Two browsers with pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({ flags: CALLS.filter((flag) => flag !== GRANTS_ALL) });
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

it("[PAGE20] a refused microphone ends the call with words that say how to allow it in this browser", async () => {
  const site = await stage.arrive({ permissions: [] });
  const page = await stage.openCall(site, stage.callUrl("p1"));

  await page
    .getByText("The call needs your microphone, and the browser does not give it.")
    .waitFor();
  await page
    .getByText("Click the icon to the left of the address, set Microphone to Allow")
    .waitFor();

  await page.getByText(/^Reference [\w-]{8}$/).waitFor();
  await expect.poll(() => stage.door.call.phase).toBe("ended");
  expect(stage.door.call).toMatchObject({ endReason: "failed", problem: "microphone-denied" });
  await until(page, allReleased, 3_000);
});

it("[LOG9] the reference on the screen is that of the entry that was sent", async () => {
  const site = await stage.arrive({ permissions: [] });
  const page = await stage.openCall(site, stage.callUrl("p1"));

  const shown = await page.getByText(/^Reference [\w-]{8}$/).textContent();

  const isTold = ({ level }: { level: string }) => level === "error";
  await expect.poll(() => stage.door.logs.find(isTold)).toBeDefined();
  expect(stage.door.logs.find(isTold)).toMatchObject({
    reference: shown?.replace("Reference ", ""),
    provider: "webrtc",
    prefix: "call",
    message: expect.stringContaining("microphone-denied"),
  });
});

it("[PAGE20] the other side reads that the microphone could not be used", async () => {
  const site = await stage.arrive({ permissions: ["microphone"] });
  const page = await stage.openCall(site, stage.callUrl("p1"));
  await page.getByText("Calling…").waitFor();

  stage.door.end("failed", { problem: "microphone-denied" });

  await page.getByText("Bob Okafor could not use the microphone.").waitFor();
});

it("[PAGE21] a refused camera leaves the sound, with a notice", async () => {
  const site = await stage.arrive({ permissions: ["microphone"] });
  const page = await stage.openCall(site, stage.callUrl("p1"));

  await page.getByText("The browser does not give the camera").waitFor();

  await page.getByRole("button", { name: "Turn camera on" }).waitFor();
  expect(await page.evaluate(() => window.seen.tracks.map(({ kind }) => kind))).toEqual(["audio"]);
  expect(stage.door.call.phase).toBe("ringing");
});

it("[PAGE20] a panel without the permission of its page says so, and not that the person refused", async () => {
  const site = await stage.arrive({ permissions: ["microphone", "camera"] });
  await site.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
  }, stage.callUrl("p1"));

  const panel = site.frameLocator("iframe");

  await panel.getByText("The page around this call does not let it use the microphone.").waitFor();
});
