import type { HistoryEntry, Party } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { bob } from "../testing/calls.ts";
import { historyTexts } from "./history-texts.ts";
import { callBackTarget, kindOf, outcomeOf, timeOf, withWhom } from "./history-words.ts";

const people = (...names: string[]): Party[] =>
  names.map((name) => ({ type: "user", id: name.toLowerCase(), name }));

const entry = (parts: Partial<HistoryEntry> = {}): HistoryEntry => ({
  call: "c1",
  direction: "incoming",
  isMissed: false,
  isUnseen: false,
  state: "left",
  endReason: "hung-up",
  provider: "webrtc",
  media: "video",
  title: "Bob",
  target: { type: "user", id: "anna" },
  caller: bob,
  others: [bob],
  createdAt: "2026-11-21T12:00:00.000Z",
  endedAt: "2026-11-21T12:01:00.000Z",
  durationMs: 60_000,
  ...parts,
});

describe("the words of a row", () => {
  it.each([
    [people("Bob"), "Bob"],
    [people("Bob", "Carol"), "Bob and Carol"],
    [people("Bob", "Carol", "Dave"), "Bob, Carol, and Dave"],
    [people("Bob", "Carol", "Dave", "Eve", "Fay"), "Bob, Carol, Dave and 2 more"],
  ])("[HIST11] name whom the call was with: %j", (others, words) => {
    expect(withWhom(entry({ others }), historyTexts("en"))).toBe(words);
  });

  it("[HIST11] name a space by its title, and a number by itself", () => {
    const space = entry({ target: { type: "space", id: "team" }, title: "Team" });
    const phone: Party = { type: "address", address: "tel:+4930123" };

    expect(withWhom(space, historyTexts("en"))).toBe("Team");
    expect(withWhom(entry({ others: [phone], caller: phone }), historyTexts("en"))).toBe(
      "+4930123",
    );
  });

  it.each([
    [entry({ isMissed: true, state: "missed" }), "missed-call", undefined],
    [entry(), "incoming-call", undefined],
    [entry({ state: "declined", endReason: "declined" }), "incoming-call", "declined-call"],
    [entry({ direction: "outgoing", endReason: "no-answer" }), "outgoing-call", "unanswered"],
    [entry({ direction: "outgoing", endReason: "busy" }), "outgoing-call", "busy-call"],
    [entry({ direction: "outgoing", endReason: "cancelled" }), "outgoing-call", "cancelled-call"],
    [entry({ direction: "outgoing", endReason: "failed" }), "outgoing-call", "failed-call"],
    [entry({ problem: "connection-lost" }), "incoming-call", "lost-call"],
  ])("[HIST11] say what kind it was and how it ended: %#", (row, kind, outcome) => {
    const answered = outcome || row.isMissed ? {} : { answeredAt: row.createdAt };

    expect([kindOf(row), outcomeOf({ ...row, ...answered })]).toEqual([kind, outcome]);
  });

  it("[HIST11] a button calls the other one back, or the space again, but no guest", () => {
    const target = { type: "user", id: "carol" } as const;
    const guest = { type: "guest", id: "g", name: "Guest" } as const;
    expect(callBackTarget(entry())).toEqual({ type: "user", id: "bob" });
    expect(callBackTarget(entry({ direction: "outgoing", target }))).toEqual(target);
    expect(callBackTarget(entry({ target: { type: "room", id: "r" } }))).toEqual({
      type: "room",
      id: "r",
    });
    expect(callBackTarget(entry({ caller: guest, others: [guest] }))).toBeUndefined();
  });

  it("[HIST11] tell the time in the reader's language, the shorter the nearer", () => {
    const now = new Date(2026, 10, 21, 18).getTime();
    const at = (...time: [number, number, number, number, number]) =>
      entry({ createdAt: new Date(...time).toISOString() });

    expect(timeOf(at(2026, 10, 21, 9, 5), "de", now)).toBe("09:05");
    expect(timeOf(at(2026, 10, 20, 23, 59), "de", now)).toMatch(/^Fr\.?,? 23:59$/u);
    expect(timeOf(at(2025, 10, 20, 9, 5), "de", now)).toContain("2025");
    expect(timeOf(at(2026, 10, 21, 9, 5), "en", now)).toMatch(/9:05\sAM/u);
  });
});
