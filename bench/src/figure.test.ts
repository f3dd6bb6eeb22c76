import { expect, it } from "vitest";
import { judge } from "./figure.ts";
import { median } from "./statistics.ts";

it.each([
  { values: [3, 1, 2], middle: 2 },
  { values: [4, 1, 2, 3], middle: 2.5 },
  { values: [7], middle: 7 },
])("the median of $values is $middle", ({ values, middle }) => {
  expect(median(values)).toBe(middle);
});

it("has no median of nothing", () => {
  expect(() => median([])).toThrow("no value");
});

it.each([
  { aim: { atMost: 2 }, value: 20, ok: true },
  { aim: { atMost: 2 }, value: 21, ok: false },
  { aim: { atLeast: 0.5 }, value: 5, ok: true },
  { aim: { atLeast: 0.5 }, value: 4, ok: false },
])("judges $value against 10 with $aim: $ok", ({ aim, value, ok }) => {
  expect(judge(aim, [{ value, reference: 10 }])).toMatchObject({ ok, ratio: value / 10 });
});

it("compares what was measured at the same time: a machine that slows down is slow for both", () => {
  const rounds = [1, 10, 100].map((slowness) => ({ value: 2 * slowness, reference: slowness }));
  rounds.push({ value: 20, reference: 1_000 }, { value: 3, reference: 1 });

  expect(judge({ atMost: 2 }, rounds)).toMatchObject({ value: 20, reference: 10, ratio: 2 });
});

it("judges medians, so that one bad round does not decide", () => {
  const rounds = [10, 11, 500].map((value) => ({ value, reference: 10 }));

  expect(judge({ atMost: 2 }, rounds)).toMatchObject({ value: 11, ratio: 1.1, ok: true });
});
