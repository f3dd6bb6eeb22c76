import "./node-window.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PortalCometD } from "@ringline/cometd/browser";
import type { Message } from "cometd";
import { expect, it, onTestFinished } from "vitest";
import { Site, until } from "./site.ts";

const ROOT = "/eXo/Application/WebConferencing";
const ID = "p/anna-bob";

/** An app that subscribes to its own channel and to the call's, and goes on doing so in each new session. */
async function app(site: Site, person: string) {
  const cometd = new PortalCometD();
  const url = `${site.url}/cometd`;
  const getToken = () => site.token(person);
  cometd.configure({ url, exoId: person, getToken, logLevel: "warn", backoffIncrement: 50 });
  onTestFinished(() => cometd.disconnect());
  const told: Record<string, unknown>[] = [];
  const heard: unknown[] = [];
  let subscribed = 0;
  const hear = (channel: string, listener: (data: string) => void) =>
    cometd.subscribe(
      channel,
      ({ data }: Message) => listener(data),
      {},
      ({ successful }: Message) => {
        if (successful) subscribed += 1;
      },
    );
  const command = (name: string, fields: object = {}) =>
    new Promise<Record<string, unknown>>((resolve) =>
      cometd.remoteCall(
        "/webconferencing/calls",
        { command: name, id: ID, ...fields },
        ({ data }: Message) => resolve(JSON.parse(data)),
      ),
    );
  hear(`${ROOT}/user/${person}`, (data) => told.push(JSON.parse(data)));
  await until(() => subscribed === 1);
  return {
    cometd,
    told,
    heard,
    command,
    hearCall: () => hear(`${ROOT}/call/${ID}`, (data) => heard.push(data)),
    get subscribed() {
      return subscribed;
    },
  };
}

it("[BAYEUX16] a call outlives a restart of the server: its people are in it again, and hear each other", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringline-cometd-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const times = { graceMs: 4_000, graceClosedMs: 4_000 };
  const site = await Site.start({ database: `sqlite:${join(folder, "calls.db")}`, times });
  const [anna, bob] = await Promise.all([app(site, "anna"), app(site, "bob")]);
  await anna.command("create", {
    owner: "anna",
    ownerType: "user",
    provider: "glimpse",
    participants: "anna;bob",
  });
  await until(() => bob.told.length > 0);
  await bob.command("update", { state: "joined" });
  anna.hearCall();
  bob.hearCall();
  await until(() => anna.subscribed === 2 && bob.subscribed === 2);

  await site.stop();
  await site.start();
  await until(() => anna.subscribed === 4 && bob.subscribed === 4);
  await new Promise((resolve) => setTimeout(resolve, times.graceMs + 2_000));

  expect(await bob.command("get")).toMatchObject({
    state: "started",
    participants: [
      { id: "anna", state: "joined" },
      { id: "bob", state: "joined" },
    ],
  });
  anna.cometd.publish(`${ROOT}/call/${ID}`, { still: "here" });
  await until(() => bob.heard.length > 0);
  expect(bob.heard.at(-1)).toEqual({ still: "here" });
});
