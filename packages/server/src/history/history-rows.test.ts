import { describe, expect, it } from "vitest";
import type { EndedRecord } from "../calls/call-record.ts";
import {
  annaCallsBob,
  annaClaims,
  bobAnswers,
  bobRings,
  person,
  TestCall,
  talk,
} from "../testing/call-fixtures.ts";
import { historyRows } from "./history-rows.ts";

const rowsOf = ({ record }: TestCall) => historyRows(record as EndedRecord);
const rowOf = (call: TestCall, id: string) =>
  rowsOf(call).find(({ person: whose }) => whose === id)?.entry;

const cancelled = (call: TestCall) => call.moves({ type: "cancel", person: "anna" });

describe("rows of the history", () => {
  it.each([
    ["half a ring", cancelled(new TestCall().moves(bobRings)), true],
    ["given up before any device rang", cancelled(new TestCall()), true],
    ["no answer", new TestCall().moves(annaClaims, bobRings).wait(45_000), true],
    ["busy", new TestCall().moves({ type: "busy", person: "bob" }), true],
    ["out of reach", new TestCall().moves({ type: "unreachable", person: "bob" }), true],
    ["do-not-disturb", cancelled(quietly()), true],
    ["declined", new TestCall().moves(bobRings, { type: "decline", person: "bob" }), false],
    ["talked", talk().moves({ type: "leave", person: "anna" }), false],
    ["ended by an administrator while it rang", new TestCall().moves({ type: "end" }), true],
  ])("[HIST7] whether the callee missed it: %s", (_name, call, isMissed) => {
    expect(rowOf(call, "bob")).toMatchObject({ direction: "incoming", isMissed });
    expect(rowOf(call, "anna")).toMatchObject({ direction: "outgoing", isMissed: false });
  });

  it("[HIST9] say who, what about, how long until the answer, how long it lasted, how it ended", () => {
    const about = { title: "Invoice 4711", url: "https://site.example/invoices/4711" };
    const call = new TestCall(annaCallsBob({ about })).moves(annaClaims, bobRings).wait(7_000);
    call.moves(bobAnswers, { ...annaClaims, secretHash: "bob-1", nextHash: "bob-2" });
    call.now += 60_000;
    call.moves({ type: "leave", person: "bob" });

    const { createdAt, answeredAt, endedAt, ...rest } = rowOf(call, "anna") ?? {};

    expect(rest).toEqual({
      call: "call-1",
      direction: "outgoing",
      isMissed: false,
      state: "left",
      endReason: "hung-up",
      provider: "webrtc",
      media: "video",
      title: "Anna, Bob",
      about,
      target: { type: "user", id: "bob" },
      caller: person("anna"),
      others: [person("bob")],
      setUpMs: 7_000,
      durationMs: 60_000,
    });
    expect([createdAt, answeredAt, endedAt]).toEqual([
      "2027-01-01T00:00:00.000Z",
      "2027-01-01T00:00:07.000Z",
      "2027-01-01T00:01:07.000Z",
    ]);
    expect(rowOf(call, "bob")?.durationMs).toBe(60_000);
  });

  it("[HIST8] a stranger's row of a declined, busy, refused or silent call is the same to the byte", () => {
    const stranger = (hidden: boolean) =>
      new TestCall(annaCallsBob({ discreet: true, callees: [{ party: person("bob"), hidden }] }));
    const ways = [
      stranger(false).moves(annaClaims, bobRings, { type: "decline", person: "bob" }),
      stranger(false).moves(annaClaims, { type: "busy", person: "bob" }),
      stranger(false).moves(annaClaims, { type: "unreachable", person: "bob" }),
      stranger(false).moves(annaClaims, bobRings),
      stranger(true).moves(annaClaims),
    ].map((call) => call.wait(45_000));

    const annas = new Set(ways.map((call) => JSON.stringify(rowOf(call, "anna"))));

    expect(annas.size).toBe(1);
    expect([...annas][0]).toContain('"endReason":"no-answer"');
  });

  it("[HIST8] who was never told of a call has no row", () => {
    const callees = [{ party: person("bob"), hidden: true }];
    const call = new TestCall(annaCallsBob({ callees })).moves(annaClaims).wait(45_000);

    expect(rowsOf(call).map(({ person: whose }) => whose)).toEqual(["anna"]);
  });
});

function quietly(): TestCall {
  return new TestCall(annaCallsBob({ callees: [{ party: person("bob"), ring: "quietly" }] }));
}
