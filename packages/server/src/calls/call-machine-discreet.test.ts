import { describe, expect, it } from "vitest";
import {
  annaCallsBob,
  annaClaims,
  bobAnswers,
  bobRings,
  lost,
  person,
  TestCall,
} from "../testing/call-fixtures.ts";
import type { CallEvent } from "./call-machine-events.ts";

describe("a stranger's call", () => {
  const stranger = () => new TestCall(annaCallsBob({ discreet: true })).moves(annaClaims);

  it.each<[string, CallEvent[]]>([
    ["rings", [bobRings]],
    ["declines", [bobRings, { type: "decline", person: "bob" }]],
    ["is busy", [{ type: "busy", person: "bob" }]],
    [
      "is out of reach",
      [
        { type: "unreachable", person: "bob" },
        { type: "unreachable", person: "bob" },
      ],
    ],
    ["hears nothing of it", []],
  ])(
    "[CALL17] Bob %s: it rings on to its end, and nothing that is shown changes",
    (_what, events) => {
      const call = stranger();
      const before = call.record.discreet?.revision;

      call.moves(...events).wait(44_999);
      expect(call.record.phase).toBe("ringing");
      expect(call.record.discreet?.revision).toBe(before);
      call.wait(1);

      expect(call.record).toMatchObject({ phase: "ended", endReason: "no-answer" });
      expect(call.record.discreet?.revision).toBe((before ?? 0) + 1);
    },
  );

  it("[CALL17] a device that comes late rings for the time that is left", () => {
    const call = stranger().wait(30_000);

    expect(call.part("bob")).toMatchObject({ state: "invited" });
    expect(call.move(bobRings)).toBe(true);
  });

  it("[CALL17] what the caller does, and an answer, are shown", () => {
    const call = stranger();
    const shown = () => call.record.discreet?.revision ?? 0;
    const before = shown();

    call.move(lost("p1"));
    expect(shown()).toBe(before + 1);
    call.move(bobAnswers);
    expect(shown()).toBe(before + 2);
  });

  it("[CALL17] no fact reaches who is told nothing", () => {
    const call = new TestCall(annaCallsBob({ callees: [{ party: person("bob"), hidden: true }] }));

    expect(call.move(bobRings)).toBe(false);
    expect(call.move({ type: "busy", person: "bob" })).toBe(false);
    expect(call.move({ type: "unreachable", person: "bob" })).toBe(false);
  });
});
