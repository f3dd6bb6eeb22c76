import { quietContext } from "@ringline/connector-spi/conformance";
import { webrtc } from "@ringline/connector-webrtc/server";
import { CALLS, launchChromium } from "@ringline/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serveLaboratory, until } from "./laboratory-site.ts";
import { TurnServer, turnMissing } from "./turn-server.ts";

// Pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(turnMissing !== undefined)(
  `with coturn${turnMissing ? `: ${turnMissing}` : ""}`,
  () => {
    let browser: Browser;
    let laboratory: Awaited<ReturnType<typeof serveLaboratory>>;
    let turn: TurnServer;
    let page: Page;

    beforeAll(async () => {
      [browser, laboratory] = await Promise.all([launchChromium(CALLS), serveLaboratory()]);
    });

    afterAll(async () => {
      await browser.close();
      laboratory.close();
    });

    beforeEach(async () => {
      turn = await TurnServer.start();
      page = await browser.newPage();
      await page.goto(laboratory.url);
    });

    afterEach(async () => {
      await page.close();
      await turn.close();
    });

    /** Joins both sides with what the server half hands out for these settings. */
    async function connect(secret: string): Promise<void> {
      const iceServers = await grantedServers({ port: turn.port, secret });
      await page.evaluate(async (servers) => {
        const { RelayLog, Side, answered, relayGrant } = window.laboratory;
        const log = new RelayLog();
        Object.assign(window, { log, anna: new Side(log, "p1"), bob: new Side(log, "p2") });
        await anna.join(answered(), relayGrant(servers));
        await bob.join(answered(), relayGrant(servers));
        await anna.takeDevices({ audio: true, video: true });
        await bob.takeDevices({ audio: true, video: true });
      }, iceServers);
    }

    it("[MEDIA17] [MEDIA13] with relay only, media goes through the TURN server", async () => {
      await connect(turn.secret);

      await until(page, "anna.flow().then((flow) => flow.framesDecoded > 5)");
      const [one, other] = await page.evaluate(() => Promise.all([anna.flow(), bob.flow()]));
      expect([one?.candidateType, other?.candidateType]).toEqual(["relay", "relay"]);
    });

    it("[MEDIA13] an account of another secret opens nothing", async () => {
      await connect("another-secret-than-the-server-has");

      await page.waitForTimeout(2_000);
      expect(await page.evaluate(() => anna.session?.state)).toBe("connecting");
      expect(
        await page.evaluate(() =>
          log.sent.flatMap(({ body }) =>
            Array.isArray(body.candidates) ? body.candidates.filter((one) => one !== null) : [],
          ),
        ),
      ).toEqual([]);
    });

    it("[MEDIA5] when the path is lost both sides say so, look for a new one within 2 s, and find it", async () => {
      await connect(turn.secret);
      await until(page, "bob.flow().then((flow) => flow.framesDecoded > 5)");
      await page.evaluate(() => {
        const seen = { lostAt: 0, soughtAt: 0 };
        Object.assign(window, { seen });
        const note = ({ state }: { state: string }): void => {
          if (state === "reconnecting") seen.lostAt ||= performance.now();
        };
        anna.session?.on("state", note);
        bob.session?.on("state", note);
        const append = log.append.bind(log);
        log.append = (from, body) => {
          if ((body as { type: string }).type === "offer") seen.soughtAt ||= performance.now();
          append(from, body);
        };
      });

      await turn.kill();
      await until(
        page,
        "anna.states.at(-1) === 'reconnecting' && bob.states.at(-1) === 'reconnecting'",
        30_000,
      );
      await until(page, "seen.soughtAt > 0");
      await turn.run();

      await until(
        page,
        "anna.states.at(-1) === 'connected' && bob.states.at(-1) === 'connected'",
        30_000,
      );
      const waited = await page.evaluate<number>("seen.soughtAt - seen.lostAt");
      expect(waited).toBeLessThan(2_500);
    }, 60_000);
  },
);

async function grantedServers({ port, secret }: { port: number; secret: string }) {
  const server = { urls: `turn:127.0.0.1:${port}?transport=udp`, secret, lifetimeSeconds: 60 };
  const running = await webrtc.start({
    settings: webrtc.manifest.parseSettings({ iceServers: [server], iceTransportPolicy: "relay" }),
    ...quietContext("webrtc"),
    clock: { now: () => Date.now() },
  });
  const party = { type: "user", id: "anna", name: "Anna" } as const;
  const grant = await running.admit(
    {
      call: {
        id: "c",
        provider: "webrtc",
        media: "video",
        title: "",
        participants: [{ id: "p1", party }],
      },
      participant: { id: "p1", party },
      seat: { epoch: 1 },
    },
    AbortSignal.timeout(1_000),
  );
  const { data } = grant as { data: { iceServers: RTCIceServer[] } };
  return data.iceServers;
}
