import { describe, expect, it } from "vitest";
import { type ExportedEntry, historyCsv } from "./history-csv.ts";

const entry: ExportedEntry = {
  call: "c1",
  direction: "incoming",
  isMissed: true,
  isUnseen: true,
  state: "missed",
  endReason: "no-answer",
  provider: "webrtc",
  media: "video",
  title: "Anna",
  target: { type: "user", id: "bob" },
  caller: { type: "user", id: "anna", name: "Anna" },
  others: [{ type: "user", id: "anna", name: "Anna" }],
  createdAt: "2027-01-01T00:00:00.000Z",
  endedAt: "2027-01-01T00:00:45.000Z",
  durationMs: 0,
};

const cellOf = (title: string) => historyCsv([{ ...entry, title }], false).split('"video",')[1];

describe("history as CSV", () => {
  it("[HIST10] has a head line, a line per row, and every text quoted", () => {
    const lines = historyCsv([entry], true).split("\r\n");

    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^"person","call","direction","missed"/u);
    expect(lines[1]).toBe(
      '"","c1","incoming","true","missed","no-answer","","webrtc","video","Anna","Anna","anna","Anna","anna","2027-01-01T00:00:00.000Z","","2027-01-01T00:00:45.000Z","",0,"",""',
    );
  });

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1", "'+1"],
    ["-1+2", "'-1+2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    [" =1", "' =1"],
    ["＝1", "'＝1"],
    ["|cmd", "'|cmd"],
    ['a","=1', 'a"",""=1'],
    ["Anna = Bob", "Anna = Bob"],
  ])("[HIST10] no cell is a formula: %j", (title, cell) => {
    expect(cellOf(title)?.startsWith(`"${cell}",`)).toBe(true);
  });
});
