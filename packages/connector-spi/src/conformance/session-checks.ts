import type { JoinGrant } from "@ringline/protocol";
import type { BrowserConnector } from "../browser/index.ts";
import { type Check, check, expect, SkippedCheck, within } from "./check.ts";
import { Laboratory, type Side } from "./laboratory.ts";
import { watchConnections } from "./page-watch.ts";

// Runs in a browser.

type Grants = Readonly<Record<"p1" | "p2", JoinGrant>>;

const CONNECT_MS = 20_000;
const JUNK = [
  null,
  7,
  "",
  "x".repeat(50_000),
  [],
  {},
  { type: "offer" },
  { type: "offer", sdp: 7, id: {} },
  { __proto__: null, type: "answer", sdp: "v=0" },
];

/** What a media session keeps. */
export function sessionChecks(connector: BrowserConnector, grants: Grants | undefined): Check[] {
  const opened = watchConnections();
  const meet = (act: (laboratory: Laboratory) => Promise<void>) => async () => {
    if (grants === undefined) throw new SkippedCheck("its grants are pages");
    const laboratory = new Laboratory(connector, grants);
    opened.length = 0;
    try {
      await laboratory.join();
      await act(laboratory);
    } finally {
      await laboratory.leave();
    }
  };
  const stranger = check("[SPI24] a grant of somebody else is refused", async () => {
    if (grants === undefined) throw new SkippedCheck("its grants are pages");
    for (const data of [null, 7, "grant", [], {}]) await refuses(connector, data);
  });
  return [...callChecks(meet, opened), ...endChecks(meet, opened), stranger];
}

type Meet = (act: (laboratory: Laboratory) => Promise<void>) => () => Promise<void>;

function callChecks(meet: Meet, opened: readonly RTCPeerConnection[]): Check[] {
  return [
    check(
      "[SPI19] while it rings nothing is sent and nothing gathered",
      meet(async ({ sent }) => {
        await pause(500);
        expect(sent.length === 0, `${sent.length} messages were sent before the answer`);
        const isGathering = opened.some(({ iceGatheringState }) => iceGatheringState !== "new");
        expect(!isGathering, "candidates were gathered before the answer");
      }),
    ),
    check(
      "[SPI20] two sides hear and see each other",
      meet(async (laboratory) => {
        await connect(laboratory);
        for (const { me, session } of laboratory.sides) {
          const others = [...(session?.remote.keys() ?? [])];
          expect(others.length === 1 && others[0] !== me, `${me} has the media of ${others}`);
        }
      }),
    ),
    check(
      "[SPI21] nonsense from the other side changes nothing",
      meet(async (laboratory) => {
        await connect(laboratory);
        for (const from of ["p1", "p2"]) for (const body of JUNK) laboratory.say({ from, body });
        await pause(500);
        for (const { me, session, failures } of laboratory.sides) {
          expect(session?.state === "connected", `${me} is ${session?.state} after nonsense`);
          expect(failures.length === 0, `${me} gave up after nonsense`);
        }
      }),
    ),
  ];
}

function endChecks(meet: Meet, opened: readonly RTCPeerConnection[]): Check[] {
  return [
    check(
      "[SPI22] leaving lets go of everything at once, keeps the person's own tracks, and may be done twice",
      meet(async (laboratory) => {
        await connect(laboratory);
        for (const side of laboratory.sides) await leaveTwice(side);
        const before = laboratory.sent.length;
        await pause(300);
        expect(laboratory.sent.length === before, "messages were sent after leaving");
        const isClosed = opened.every(({ connectionState }) => connectionState === "closed");
        expect(isClosed, "a connection is still open");
      }),
    ),
    check(
      "[SPI23] the end of the call is a leave",
      meet(async (laboratory) => {
        await connect(laboratory);
        for (const side of laboratory.sides) side.end.abort();
        await pause(100);
        for (const { me, session } of laboratory.sides)
          expect(session?.state === "closed", `${me} is ${session?.state} after the end`);
      }),
    ),
  ];
}

async function refuses(connector: BrowserConnector, data: unknown): Promise<void> {
  const wrong = { type: "session", connector: connector.id, data } as const;
  const [side] = new Laboratory(connector, { p1: wrong, p2: wrong }).sides;
  const joining = side?.join().then(
    () => true,
    () => false,
  );
  const hasJoined = await within(5_000, "join", () => joining);
  side?.local.stop();
  await side?.session?.leave();
  expect(hasJoined === false, `it joined with ${JSON.stringify(data)}`);
}

async function connect(laboratory: Laboratory): Promise<void> {
  laboratory.answer();
  for (const { me, session } of laboratory.sides) {
    await within(CONNECT_MS, `the media of ${me}`, () => session?.ready);
    await within(CONNECT_MS, `the connection of ${me}`, async () => {
      while (session?.state !== "connected") await pause(50);
    });
  }
}

async function leaveTwice({ me, session, local }: Side): Promise<void> {
  await within(1_000, "leave", () => session?.leave());
  await within(1_000, "leave, a second time", () => session?.leave());
  expect(session?.state === "closed", `${me} is ${session?.state} after leaving`);
  const isLive = [local.audio, local.video].every((track) => track?.readyState === "live");
  expect(isLive, "leaving stopped the person's own tracks");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
