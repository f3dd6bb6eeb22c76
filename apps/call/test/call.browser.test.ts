import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { allReleased, pictureArrives, until } from "./pages.ts";
import { Stage } from "./stage.ts";

// Two browsers with pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe("opening", () => {
  it("[PAGE1] the secret is wiped from the address, the opener is cut, and only the next key is kept", async () => {
    const { secrets } = stage.door;
    const first = secrets.p1;
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByText("Calling…").waitFor();

    const found = await page.evaluate(() => ({
      address: location.href,
      hasOpener: window.opener !== null,
      kept: JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]),
    }));

    expect(found.address).toBe(`${stage.built.origin}/call?lang=en`);
    expect(found.hasOpener).toBe(false);
    expect(found.kept).not.toContain(first);
    expect(found.kept).toContain(secrets.p1);
  });

  it("[PAGE2] a reload returns to the call", async () => {
    const { anna, bob } = await stage.connect();

    await anna.reload();

    await until(anna, pictureArrives);
    await until(bob, pictureArrives);
    expect(stage.door.call.phase).toBe("active");
  });

  it("[PAGE3] without secret and key there are words, and no device is opened", async () => {
    const page = await stage.openCall(await stage.arrive(), `${stage.built.origin}/call?lang=en`);

    await page.getByText("There is no call here.").waitFor();

    expect(await page.evaluate(() => window.seen.tracks.length)).toBe(0);
  });

  it("[PAGE3] a secret that the server does not know gets words, and switches nothing on", async () => {
    const url = `${stage.built.origin}/call?lang=en&camera=on#${"a".repeat(43)}`;
    const page = await stage.openCall(await stage.arrive(), url);

    await page.getByText("This call is over").waitFor();

    expect(await page.evaluate(() => window.seen.tracks.length)).toBe(0);
  });

  it("[PAGE4] a browser without WebRTC gets words, and the server hears nothing", async () => {
    const site = await stage.arrive();
    await site.context().addInitScript(() => {
      Reflect.deleteProperty(window, "RTCPeerConnection");
    });
    const page = await stage.openCall(site, stage.callUrl("p1"));

    await page.getByText("This browser cannot make calls.").waitFor();

    expect(stage.door.requests).toEqual([]);
  });

  it("[PAGE5] one's own picture is there at once, and the other's portrait and name", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));

    await page.getByLabel("You", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Bob Okafor" }).waitFor();
  });

  it("[PAGE6] microphone and camera begin as they were last time", async () => {
    const site = await stage.arrive();
    const first = await stage.openCall(site, stage.callUrl("p1"));
    await first.getByRole("button", { name: "Mute microphone" }).click();
    await first.getByRole("button", { name: "Turn camera off" }).click();
    await first.close();

    const second = await stage.openCall(site, stage.callUrl("p1"));

    await second.getByText("Your microphone is off.").waitFor();
    await second.getByRole("button", { name: "Unmute microphone" }).waitFor();
    await second.getByRole("button", { name: "Turn camera on" }).waitFor();
    expect(await second.getByLabel("You", { exact: true }).count()).toBe(0);
    expect(
      await second.evaluate(() => window.seen.tracks.map(({ kind, enabled }) => [kind, enabled])),
    ).toEqual([["audio", false]]);
  });

  it("[PAGE6] the choice of with or without picture at the press comes first", async () => {
    const page = await stage.openCall(
      await stage.arrive(),
      stage.callUrl("p1", "lang=en&camera=off"),
    );

    await page.getByRole("button", { name: "Turn camera on" }).waitFor();

    await until(page, () => window.seen.tracks.length > 0);
    expect(await page.evaluate(() => window.seen.tracks.map(({ kind }) => kind))).toEqual([
      "audio",
    ]);
  });

  it("[PAGE6] an audio call begins without a picture, and leaves the memory alone", async () => {
    stage.door.call = { ...stage.door.call, media: "audio" };
    const site = await stage.arrive();
    const page = await stage.openCall(site, stage.callUrl("p1"));
    await page.getByRole("button", { name: "Turn camera on" }).waitFor();
    await page.close();
    stage.door.call = { ...stage.door.call, media: "video" };

    const next = await stage.openCall(site, stage.callUrl("p1"));

    await next.getByLabel("You", { exact: true }).waitFor();
  });

  it("[PAGE6] an audio call opens no camera, also before the server says what call it is", async () => {
    const site = await stage.arrive();
    const first = await stage.openCall(site, stage.callUrl("p1"));
    await first.getByLabel("You", { exact: true }).waitFor();
    await first.close();
    stage.door.call = { ...stage.door.call, media: "audio" };

    const page = await stage.openCall(site, stage.callUrl("p1", "lang=en&media=audio"));
    await page.getByRole("button", { name: "Turn camera on" }).waitFor();
    await until(page, () => window.seen.tracks.length > 0);
    const kinds = await page.evaluate(() => window.seen.tracks.map(({ kind }) => kind));
    await page.close();
    stage.door.call = { ...stage.door.call, media: "video" };
    const next = await stage.openCall(site, stage.callUrl("p1", "lang=en&media=audio"));

    await next.getByLabel("You", { exact: true }).waitFor();
    expect(kinds).toEqual(["audio"]);
  });
});

describe("in the call", () => {
  it("[PAGE7] one media session is made, with one connection", async () => {
    const { anna, bob } = await stage.connect();

    const open = () =>
      window.seen.connections.filter(({ connectionState }) => connectionState !== "closed").length;
    expect(await anna.evaluate(open)).toBe(1);
    expect(await bob.evaluate(open)).toBe(1);
    const joins = stage.door.requests.filter(({ operation }) => operation === "calls.join");
    expect(joins).toHaveLength(2);
  });

  it("[PAGE7] says where the call stands, and announces it", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    const status = page.getByRole("status");
    await status.getByText("Calling…").waitFor();

    stage.door.ring();
    await status.getByText("Ringing…").waitFor();
    stage.door.answer();
    await status.getByText("Connecting…").waitFor();
    const other = await stage.openCall(await stage.arrive(), stage.callUrl("p2"));

    await status.getByText("Connected", { exact: true }).waitFor();
    await other.getByRole("status").getByText("Connected", { exact: true }).waitFor();
    await page
      .getByRole("timer")
      .getByText(/^0:0\d$/)
      .waitFor();
  });

  it("[PAGE41] the timer goes by the server's clock, whatever the browser's shows", async () => {
    const site = await stage.arrive();
    await site.context().addInitScript(() => {
      const { now } = Date;
      Date.now = () => now() + 300_000;
    });
    stage.door.answer();
    const page = await stage.openCall(site, stage.callUrl("p1"));

    const length = await page.getByRole("timer").textContent();

    expect(length?.trim()).toMatch(/^0:[0-2]\d$/);
  });

  it("[PAGE8] the other's picture is large, one's own small at the lower right", async () => {
    const { anna } = await stage.connect();

    const large = await anna.getByLabel("Bob Okafor", { exact: true }).boundingBox();
    const small = await anna.getByLabel("You", { exact: true }).boundingBox();
    const size = anna.viewportSize() ?? { width: 0, height: 0 };

    expect(large).toEqual({ x: 0, y: 0, ...size });
    expect(small?.width).toBeLessThan(size.width / 4);
    expect(small?.x).toBeGreaterThan(size.width / 2);
    expect(small?.y).toBeGreaterThan(size.height / 2);
  });

  it("[PAGE9] mute and camera off are seen by the other side", async () => {
    const { anna, bob } = await stage.connect();

    await bob.getByRole("button", { name: "Mute microphone" }).click();
    await anna.getByText("Bob Okafor is muted").waitFor();
    await bob.getByRole("button", { name: "Turn camera off" }).click();
    await anna.getByRole("heading", { name: "Bob Okafor" }).waitFor();
    await bob.getByRole("button", { name: "Turn camera on" }).click();
    await anna.getByRole("heading", { name: "Bob Okafor" }).waitFor({ state: "detached" });
    await bob.getByRole("button", { name: "Unmute microphone" }).click();
    await anna.getByText("Bob Okafor is muted").waitFor({ state: "detached" });

    const live = await bob.evaluate(() =>
      window.seen.tracks.filter(({ readyState }) => readyState === "live").map(({ kind }) => kind),
    );
    expect(live.sort()).toEqual(["audio", "video"]);
  });

  it("[PAGE10] another microphone takes the place of the first, and muted stays muted", async () => {
    const { anna, bob } = await stage.connect();
    await anna.getByRole("button", { name: "Mute microphone" }).click();
    await anna.getByRole("button", { name: "Devices" }).click();
    const list = anna.getByLabel("Microphone", { exact: true });
    const other = await list.locator("option").last().getAttribute("value");

    await list.selectOption(other);
    await until(anna, () => window.seen.tracks.filter(({ kind }) => kind === "audio").length === 2);

    const microphones = await anna.evaluate(() =>
      window.seen.tracks
        .filter(({ kind }) => kind === "audio")
        .map(({ readyState, enabled }) => [readyState, enabled]),
    );
    expect(microphones).toEqual([
      ["ended", false],
      ["live", false],
    ]);
    await bob.getByText("Anna Berger is muted").waitFor();
  });

  it("[PAGE11] without the server the call goes on, says so, and can be hung up", async () => {
    const { anna, bob } = await stage.connect();

    stage.door.vanish();
    await anna.getByText("No connection to the server: the call goes on.").waitFor();
    await until(bob, pictureArrives);
    await anna.getByRole("button", { name: "Hang up" }).click();

    await anna.getByText("The server will be told as soon as it can be reached.").waitFor();
    await until(anna, allReleased, 3_000);
    stage.door.comeBack();
    await expect.poll(() => stage.door.call.phase, { timeout: 10_000 }).toBe("ended");
    await expect.poll(() => anna.isClosed()).toBe(true);
  });

  it("[PAGE12] a newer window of the same seat takes the call over", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByText("Calling…").waitFor();

    stage.door.closeSeat("p1", "replaced");

    await page.getByText("The call goes on in another window.").waitFor();
    await until(page, allReleased, 3_000);
  });

  it("[PAGE12] also when the older one is only just coming in", async () => {
    stage.door.onJoin = (seat) => stage.door.closeSeat(seat, "replaced");

    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));

    await page.getByText("The call goes on in another window.").waitFor();
    await until(page, allReleased, 3_000);
  });

  it("[PAGE13] names are shown as text, and nothing breaks the page's policy", async () => {
    const name = '<img src=x onerror="window.broken=1">\u202e‮{{7*7}}';
    stage.door.rename("p2", name);
    const { anna } = await stage.connect();
    await anna.getByRole("button", { name: "Devices" }).click();

    stage.door.end("declined");
    await anna.getByText("declined the call.").waitFor();

    expect(await anna.evaluate(() => [window.seen.violations, "broken" in window])).toEqual([
      [],
      false,
    ]);
    expect(await anna.getByText("<img src=x onerror=").count()).toBeGreaterThan(0);
  });
});
