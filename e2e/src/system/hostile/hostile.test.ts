import { randomBytes, randomUUID } from "node:crypto";
import { signToken } from "@ringline/host";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RinglineSite } from "../../harness/ringline-site.ts";
import { deviceHello, seatKey, WireClient } from "../../harness/wire-client.ts";
import { Attacker } from "./attacker.ts";
import { ATTACKS_BY_COMMANDS } from "./commands.ts";
import { ATTACKS_ON_DOORS } from "./doors.ts";
import { ATTACKS_BY_FRAMES } from "./frames.ts";
import { attacksOnTokens } from "./tokens.ts";

const secret = randomBytes(32).toString("hex");
const TABLE = [
  ...ATTACKS_ON_DOORS,
  ...attacksOnTokens(secret),
  ...ATTACKS_BY_COMMANDS,
  ...ATTACKS_BY_FRAMES,
];
/** In every name that is signed in here: it must not be found in the log. */
const CANARY = "canary-9f2e71";

let site: RinglineSite;
let rows = 0;

beforeAll(async () => {
  const settings = {
    RINGLINE_DEMO: "false",
    RINGLINE_TOKEN_SECRET: secret,
    RINGLINE_ORIGINS: "https://www.example.org",
    RINGLINE_LOG_LEVEL: "debug",
  };
  site = await RinglineSite.start({ settings });
});
afterAll(() => site?.stop());

const named = TABLE.map((attack) => [attack.row, attack.what, attack] as const);

it.each(named)("[E2E115] %s: %s", async (_row, _what, { answer, make }) => {
  rows += 1;
  const attacker = new Attacker({ url: site.callServer, secret }, `127.0.66.${rows}`);

  expect(await make(attacker)).toBe(answer);

  await attacker.rest();
  expect(site.isAlive).toBe(true);
  await ringsStill(rows);
  for (const hidden of [secret, CANARY]) expect(site.output).not.toContain(hidden);
  expect(site.output).not.toMatch(/"level":(50|60|"error"|"fatal")/);
});

/** Somebody else calls somebody else meanwhile, from addresses of their own. */
async function ringsStill(row: number): Promise<void> {
  const [caller, callee] = await Promise.all([person(`caller-${row}`), person(`callee-${row}`)]);
  const { call } = await caller.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: `callee-${row}` },
    media: "audio",
    seat: seatKey().seat,
  });
  const ring = await callee.callThat(({ id }) => id === call.id);
  expect(ring.phase).toBe("ringing");
  await caller.request("calls.cancel", { call: call.id });
  await Promise.all([caller.close(), callee.close()]);
}

async function person(id: string): Promise<WireClient> {
  const token = await signToken({
    secret,
    audience: site.callServer,
    user: { id, name: `${CANARY} ${id}` },
  });
  return WireClient.connect(site.callServer, deviceHello(token), { localAddress: "127.0.0.3" });
}
