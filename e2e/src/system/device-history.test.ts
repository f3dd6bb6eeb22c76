import { expect, it } from "vitest";
import { faultsIn, type Sighting } from "./device-history.ts";

function told(device: string, ...records: [number, Sighting["phase"]][]): Sighting[] {
  return records.map(([revision, phase]) => ({ device, call: "c", revision, phase }));
}

it("finds nothing wrong with rising revisions and one end for all", () => {
  const one = told("b1", [1, "ringing"], [2, "active"], [4, "ended"]);
  const other = told("b2", [1, "ringing"], [4, "ended"]);

  expect(faultsIn([...one, ...other])).toEqual([]);
});

it("lets a snapshot repeat what was told", () => {
  const [first] = told("b1", [2, "active"]);

  expect(faultsIn([first, { ...first, isSnapshot: true }] as Sighting[])).toEqual([]);
});

it.each([
  { what: "a repeated record", seen: told("b1", [2, "active"], [2, "active"]), fault: "repeated" },
  { what: "an older record", seen: told("b1", [3, "active"], [2, "ringing"]), fault: "reordered" },
  { what: "a call that comes back", seen: told("b1", [2, "ended"], [3, "active"]), fault: "ended" },
  {
    what: "a device that rings on",
    seen: [...told("b1", [1, "ringing"], [2, "ended"]), ...told("b2", [1, "ringing"])],
    fault: "b2, c: never told",
  },
])("finds $what", ({ seen, fault }) => {
  expect(faultsIn(seen).join("\n")).toContain(fault);
});
