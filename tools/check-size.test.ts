import { expect, it } from "vitest";
import { problemsOf } from "./check-size.mjs";

it("a script of 12,000 bytes that loads the rest later is without problems", () => {
  expect(problemsOf('(()=>{import("./chunks/layer.js")})()', 12_000)).toEqual([]);
});

it("a script that is too large, or imports another one at once, is a problem", () => {
  expect(problemsOf('import{a}from"./chunks/a.js";a()', 12_001)).toEqual([
    "ringline.js imports another file",
    "ringline.js is 1 bytes over its budget",
  ]);
});
