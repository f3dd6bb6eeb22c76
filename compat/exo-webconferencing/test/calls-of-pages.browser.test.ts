import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ExoSite } from "./exo-site.ts";

// The call methods as two people's pages have them: each effect is seen from the other's browser.
let site: ExoSite;

beforeAll(async () => {
  site = await ExoSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

/** Two cores for all: what takes milliseconds may take seconds. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

const SCRIPT = `
  window.updates = []; window.heard = []; window.states = [];
  window.code = (promise) => promise.then(() => "done", (error) => error.code || error);`;

async function open(person: string): Promise<Page> {
  const page = await site.open({ person, script: SCRIPT });
  await page.evaluate(
    `webConferencing.onUserUpdate("${person}", (update) => updates.push(update))`,
  );
  return page;
}

const INFO = `{ owner: "mary", ownerType: "user", provider: "myconnector", title: "John", participants: "mary;john" }`;
const ID = "p/mary@john";
const add = (page: Page) =>
  page.evaluate(`webConferencing.addCall("${ID}", ${INFO}).then((call) => call.state)`);
const seen = (page: Page) =>
  page.evaluate(
    `updates.map(({ eventType, callState, part }) => [eventType, callState || part.id].join(" "))`,
  );

test("[EXO60] addCall, updateCall, getCall, getUserGroupCalls and deleteCall, each seen from the other browser", async () => {
  const [mary, john] = [await open("mary"), await open("john")];
  expect(await add(mary)).toBe("started");
  await eventually(() => seen(john)).toContain("call_state started");
  expect(
    await mary.evaluate(`webConferencing.addCall("${ID}", ${INFO}).catch(({ code }) => code)`),
  ).toBe("CLIENT_ERROR");

  expect(
    await john.evaluate(`webConferencing.updateCall("${ID}", "joined").then((call) => call.id)`),
  ).toBe(ID);
  await eventually(() => seen(mary)).toContain("call_joined john");
  expect(
    await mary.evaluate(
      `webConferencing.getCall("${ID}").then(({ participants }) => participants.map(({ id, state }) => [id, state]))`,
    ),
  ).toEqual([
    ["mary", "joined"],
    ["john", "joined"],
  ]);
  expect(await john.evaluate(`webConferencing.getUserGroupCalls()`)).toContainEqual({
    id: ID,
    state: "started",
  });

  expect(await john.evaluate(`code(webConferencing.deleteCall("${ID}"))`)).toBe("done");
  await eventually(() => seen(mary)).toContain("call_state stopped");
  expect(await mary.evaluate(`code(webConferencing.deleteCall("${ID}"))`)).toBe("NOT_FOUND_ERROR");
  expect(await mary.evaluate(`code(webConferencing.updateUserCall("${ID}", "joined"))`)).toBe(
    "NOT_FOUND_ERROR",
  );
});

test("[EXO60] who has no part gets the older codes, and a state that there is not is refused", async () => {
  const [mary, john, peter] = [await open("mary"), await open("john"), await open("peter")];
  await add(mary);
  await eventually(() => seen(john)).toContain("call_state started");
  const codes = await peter.evaluate(`Promise.all([
    code(webConferencing.getCall("${ID}")), code(webConferencing.deleteCall("${ID}")),
    code(webConferencing.updateCall("${ID}", "joined")), code(webConferencing.addCall("p/x", ${INFO})),
    code(webConferencing.updateCall("${ID}", "paused")), code(webConferencing.getCall("")),
  ])`);
  expect(codes).toEqual([
    "NOT_FOUND_ERROR",
    "NOT_FOUND_ERROR",
    "NOT_FOUND_ERROR",
    "ACCESS_ERROR",
    "CLIENT_ERROR",
    "CLIENT_ERROR",
  ]);
  expect(await seen(peter)).toEqual([]);
});

test("[EXO60] what a page gave stays as it was: callInfo and data", async () => {
  const [mary, john] = [await open("mary"), await open("john")];
  const kept = await mary.evaluate(`(async () => {
    const info = Object.freeze(${INFO}), data = Object.freeze({ hello: "__all__" });
    await webConferencing.addCall("${ID}", info);
    await webConferencing.toCallUpdate("${ID}", data);
    return [info, data];
  })()`);
  expect(kept).toEqual([
    expect.objectContaining({ participants: "mary;john" }),
    { hello: "__all__" },
  ]);
  await eventually(() => seen(john)).toContain("call_state started");
});

test("[EXO61] subscriptions: own updates only, call updates in order with the echo, off ends them", async () => {
  const [mary, john] = [await open("mary"), await open("john")];
  expect(
    await mary.evaluate(
      `new Promise((resolve) => webConferencing.onUserUpdate("john", null, resolve))`,
    ),
  ).toBe("User updates subscription failed (Subscribing to other user not possible)");
  const subscribe = `webConferencing.onCallUpdate("${ID}", (data) => heard.push(data), (error) => heard.push({ error }), () => states.push("ready"))`;
  await john.evaluate(`(window.subscription = ${subscribe}, 0)`);
  await add(mary);
  await mary.evaluate(`(${subscribe}, 0)`);
  await eventually(() => mary.evaluate("states.length")).toBe(1);
  expect(
    await mary.evaluate(
      `new Promise((resolve) => webConferencing.toCallUpdate("${ID}", { sender: "mary", n: 0, candidate: {} }).done((...all) => resolve(all)))`,
    ),
  ).toEqual(["successful"]);
  await mary.evaluate(
    `(async () => { for (let n = 1; n < 20; n += 1) await webConferencing.toCallUpdate("${ID}", { sender: "mary", n }); })()`,
  );
  const numbers = (page: Page) => page.evaluate("heard.map(({ n }) => n)");
  const all = Array.from({ length: 20 }, (_, n) => n);
  await eventually(() => numbers(john)).toEqual(all);
  await eventually(() => numbers(mary)).toEqual(all);
  expect(await john.evaluate("heard[0]")).toEqual({ sender: "mary", n: 0, candidate: {} });

  await john.evaluate(`new Promise((resolve) => subscription.off(resolve))`);
  await mary.evaluate(`webConferencing.toCallUpdate("${ID}", { n: 20 })`);
  await eventually(() => numbers(mary)).toEqual([...all, 20]);
  expect(await numbers(john)).toEqual(all);
});

test("[EXO61] what is said to a call that is not there, or not one's own, is refused as text, and heard by nobody", async () => {
  const [mary, john, peter] = [await open("mary"), await open("john"), await open("peter")];
  const say = (page: Page) =>
    page.evaluate(
      `new Promise((resolve) => webConferencing.toCallUpdate("${ID}", { n: 1 }).done(resolve).fail((...all) => resolve(all)))`,
    );
  expect(await say(mary)).toEqual([expect.stringContaining("not found")]);
  await add(mary);
  await eventually(() => seen(john)).toContain("call_state started");
  const listen = `(webConferencing.onCallUpdate("${ID}", (data) => heard.push(data)), 0)`;
  await Promise.all([peter, john].map((page) => page.evaluate(listen)));
  expect(await say(peter)).toEqual([expect.stringContaining("not found")]);
  await john.evaluate(`webConferencing.updateCall("${ID}", "joined")`);
  expect(await say(mary)).toBe("successful");
  await eventually(() => john.evaluate("heard")).toEqual([{ n: 1 }]);
  expect(await peter.evaluate("heard")).toEqual([]);
});

test("[EXO60] without a way to the server every method is refused as SERVER_ERROR in the end, and none hangs", async () => {
  const page = await site.open({ person: "mary", init: false, script: SCRIPT });
  await page.clock.install();
  await page.evaluate(`(() => {
    webConferencing.init({ id: "mary" }, { ringline: { server: "http://127.0.0.1:9", tokenUrl: "/token" } });
    window.refusals = Promise.all([
      code(webConferencing.getCall("${ID}")), code(webConferencing.addCall("${ID}", ${INFO})),
      code(webConferencing.updateCall("${ID}", "joined")), code(webConferencing.deleteCall("${ID}")),
      code(webConferencing.getUserGroupCalls()), code(webConferencing.getUserInfo("john")),
      code(webConferencing.getSpaceInfo("product_team")), code(webConferencing.getUserStatus("john")),
      code(webConferencing.getProvidersConfig(true)),
    ]);
  })()`);
  await page.clock.runFor(25_000);
  expect(new Set((await page.evaluate("refusals")) as string[])).toEqual(new Set(["SERVER_ERROR"]));
});

test("[EXO61] a callback that throws is reported, and the next update comes all the same", async () => {
  const [mary, john] = [await open("mary"), await open("john")];
  await john.evaluate(`(() => {
    window.reported = []; addEventListener("error", (event) => reported.push(event.message));
    webConferencing.onUserUpdate("john", () => { throw new Error("broken listener"); });
  })()`);
  await add(mary);
  await mary.evaluate(`webConferencing.deleteCall("${ID}")`);
  await eventually(() => seen(john)).toEqual(
    expect.arrayContaining(["call_state started", "call_state stopped"]),
  );
  await eventually(() => john.evaluate("reported.length")).toBeGreaterThan(1);
});

test("[EXO62] a call page outside of the portal adds and joins calls, and its person's portal page sees it", async () => {
  const mary = await open("mary");
  const window = await site.open({ person: "mary", isPortal: false, script: SCRIPT });
  const john = await open("john");
  await add(window);
  await eventually(() => seen(john)).toContain("call_state started");
  const answer = await site.open({ person: "john", isPortal: false, script: SCRIPT });
  await answer.evaluate(`webConferencing.updateUserCall("${ID}", "joined")`);
  await eventually(() => seen(john)).toContain("call_joined john");
  await eventually(() => seen(mary)).toContain("call_joined john");
});
