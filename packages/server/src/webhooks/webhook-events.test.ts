import { describe, expect, it } from "vitest";
import type { CallRecord } from "../calls/call-record.ts";
import {
  annaCallsBob,
  annaClaims,
  bobAnswers,
  bobRings,
  person,
  START,
  TestCall,
  talk,
} from "../testing/call-fixtures.ts";
import { callEvents } from "./webhook-events.ts";

/** What is told from one record to the next, over the whole life of a call. */
function told(...records: CallRecord[]): string[] {
  return records.flatMap((record, index) =>
    callEvents(record, records[index - 1], START).map(({ type, data }) => {
      const whom = data.party?.type === "address" ? data.party.address : data.party?.id;
      return whom === undefined ? type : `${type} ${whom}`;
    }),
  );
}

/** Every record that the steps make. */
function records(call: TestCall, ...steps: Parameters<TestCall["move"]>[0][]): CallRecord[] {
  return [call.record, ...steps.map((step) => call.moves(step).record)];
}

const three = () =>
  new TestCall(
    annaCallsBob({
      target: { type: "space", id: "team" },
      callees: [{ party: person("bob") }, { party: person("carol") }],
    }),
  );

describe("what webhooks tell of a call", () => {
  it.each([
    [
      "answered",
      records(new TestCall(), annaClaims, bobRings, bobAnswers, { type: "leave", person: "bob" }),
      ["call.ringing", "call.answered bob", "call.ended"],
    ],
    [
      "given up",
      records(new TestCall(), bobRings, { type: "cancel", person: "anna" }),
      ["call.ringing", "call.missed bob", "call.ended"],
    ],
    [
      "declined",
      records(new TestCall(), bobRings, { type: "decline", person: "bob" }),
      ["call.ringing", "call.declined bob", "call.ended"],
    ],
    [
      "busy",
      records(new TestCall(), { type: "busy", person: "bob" }),
      ["call.ringing", "call.busy bob", "call.ended"],
    ],
    [
      "out of reach",
      records(new TestCall(), { type: "unreachable", person: "bob" }),
      ["call.ringing", "call.missed bob", "call.ended"],
    ],
    [
      "of three",
      records(three(), { type: "decline", person: "carol" }, bobAnswers, { type: "end" }),
      ["call.ringing", "call.declined carol", "call.answered bob", "call.ended"],
    ],
  ])("[HOOK1] in the order in which it happened: %s", (_name, life, events) => {
    expect(told(...life)).toEqual(events);
  });

  it("[HOOK1] several changes in one transaction are told like single ones", () => {
    const life = talk().moves({ type: "leave", person: "anna" });

    expect(told(life.record)).toEqual(["call.ringing", "call.answered bob", "call.ended"]);
  });

  it("[HOOK8] thin: ids, states and times, without names, devices and secrets", () => {
    const { record } = talk();

    const [, event] = callEvents(record, undefined, START);

    expect(event).toEqual({
      type: "call.answered",
      timestamp: "2027-01-01T00:00:00.000Z",
      data: {
        call: {
          id: "call-1",
          phase: "active",
          provider: "webrtc",
          media: "video",
          target: { type: "user", id: "bob" },
          participants: [
            { party: { type: "user", id: "anna" }, role: "caller", state: "joined" },
            { party: { type: "user", id: "bob" }, role: "callee", state: "joined" },
          ],
          createdAt: "2027-01-01T00:00:00.000Z",
          startedAt: "2027-01-01T00:00:00.000Z",
        },
        party: { type: "user", id: "bob" },
      },
    });
  });
});
