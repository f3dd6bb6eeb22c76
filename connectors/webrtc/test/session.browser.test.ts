import { CALLS, launchChromium } from "@ringline/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serveLaboratory, until } from "./laboratory-site.ts";

// Pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let laboratory: Awaited<ReturnType<typeof serveLaboratory>>;
let page: Page;

beforeAll(async () => {
  [browser, laboratory] = await Promise.all([launchChromium(CALLS), serveLaboratory()]);
});

afterAll(async () => {
  await browser.close();
  laboratory.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(laboratory.url);
  await page.evaluate(() => {
    const { RelayLog, Side } = window.laboratory;
    const log = new RelayLog();
    Object.assign(window, { log, anna: new Side(log, "p1"), bob: new Side(log, "p2") });
  });
});

afterEach(() => page.close());

/** Both joined an answered call with sound and picture. */
async function connect(): Promise<void> {
  await page.evaluate(async () => {
    const { answered, directGrant } = window.laboratory;
    await anna.join(answered(), directGrant);
    await bob.join(answered(), directGrant);
    await anna.takeDevices({ audio: true, video: true });
    await bob.takeDevices({ audio: true, video: true });
  });
  await flows("anna");
  await flows("bob");
}

/** Waits until more sound and picture arrive at this side. */
async function flows(side: "anna" | "bob"): Promise<void> {
  const { framesDecoded, audioBytes } = await page.evaluate<Flow>(`${side}.flow()`);
  await until(
    page,
    `${side}.flow().then((flow) =>
      flow.framesDecoded > ${framesDecoded + 5} && flow.audioBytes > ${audioBytes + 300})`,
  );
}

interface Flow {
  framesDecoded: number;
  audioBytes: number;
}

describe("while it rings", () => {
  it("[MEDIA2] nothing is gathered and nothing leaves before the callee's own gesture", async () => {
    await page.evaluate(async () => {
      const { ringing, directGrant } = window.laboratory;
      await anna.takeDevices({ audio: true, video: true });
      await anna.join(ringing, directGrant);
    });
    await page.waitForTimeout(500);

    const { candidates, packetsSent, sent } = await page.evaluate(async () => {
      const report = await anna.session?.stats();
      const types = [...(report?.values() ?? [])].map(({ type }) => type);
      const { packetsSent } = await anna.flow();
      const candidates = types.filter((type) => type === "local-candidate").length;
      return { candidates, packetsSent, sent: log.sent.length };
    });

    expect({ candidates, packetsSent, sent }).toEqual({ candidates: 0, packetsSent: 0, sent: 0 });
  });

  it("[MEDIA2] the prepared offer goes out the moment the call is active", async () => {
    await page.evaluate(async () => {
      const { ringing, answered, directGrant } = window.laboratory;
      await anna.takeDevices({ audio: true, video: true });
      await anna.join(ringing, directGrant);
      anna.tell(answered());
      await bob.takeDevices({ audio: true, video: true });
      await bob.join(answered(), directGrant);
    });

    await flows("anna");
    await flows("bob");
  });
});

describe("media session", () => {
  it("[MEDIA1] sound and picture flow in both directions", async () => {
    await connect();

    const states = await page.evaluate(() => [anna.states, bob.states]);

    expect(states).toEqual([["connected"], ["connected"]]);
    await page.evaluate(() => Promise.all([anna.session?.ready, bob.session?.ready]));
  });

  it("[MEDIA20] the first picture is small and soon, the full one follows", async () => {
    const first = await page.evaluate(async () => {
      const { ringing, answered, directGrant, videoScales } = window.laboratory;
      await anna.takeDevices({ audio: true, video: true });
      await anna.join(ringing, directGrant);
      const scales = videoScales();
      anna.tell(answered());
      await bob.join(answered(), directGrant);
      await bob.takeDevices({ audio: true, video: true });
      return scales;
    });

    expect(first).toEqual([2]);
    await flows("bob");
    await until(page, "laboratory.videoScales().join() === '1,1'");
    await flows("anna");
  });

  it("[MEDIA3] camera and microphone are switched without a negotiation", async () => {
    await connect();
    const before = await page.evaluate(() => log.sent.length);

    await page.evaluate(async () => {
      bob.tracks.video?.stop();
      bob.tracks.change({ video: undefined });
      await bob.takeDevices({ audio: true, video: true });
    });
    await flows("anna");

    expect(await page.evaluate(() => log.sent.length)).toBe(before);
  });

  it("[MEDIA4] [MEDIA6] mute and camera are told, and media goes on, while the relay is away", async () => {
    await connect();

    await page.evaluate(() => {
      log.isAway = true;
      bob.tracks.change({ isMuted: true, video: undefined });
    });
    await until(page, "anna.heard.isMuted && !anna.heard.hasVideo");
    await page.evaluate(() => anna.tracks.change({ isMuted: true }));
    await until(page, "bob.heard.isMuted && bob.heard.hasVideo");

    await flows("bob");
  });

  it("[MEDIA9] two offers at once, for new paths, are settled and the call goes on", async () => {
    await connect();
    const before = await page.evaluate(() => log.sent.length);

    await page.evaluate(() => dispatchEvent(new Event("online")));
    await until(page, `log.sent.slice(${before}).some(({ body }) => body.type === "answer")`);

    await flows("anna");
    await flows("bob");
    const offerers = await page.evaluate(
      (from) => log.sent.slice(from).filter(({ body }) => body.type === "offer"),
      before,
    );
    expect(offerers.map(({ from }) => from).sort()).toEqual(["p1", "p2"]);
    expect(await page.evaluate(() => [anna.session?.state, bob.session?.state])).toEqual([
      "connected",
      "connected",
    ]);
  });

  it("[MEDIA5] a change of the network starts one search a side, as soon as there is a network again", async () => {
    await connect();
    const before = await page.evaluate(() => log.sent.length);
    const offerers = (): Promise<string[]> =>
      page.evaluate(
        (from) =>
          log.sent
            .slice(from)
            .filter(({ body }) => body.type === "offer")
            .map(({ from: side }) => side),
        before,
      );
    const changes = async () => {
      for (let times = 0; times < 3; times += 1) {
        await page.evaluate(() =>
          (navigator as unknown as { connection: EventTarget }).connection.dispatchEvent(
            new Event("change"),
          ),
        );
        await page.waitForTimeout(30);
      }
    };

    await page.context().setOffline(true);
    await changes();
    await page.waitForTimeout(500);
    expect(await offerers()).toEqual([]);
    await page.context().setOffline(false);
    await changes();
    await until(
      page,
      `log.sent.slice(${before}).some(({ body }) => body.type === "answer")`,
      2_000,
    );
    await page.waitForTimeout(500);

    expect((await offerers()).sort()).toEqual(["p1", "p2"]);
    await flows("anna");
    await flows("bob");
  });

  it("[MEDIA8] after lost messages both sides negotiate anew", async () => {
    await page.evaluate(async () => {
      const { answered, directGrant } = window.laboratory;
      log.isAway = true;
      await anna.join(answered(), directGrant);
      await bob.join(answered(), directGrant);
      await anna.takeDevices({ audio: true, video: true });
      await bob.takeDevices({ audio: true, video: true });
      log.isAway = false;
      anna.relay.lose();
      bob.relay.lose();
    });

    await flows("anna");
    await flows("bob");
  });
});

describe("a page that is reloaded", () => {
  it("[MEDIA7] the callee's new page gets a new link", async () => {
    await connect();

    await page.evaluate(async () => {
      const { Side, answered, directGrant } = window.laboratory;
      bob.vanish(log);
      Object.assign(window, { bob: new Side(log, "p2") });
      await bob.join(answered(), directGrant);
      await bob.takeDevices({ audio: true, video: true });
    });

    await flows("bob");
    await flows("anna");
    expect(await page.evaluate(() => anna.states)).toEqual([
      "connected",
      "reconnecting",
      "connected",
    ]);
  });

  it("[MEDIA7] the caller's new page offers anew", async () => {
    await connect();

    await page.evaluate(async () => {
      const { Side, answered, directGrant } = window.laboratory;
      anna.vanish(log);
      Object.assign(window, { anna: new Side(log, "p1") });
      await anna.join(answered(), directGrant);
      await anna.takeDevices({ audio: true, video: true });
    });

    await flows("anna");
    await flows("bob");
  });
});

describe("the end", () => {
  it("[MEDIA10] leaving stops sending at once, and again changes nothing", async () => {
    await connect();

    const states = await page.evaluate(async () => {
      await anna.session?.leave();
      await anna.session?.leave();
      return anna.states;
    });

    expect(states).toEqual(["connected", "closed"]);
    const flow = await page.evaluate(() => anna.flow().catch(() => undefined));
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => anna.flow().catch(() => undefined))).toEqual(flow);
    expect(await page.evaluate(() => anna.tracks.audio?.readyState)).toBe("live");
  });

  it("[MEDIA10] a call that is over takes the session with it", async () => {
    await connect();

    await page.evaluate(() => bob.vanish(log));

    expect(await page.evaluate(() => bob.states.at(-1))).toBe("closed");
  });

  it("[MEDIA19] without media for a minute the session fails", async () => {
    await page.clock.install();
    const end = page.evaluate(async () => {
      const { answered, directGrant } = window.laboratory;
      await anna.join(answered(), directGrant);
      return new Promise((resolve) => anna.session?.on("failed", ({ code }) => resolve(code)));
    });

    await page.clock.runFor(61_000);

    expect(await end).toBe("media-failed");
    expect(await page.evaluate(() => anna.states)).toEqual(["closed"]);
  });

  it("[MEDIA15] new credentials are fetched before the present ones run out", async () => {
    await page.clock.install();
    await page.evaluate(async () => {
      const { answered, relayGrant } = window.laboratory;
      const server = { urls: "turn:127.0.0.1:9", username: "u", credential: "c" };
      await anna.join(answered(), relayGrant([server], 8_000));
    });

    await page.clock.runFor(17_000);

    expect(await page.evaluate(() => anna.renewals)).toBe(2);
  });
});
