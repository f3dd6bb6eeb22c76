import type { WebSocketRoute } from "playwright-core";
import { afterAll, afterEach, beforeAll, it } from "vitest";
import type { Person } from "../harness/person.ts";
import { Town } from "../harness/town.ts";

const PHONE = { viewport: { width: 360, height: 700 }, hasTouch: true };
const UNSUPPORTED_VERSION = 4506;

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

/** The person's pages, whose own connection ends for good when asked to; a call page's seat is let alone. */
async function endable(person: Person): Promise<(code: number) => Promise<void>> {
  const sockets: WebSocketRoute[] = [];
  let refusal: number | undefined;
  await person.context.routeWebSocket(/v1\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const isPage = message.includes('"token"');
      if (isPage && refusal !== undefined) return void socket.close({ code: refusal });
      if (isPage) sockets.push(socket);
      server.send(message);
    });
  });
  return async (code) => {
    refusal = code;
    for (const socket of sockets) await socket.close({ code });
  };
}

it("[E2E81] a call in a panel goes on when the page's own connection ends for good, and is hung up there", async () => {
  const carol = await town.arrive("carol", { context: PHONE });
  const end = await endable(carol);
  const dave = await town.arrive("dave");
  await carol.goTo("/people/dave");
  const carolCall = await carol.callInPanel(dave.name);
  const daveCall = await dave.answer(carol.name);
  await Promise.all([carolCall.flows(), daveCall.flows()]);

  await end(UNSUPPORTED_VERSION);

  await carol.callButton(dave.name).waitFor({ state: "hidden" });
  await carol.page.waitForTimeout(1_000);
  await Promise.all([carolCall.flows(), daveCall.flows()]);
  await carol.page.getByRole("button", { name: "Make small" }).click();
  await carol.page.getByText("No calls reach this page now").waitFor();
  await carol.page.getByRole("button", { name: "Hang up" }).click();

  await daveCall.says(`${carol.name} has hung up.`);
  await carolCall.closes();
});

it("[E2E82] a phone's call is made small, and the site is used meanwhile, from page to page", async () => {
  const carol = await town.arrive("carol", { context: PHONE });
  const dave = await town.arrive("dave");
  await carol.goTo("/people/dave");
  await carol.callInPanel(dave.name);
  const daveCall = await dave.answer(carol.name);
  await daveCall.flows();
  await carol.page.getByRole("button", { name: "Make small" }).click();

  await carol.page.getByRole("link", { name: "Stream" }).first().click();

  await carol.page.waitForURL(/stream/);
  await carol.page.getByRole("button", { name: "Make large" }).waitFor();
  await daveCall.flows();
  await carol.page.getByRole("button", { name: "Hang up" }).click();
  await daveCall.says(`${carol.name} has hung up.`);
});
