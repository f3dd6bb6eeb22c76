import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sight } from "./messages.ts";
import { soundingPage } from "./sound-choice.ts";

const sight = (parts: Partial<Sight>): Sight => ({
  visible: false,
  maySound: true,
  seenAt: 0,
  ...parts,
});

describe("which page sounds", () => {
  it.each<[string, Record<string, Sight>, string]>([
    ["the visible one", { leader: sight({}), other: sight({ visible: true }) }, "other"],
    [
      "of two visible ones the one looked at last",
      { leader: sight({ visible: true, seenAt: 1 }), other: sight({ visible: true, seenAt: 2 }) },
      "other",
    ],
    [
      "the leader when none is visible",
      { other: sight({ seenAt: 9 }), leader: sight({}) },
      "leader",
    ],
    [
      "the visible one that may, not the one that may not",
      {
        leader: sight({ visible: true, seenAt: 1 }),
        other: sight({ visible: true, seenAt: 2, maySound: false }),
      },
      "leader",
    ],
    [
      "a hidden one that may, when the visible one may not",
      { leader: sight({}), other: sight({ visible: true, maySound: false }) },
      "leader",
    ],
    [
      "the visible one when none may",
      { leader: sight({ maySound: false }), other: sight({ visible: true, maySound: false }) },
      "other",
    ],
  ])("[SOUND1] is %s", (_, pages, expected) => {
    expect(soundingPage(new Map(Object.entries(pages)), "leader")).toBe(expected);
  });

  it("[SOUND1] is always one of the pages, whatever they are", () => {
    const sights = fc.record({
      visible: fc.boolean(),
      maySound: fc.boolean(),
      seenAt: fc.nat(9),
    });
    const pages = fc.dictionary(fc.constantFrom("a", "b", "c", "leader"), sights, { minKeys: 1 });
    fc.assert(
      fc.property(pages, (byPage) => {
        const chosen = soundingPage(new Map(Object.entries(byPage)), "leader");
        expect(Object.keys(byPage)).toContain(chosen);
      }),
    );
  });
});
