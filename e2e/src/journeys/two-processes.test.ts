import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, it } from "vitest";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { ForeignSite } from "../harness/foreign-site.ts";
import { freePort } from "../harness/free-port.ts";
import { Person } from "../harness/person.ts";
import { createDatabase, postgresMissing, type ScratchDatabase } from "../harness/postgres.ts";
import { RinglineSite } from "../harness/ringline-site.ts";

const secret = randomBytes(32).toString("hex");

let chromium: RunningChromium;
let database: ScratchDatabase;
let nodes: RinglineSite[] = [];
let sites: ForeignSite[] = [];

beforeAll(async () => {
  if (postgresMissing) return;
  database = await createDatabase();
  const ports = [await freePort(), await freePort()];
  const settings = {
    RINGLINE_DEMO: "false",
    RINGLINE_DATABASE_URL: database.url,
    RINGLINE_TOKEN_SECRET: secret,
    RINGLINE_ORIGINS: ports.map((port) => `http://localhost:${port}`).join(","),
  };
  nodes = [await RinglineSite.start({ settings }), await RinglineSite.start({ settings })];
  sites = await Promise.all(
    nodes.map(({ callServer }, index) =>
      ForeignSite.start(ports[index] ?? 0, { callServer, secret }),
    ),
  );
  chromium = await startChromium();
});
afterAll(async () => {
  await chromium?.close();
  await Promise.all([...sites, ...nodes].map((running) => running.stop()));
  await database?.drop();
});

it("[E2E20] two people on two server processes are in one call, and one process dies meanwhile", async ({
  skip,
}) => {
  skip(postgresMissing !== undefined, postgresMissing);
  const [annaSite, bobSite] = sites;
  const [annaNode, bobNode] = nodes;
  if (!annaSite || !bobSite || !annaNode || !bobNode) throw new Error("two of each");
  const anna = await Person.signIn(chromium.browser, {
    id: "anna",
    name: "Anna Foreign",
    portal: annaSite.origin,
    callServer: annaNode.callServer,
  });
  const bob = await Person.signIn(chromium.browser, {
    id: "bob",
    name: "Bob Foreign",
    portal: bobSite.origin,
    callServer: bobNode.callServer,
  });

  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await bobNode.kill();
  await bobCall.says("No connection to the server: the call goes on.");
  await bobNode.restart();
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await bobCall.view.getByText("No connection to the server").waitFor({ state: "detached" });
  await annaCall.hangUp();

  await bobCall.says(`${anna.name} has hung up.`);
});
