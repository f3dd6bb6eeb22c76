import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { ForeignSite } from "../harness/foreign-site.ts";
import { freePort } from "../harness/free-port.ts";
import { Person } from "../harness/person.ts";
import { RinglineSite } from "../harness/ringline-site.ts";

const SECRET = "a-secret-of-the-gardeners-club-0123456789";
const PEOPLE = { anna: "Anna Foreign", bob: "Bob Foreign" } as const;

let chromium: RunningChromium;
let server: RinglineSite;
let port: number;
let site: ForeignSite | undefined;
const people: Person[] = [];

beforeAll(async () => {
  port = await freePort();
  const settings = {
    RINGLINE_DEMO: "false",
    RINGLINE_TOKEN_SECRET: SECRET,
    RINGLINE_ORIGINS: `http://localhost:${port}`,
  };
  [chromium, server] = await Promise.all([startChromium(), RinglineSite.start({ settings })]);
});
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.leave()));
  await site?.stop();
});
afterAll(async () => {
  await chromium.close();
  await server.stop();
});

async function arrive(id: keyof typeof PEOPLE): Promise<Person> {
  const { callServer } = server;
  const portal = `http://localhost:${port}`;
  const person = await Person.signIn(chromium.browser, {
    id,
    name: PEOPLE[id],
    portal,
    callServer,
  });
  people.push(person);
  return person;
}

/** What `docs/embed.md` asks a site with a strict policy to allow, and nothing more. */
function strictPolicy(callServer: string): string {
  const socket = callServer.replace("http", "ws");
  return [
    "default-src 'none'",
    `script-src ${callServer}`,
    `connect-src 'self' ${callServer} ${socket}`,
    `frame-src ${callServer}`,
    `img-src 'self' data: ${callServer}`,
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

it.each([
  { what: "plain", headers: () => ({}) },
  {
    what: "strict",
    headers: () => ({ "content-security-policy": strictPolicy(server.callServer) }),
  },
  { what: "isolated", headers: () => ({ "cross-origin-opener-policy": "same-origin" }) },
])("[E2E19] two lines are enough for any site: $what", async ({ headers }) => {
  const { callServer } = server;
  site = await ForeignSite.start(port, { callServer, secret: SECRET, headers: headers() });
  const anna = await arrive("anna");
  const bob = await arrive("bob");
  const complaints: string[] = [];
  bob.page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });

  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await annaCall.hangUp();

  await bobCall.says(`${anna.name} has hung up.`);
  expect(complaints).toEqual([]);
});
