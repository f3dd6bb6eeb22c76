import type { ProviderInfo } from "@ringline/protocol";
import { expect, it } from "vitest";
import { wayOf, waysTo } from "./ways.ts";

const way = (id: string, more: Partial<ProviderInfo> = {}): ProviderInfo => ({
  id,
  connector: id,
  title: id,
  description: "",
  targets: ["user"],
  media: ["audio", "video"],
  features: [],
  grant: "session",
  log: false,
  ...more,
});
const bob = { type: "user", id: "bob" } as const;

it("[CHOICE1] who does not call such a target or by such media is left out", () => {
  const all = [way("a", { targets: ["space"] }), way("b", { media: ["audio"] }), way("c")];

  expect(waysTo(bob, "video", all).map(({ id }) => id)).toEqual(["c"]);
});

it("[CHOICE9] who draws a window of their own is called from their own button", () => {
  const all = [way("a", { draws: ["button", "ring", "window"] }), way("b", { draws: ["button"] })];

  expect(waysTo(bob, "video", all).map(({ id }) => id)).toEqual(["b"]);
});

it.each([
  [["c", "b"], "c"],
  [["gone", "b"], "b"],
  [["locked"], "a"],
  [[], "a"],
])("[CHOICE2] of what was preferred, %j, the first that can be chosen counts", (preferred, id) => {
  const ways = [way("locked", { lacksAccount: true }), way("a"), way("b"), way("c")];

  expect(wayOf(ways, preferred)?.id).toBe(id);
});

it("[CHOICE2] where all lack an account none is taken", () => {
  expect(wayOf([way("locked", { lacksAccount: true })], ["locked"])).toBeUndefined();
});
