import { link } from "@ringline/connector-link/server";
import { quietContext } from "@ringline/connector-spi/conformance";
import { expect, it } from "vitest";

const JITSI = { id: "jitsi", title: "Jitsi", template: "https://meet.example/{call}?n={name}" };
const BOARD = {
  id: "board",
  title: "Board room",
  template: "https://rooms.example/{call}",
  targets: ["space", "room"],
  media: ["video"],
  frame: true,
};

async function start(settings: unknown) {
  const running = await link.start({
    settings: link.manifest.parseSettings(settings),
    ...quietContext("link"),
    clock: { now: () => 0 },
  });
  const anna = { id: "p1", party: { type: "user", id: "anna", name: "Anna" } } as const;
  const bob = { id: "p2", party: { type: "user", id: "bob", name: "Bob" } } as const;
  const admit = (provider: string, call: string, participant: typeof anna | typeof bob = bob) =>
    running.admit(
      {
        call: { id: call, provider, media: "video", title: "Anna, Bob", participants: [anna, bob] },
        participant,
        seat: { epoch: 1 },
      },
      AbortSignal.timeout(1_000),
    );
  return { running, admit, anna, bob };
}

it("[LINK5] each address is a provider of its own; without settings there is none", async () => {
  const { running } = await start({ providers: [JITSI, BOARD] });

  expect(running.providers).toMatchObject([
    { id: "jitsi", targets: ["user"], media: ["audio", "video"], grant: "page" },
    { id: "board", targets: ["space", "room"], media: ["video"], grant: "page" },
  ]);
  expect((await start(undefined)).running.providers).toEqual([]);
});

it("[LINK6] everybody in a call is sent to the same room, each under their name, and another call to another one", async () => {
  const { admit, anna, bob } = await start({ providers: [JITSI] });
  const grants = [
    await admit("jitsi", "a", anna),
    await admit("jitsi", "a", bob),
    await admit("jitsi", "b"),
  ];
  const urls = grants.map((grant) => new URL(grant.type === "page" ? grant.url : ""));

  expect(urls.map(({ searchParams }) => searchParams.get("n"))).toEqual(["Anna", "Bob", "Bob"]);
  expect(urls[0]?.pathname).toBe(urls[1]?.pathname);
  expect(urls[0]?.pathname).not.toBe(urls[2]?.pathname);
  expect(urls[0]?.pathname).toMatch(/^\/[0-9a-f]{32}$/);
});

it("[LINK4] only what an administrator lets be framed is framed, from its own origin", async () => {
  const { running, admit } = await start({ providers: [JITSI, BOARD] });

  expect(running.csp?.()).toEqual({ frame: ["https://rooms.example"] });
  expect(await admit("jitsi", "a")).toMatchObject({ type: "page", frame: false });
  expect(await admit("board", "a")).toMatchObject({ type: "page", frame: true });
});

it.each<[string, unknown, RegExp]>([
  [
    "a template that leads nowhere",
    { providers: [{ ...JITSI, template: "javascript:1" }] },
    /^link\.providers\.0\.template: must be/,
  ],
  ["two of the same id", { providers: [JITSI, JITSI] }, /same id/],
  ["an id with a capital", { providers: [{ ...JITSI, id: "Jitsi" }] }, /lower-case/],
  ["a key that there is not", { providers: [JITSI], provider: 1 }, /Unrecognized key/],
  ["no title", { providers: [{ ...JITSI, title: " " }] }, /title/],
])("[LINK2] %s is refused, in words for the administrator", (_what, settings, words) => {
  expect(() => link.manifest.parseSettings(settings)).toThrow(words);
});
