import { describe, expect, it } from "vitest";
import {
  annaCallsBob,
  annaClaims,
  bobAnswers,
  bobClaims,
  bobRings,
  person,
  START,
  TestCall,
  talk,
} from "../testing/call-fixtures.ts";
import { refusal } from "../testing/refusal.ts";

describe("answering", () => {
  it("[CALL3] the first press wins; another one hears which device has the call", () => {
    const call = new TestCall().moves(bobRings, bobAnswers);

    const laptop = { id: "bob-laptop", label: "Bob's laptop" };
    const other = refusal(() => call.move({ ...bobAnswers, device: laptop, secretHash: "bob-x" }));

    expect(other).toMatchObject({ code: "answered-elsewhere", details: { device: "Bob's phone" } });
    expect(call.part("bob")?.device?.id).toBe("bob-phone");
  });

  it("[CALL3] the same press is known again, however often its page was reloaded since", () => {
    const call = talk().moves(
      { ...bobClaims, secretHash: "bob-2", nextHash: "bob-3" },
      { ...bobClaims, secretHash: "bob-3", nextHash: "bob-4" },
    );

    expect(call.move(bobAnswers)).toBe(false);
  });

  it("[CALL3] a device-less answer wins without a label", () => {
    const call = new TestCall().moves({ type: "answer", person: "bob", secretHash: "rest" });

    expect(refusal(() => call.move(bobAnswers)).details).toEqual({});
  });

  it("[CALL4] calling back is an answer for who declined", () => {
    const call = new TestCall(annaCallsBob({ discreet: true }));
    call.move({ type: "decline", person: "bob" });

    expect(refusal(() => call.move(bobAnswers)).code).toBe("not-ringing");
    call.move({ ...bobAnswers, glare: true });

    expect(call.record.phase).toBe("active");
  });

  it("[CALL4] calling back is an answer for who was told nothing", () => {
    const call = new TestCall(annaCallsBob({ callees: [{ party: person("bob"), hidden: true }] }));

    expect(refusal(() => call.move(bobAnswers)).code).toBe("not-ringing");
    call.move({ ...bobAnswers, glare: true });

    expect(call.part("bob")).toMatchObject({ state: "joined" });
    expect(call.part("bob")?.hidden).toBeUndefined();
  });

  it("[CALL7] an answer after the ring time is refused though nobody has looked at the clock", () => {
    const call = new TestCall().moves(annaClaims, bobRings);
    call.now += 45_000;

    expect(refusal(() => call.move(bobAnswers)).details.endReason).toBe("no-answer");
  });
});

describe("the end of a ring", () => {
  it("[CALL6] nobody's device acknowledges for eight seconds: unreachable", () => {
    const call = new TestCall().moves(annaClaims).wait(7_999);
    expect(call.record.phase).toBe("ringing");

    call.wait(1);

    expect(call.record).toMatchObject({ phase: "ended", endReason: "unreachable" });
    expect(call.part("bob")?.state).toBe("unreachable");
  });

  it("[CALL7] the ring time is over: no answer, and the callee missed it", () => {
    const call = new TestCall().moves(annaClaims, bobRings).wait(45_000);

    expect(call.record).toMatchObject({ endReason: "no-answer", endedAt: START + 45_000 });
    expect(call.part("bob")?.state).toBe("missed");
    expect(call.part("anna")?.state).toBe("left");
  });

  it("[CALL8] the caller's page never came: cancelled", () => {
    const call = new TestCall().moves(bobRings).wait(10_000);

    expect(call.record).toMatchObject({ phase: "ended", endReason: "cancelled" });
  });

  it("[CALL5] of several callees it takes all, and the most telling reason", () => {
    const callees = ["bob", "carol", "dave"].map((id) => ({ party: person(id) }));
    const call = new TestCall(annaCallsBob({ callees })).moves(
      { type: "ringing", person: "carol" },
      { type: "busy", person: "bob" },
      { type: "decline", person: "carol" },
    );
    expect(call.record.phase).toBe("ringing");

    call.move({ type: "unreachable", person: "dave" });

    expect(call.record).toMatchObject({ phase: "ended", endReason: "declined" });
  });

  it("[CALL5] busy counts before unreachable", () => {
    const callees = ["bob", "carol"].map((id) => ({ party: person(id) }));
    const call = new TestCall(annaCallsBob({ callees })).moves(
      { type: "busy", person: "bob" },
      { type: "unreachable", person: "carol" },
    );

    expect(call.record).toMatchObject({ phase: "ended", endReason: "busy" });
  });

  it("[CALL10] the caller's microphone is refused: failed, and the code says how", () => {
    const call = new TestCall().moves(annaClaims, {
      type: "leave",
      person: "anna",
      reason: "failed",
      problem: "microphone-denied",
    });

    expect(call.record).toMatchObject({ endReason: "failed", problem: "microphone-denied" });
  });
});
