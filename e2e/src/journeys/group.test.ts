import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import type { Person } from "../harness/person.ts";
import { Town } from "../harness/town.ts";

const SPACE = { id: "meadow_team", title: "Meadow team" };

let town: Town;
/** A conference system as they are: a page at an address. */
let system: Server;

beforeAll(async () => {
  system = createServer((_request, response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html><title>Meeting</title><h1>Meeting</h1>"),
  );
  system.listen(0, "127.0.0.1");
  await once(system, "listening");
  const template = `http://127.0.0.1:${(system.address() as AddressInfo).port}/{call}`;
  const providers = [{ id: "hall", title: "Hall", template, targets: ["space"] }];
  town = await Town.open({ settings: { RINGLINE_LINK_PROVIDERS: JSON.stringify(providers) } });
});
afterEach(() => town?.empty());
afterAll(async () => {
  await town?.close();
  system?.closeAllConnections();
  system?.close();
});

it("[E2E80] a space is called: one comes, one declines and comes later by the button, and it ends with the last", async () => {
  const anna = await arrives("anna");
  const bob = await arrives("bob");
  const carol = await arrives("carol");

  const annaCall = await anna.opensCallPage(() => button(anna, "Call").click());
  const bobCall = await bob.opensCallPage(() =>
    card(bob, anna).getByRole("button", { name: "Answer", exact: true }).click(),
  );
  await card(carol, anna).getByRole("button", { name: "Decline" }).click();
  await card(carol, anna).waitFor({ state: "detached" });
  await annaCall.view.getByRole("timer").waitFor();
  // The portrait is the group's, not that of its first member.
  await annaCall.view.getByText("MT", { exact: true }).waitFor();
  await button(carol, "Join").waitFor();
  await sees(carol, { anna: "joined", bob: "joined", carol: "declined" });

  const carolCall = await carol.opensCallPage(() => button(carol, "Join").click());
  await carolCall.view.getByRole("timer").waitFor();
  await sees(anna, { anna: "joined", bob: "joined", carol: "joined" });

  await leaves(annaCall);
  await sees(bob, { anna: "left", bob: "joined", carol: "joined" });
  await leaves(bobCall);
  await sees(anna, { bob: "left", carol: "joined" });
  await leaves(carolCall);

  await button(anna, "Call").waitFor();
  await button(bob, "Call").waitFor();
  expect(await statesAt(anna)).toBeUndefined();
});

/** Somebody who looks at a page with the space's button. */
async function arrives(id: "anna" | "bob" | "carol"): Promise<Person> {
  const person = await town.arrive(id);
  await person.page.evaluate(({ id, title }) => {
    const mark = document.createElement("p");
    mark.dataset.callSpace = id;
    mark.dataset.callName = title;
    document.querySelector("main")?.prepend(mark);
  }, SPACE);
  await button(person, "Call").waitFor();
  return person;
}

function button(person: Person, act: "Call" | "Join") {
  return person.page.getByRole("button", { name: `${act} ${SPACE.title}`, exact: true });
}

function card(person: Person, caller: Person) {
  return person.page.getByRole("alertdialog", {
    name: `${caller.name} is calling ${SPACE.title}`,
  });
}

async function leaves(call: CallPage): Promise<void> {
  await call.hangUp();
  await call.closes();
}

/** What everybody is in the live call, as this person's page knows it. */
function statesAt(person: Person): Promise<Record<string, string> | undefined> {
  return person.page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    const live = [...(client?.calls.values() ?? [])].find(({ phase }) => phase === "active");
    return (
      live &&
      Object.fromEntries(
        live.participants.map(({ party, state }) => [
          party.type === "address" ? "" : party.id,
          state,
        ]),
      )
    );
  });
}

async function sees(person: Person, states: Record<string, string>): Promise<void> {
  await expect.poll(() => statesAt(person), { timeout: 10_000 }).toMatchObject(states);
}
