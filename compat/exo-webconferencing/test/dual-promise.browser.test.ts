import { fileURLToPath } from "node:url";
import { launchChromium } from "@ringline/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "./bundle.ts";
import type { Outcome } from "./pages/promise-scenarios.ts";

// Against jQuery itself, in the same page: what a connector's callbacks are given, and when.
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve("jquery")) });
  await page.addScriptTag({ content: await bundle("pages/promise-scenarios.ts") });
});

afterAll(() => browser.close());

test("[EXO40] callbacks get the same values in the same order as jQuery 3 gives them", async () => {
  expect(await page.evaluate("jQuery.fn.jquery")).toMatch(/^3[.]/);
  const theirs = (await page.evaluate("runScenarios(jQuery)")) as Outcome[];
  const ours = (await page.evaluate("runScenarios()")) as Outcome[];
  expect(ours.length).toBeGreaterThan(15);
  expect(ours).toEqual(theirs);
});

test("[EXO40] it is a native promise: await, Promise.all and instanceof, its first value", async () => {
  const found = await page.evaluate(`(async () => {
    const make = () => new DualPromise((resolve) => setTimeout(() => resolve("first", "second"), 5));
    const failed = new DualPromise((_, reject) => reject({ code: "NOT_FOUND_ERROR" }, 404));
    const silent = [];
    addEventListener("unhandledrejection", (event) => silent.push(event.reason));
    new DualPromise((_, reject) => reject("nobody listens"));
    const caught = await failed.catch((error) => error.code);
    const awaited = await failed.then(() => "never", ({ code }) => code);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return [make() instanceof Promise, await make(), await Promise.all([make(), 1]), caught, awaited,
      await make().finally(() => "ignored"), silent];
  })()`);
  const code = "NOT_FOUND_ERROR";
  expect(found).toEqual([true, "first", ["first", 1], code, code, "first", []]);
});

test("[EXO40] a callback that throws is reported and hinders no other", async () => {
  const found = await page.evaluate(`(async () => {
    const reported = new Promise((resolve) => addEventListener("error", (event) => resolve(event.message), { once: true }));
    const notes = [];
    let settle;
    const promise = new DualPromise((resolve) => { settle = resolve; });
    promise.done(() => { throw new Error("broken connector"); }).done((value) => notes.push(value));
    settle("still told");
    return [notes, await reported];
  })()`);
  expect(found).toEqual([["still told"], expect.stringContaining("broken connector")]);
});

test("[EXO41] promises of any kind that a connector returns are followed, with all their values", async () => {
  const found = await page.evaluate(`(async () => {
    const jq = jQuery.Deferred();
    setTimeout(() => jq.resolve("jquery", 2), 5);
    const bare = { then(resolve) { setTimeout(() => resolve("bare"), 5); } };
    const values = (promise) => new Promise((resolve) => promise.done((...all) => resolve(all)).fail((...all) => resolve(["failed", ...all])));
    return Promise.all([
      values(adopt(jq.promise())),
      values(adopt(jq)),
      values(adopt(Promise.resolve("native"))),
      values(adopt(bare)),
      values(adopt("a value")),
      values(adopt(undefined)),
      values(adopt(jQuery.Deferred().reject("not applicable", { code: "X" }))),
      values(adopt(Promise.reject("native no"))),
    ]);
  })()`);
  expect(found).toEqual([
    ["jquery", 2],
    ["jquery", 2],
    ["native"],
    ["bare"],
    ["a value"],
    [undefined],
    ["failed", "not applicable", { code: "X" }],
    ["failed", "native no"],
  ]);
});

test("[EXO41] jQuery follows ours: $.when, and a jQuery then that returns one", async () => {
  const found = await page.evaluate(`(async () => {
    const ours = () => new DualPromise((resolve) => setTimeout(() => resolve("p", true), 5));
    const values = (promise) => new Promise((resolve) => promise.done((...all) => resolve(all)));
    return [
      await values(jQuery.when(ours())),
      await values(jQuery.when(ours(), 7)),
      await values(jQuery.Deferred().resolve().then(() => ours())),
    ];
  })()`);
  expect(found).toEqual([
    ["p", true],
    [["p", true], 7],
    ["p", true],
  ]);
});
