import { expect, it } from "vitest";
import { isLinearizable, type Operation } from "./call-history.ts";

type Row = [Operation["kind"], string, number, number | undefined, string | undefined];

function history(...rows: Row[]): Operation[] {
  return rows.map(([kind, who, from, until, result], id) => ({
    id,
    kind,
    who,
    from,
    ...(until !== undefined && { until }),
    ...(result !== undefined && { result }),
  }));
}

const placed: Row = ["place", "a1", 0, 1, "ok"];

it.each([
  {
    what: "one of two devices wins while the caller gives up too late",
    rows: [
      placed,
      ["answer", "b1", 2, 9, "ok"],
      ["answer", "b2", 2, 9, "answered-elsewhere"],
      ["cancel", "a1", 3, 8, "not-ringing"],
    ],
  },
  {
    what: "an answer that got lost may have taken effect",
    rows: [
      placed,
      ["answer", "b1", 2, undefined, undefined],
      ["answer", "b2", 3, 4, "answered-elsewhere"],
      ["get", "a1", 5, 6, "active/b1"],
    ],
  },
  {
    what: "an answer that got lost may never have happened",
    rows: [placed, ["answer", "b1", 2, undefined, undefined], ["answer", "b2", 3, 4, "ok"]],
  },
  {
    what: "a winner asks again",
    rows: [placed, ["answer", "b1", 2, 3, "ok"], ["answer", "b1", 4, 5, "ok"]],
  },
] satisfies { what: string; rows: Row[] }[])("explains: $what", ({ rows }) => {
  expect(isLinearizable(history(...rows))).toBe(true);
});

it.each([
  {
    what: "two winners",
    rows: [placed, ["answer", "b1", 2, 9, "ok"], ["answer", "b2", 2, 9, "ok"]],
  },
  {
    what: "an answer after the cancel was acknowledged",
    rows: [placed, ["cancel", "a1", 2, 3, "ok"], ["answer", "b2", 4, 5, "ok"]],
  },
  {
    what: "an acknowledged answer that is forgotten",
    rows: [placed, ["answer", "b1", 2, 3, "ok"], ["get", "a1", 5, 6, "ringing/nobody"]],
  },
  {
    what: "nobody wins, although all that could were told so",
    rows: [
      placed,
      ["answer", "b1", 2, 9, "answered-elsewhere"],
      ["answer", "b2", 2, 9, "answered-elsewhere"],
    ],
  },
] satisfies { what: string; rows: Row[] }[])("finds: $what", ({ rows }) => {
  expect(isLinearizable(history(...rows))).toBe(false);
});
