import { describe, expect, it } from "vitest";
import {
  annaCallsDesign,
  annaClaims,
  bobAnswers,
  bobClaims,
  bobRings,
  lost,
  person,
  START,
  TestCall,
} from "../testing/call-fixtures.ts";
import { refusal } from "../testing/refusal.ts";
import { nextDeadline } from "./call-machine.ts";
import type { AnswerEvent, CallEvent, CalleeInput } from "./call-machine-events.ts";
import { callSeenBy } from "./call-seen-by.ts";

const answers = (who: string): AnswerEvent => ({
  type: "answer",
  person: who,
  secretHash: `${who}-1`,
});
const leaves = (who: string): CallEvent => ({ type: "leave", person: who });
const declines = (who: string): CallEvent => ({ type: "decline", person: who });

const design = (...callees: CalleeInput[]) =>
  new TestCall(annaCallsDesign(callees.length > 0 ? callees : undefined)).moves(annaClaims);

const statesOf = (call: TestCall) =>
  Object.fromEntries(
    call.record.participants.map(({ party, state }) => [
      party.type !== "address" && party.id,
      state,
    ]),
  );

describe("a call to a space or room", () => {
  it("[GROUP1] is active from the press on; its members are invited", () => {
    const call = new TestCall(annaCallsDesign());

    expect(call.record).toMatchObject({ phase: "active", startedAt: START });
    expect(statesOf(call)).toEqual({ anna: "joined", bob: "invited", carol: "invited" });
    expect(call.record.participants.map(({ role }) => role)).toEqual([
      "caller",
      "member",
      "member",
    ]);
  });

  it("[GROUP2] each member is rung, declines, is out of reach or misses it by themselves", () => {
    const callees = ["bob", "carol", "dave"].map((id) => ({ party: person(id) }));
    const call = design(...callees, { party: person("erin"), refusal: "busy" });

    call.moves(bobRings, { type: "ringing", person: "dave" }, declines("dave"));
    expect(statesOf(call.wait(8_000))).toEqual({
      anna: "joined",
      bob: "ringing",
      carol: "invited",
      dave: "declined",
      erin: "busy",
    });
    call.wait(37_000);

    expect(call.part("bob")?.state).toBe("missed");
    expect(call.part("carol")?.state).toBe("unreachable");
    expect(call.record).toMatchObject({ phase: "active" });
    expect(call.record).not.toHaveProperty("ringDeadline");
    expect(nextDeadline(call.record)).toBeUndefined();
  });

  it("[GROUP2] who comes on line while it rings is rung for the rest of the time", () => {
    const call = design({ party: person("bob"), refusal: "unreachable" }).wait(10_000);
    expect(callSeenBy(call.record, "bob")).toMatchObject({ ring: "aloud" });

    expect(call.move(bobRings)).toBe(true);
    expect(call.part("bob")?.state).toBe("ringing");

    expect(call.wait(35_000).part("bob")?.state).toBe("missed");
    expect(callSeenBy(call.record, "bob")).not.toHaveProperty("ring");
  });

  it.each<[string, CallEvent[]]>([
    ["was not reached", []],
    ["rings", [bobRings]],
    ["declined", [declines("bob")]],
    ["left", [answers("bob"), leaves("bob")]],
  ])("[GROUP3] a member who %s comes in", (_what, before) => {
    const call = design().moves(...before);
    if (before.length === 0) call.wait(45_000);

    expect(call.move({ ...bobAnswers, secretHash: "bob-9" })).toBe(true);

    expect(call.part("bob")).toMatchObject({ state: "joined", seat: { connection: "awaited" } });
    expect(call.part("carol")?.state).not.toBe("joined");
  });

  it("[GROUP3] the first press wins; another one hears where", () => {
    const call = design().moves(bobAnswers);

    expect(call.move(bobAnswers)).toBe(false);
    expect(refusal(() => call.move({ ...bobAnswers, secretHash: "bob-2" }))).toMatchObject({
      code: "answered-elsewhere",
      details: { device: "Bob's phone" },
    });
  });

  it("[GROUP3] who comes back has a seat that no page of theirs before can speak for", () => {
    const call = design().moves(bobAnswers, bobClaims, leaves("bob"));

    expect(call.part("bob")).not.toHaveProperty("rejoinedAt");
    call.now += 60;
    call.move({ ...bobAnswers, secretHash: "bob-9" });

    expect(call.part("bob")).toMatchObject({
      joinedAt: START,
      rejoinedAt: START + 60,
      seat: { epoch: 2 },
    });
    expect(call.part("bob")).not.toHaveProperty("leftAt");
    expect(refusal(() => call.move({ type: "leave", person: "bob", epoch: 1 })).code).toBe(
      "stale-session",
    );
  });

  it("[GROUP4] who came to the group later comes in too, others find no call", () => {
    const call = design();

    expect(refusal(() => call.move(answers("dave"))).code).toBe("call-not-found");
    call.move({ ...answers("dave"), member: person("dave") });

    expect(call.part("dave")).toMatchObject({ id: "p4", role: "member", state: "joined" });
  });

  it("[GROUP5] a decline leaves the others alone", () => {
    const call = design().moves(declines("bob"), declines("carol"));

    expect(call.record.phase).toBe("active");
    expect(call.move(declines("bob"))).toBe(false);
  });

  it("[GROUP6] goes on until the last one leaves: hung up", () => {
    const call = design().moves(bobAnswers, leaves("anna"));
    expect(call.record.phase).toBe("active");

    call.move(leaves("bob"));

    expect(call.record).toMatchObject({ phase: "ended", endReason: "hung-up", startedAt: START });
    expect(call.part("carol")?.state).toBe("missed");
  });

  it("[GROUP6] the caller who was always alone leaves: cancelled", () => {
    const call = design().moves(leaves("anna"));

    expect(call.record).toMatchObject({ phase: "ended", endReason: "cancelled" });
    expect(call.record).not.toHaveProperty("startedAt");
  });

  it("[GROUP7] its caller ends it for everybody, in it or not; a member does not", () => {
    const call = design().moves(bobAnswers);
    expect(refusal(() => call.move({ type: "end", person: "bob" })).code).toBe("not-allowed");

    call.moves(leaves("anna"), { type: "end", person: "anna" });

    expect(call.record).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });

  it("[CALL15] a caller who vanishes rings nobody for long; once somebody came they have the usual time", () => {
    expect(design().moves(bobRings, lost("p1")).wait(10_000).record.phase).toBe("ended");
    expect(design().moves(bobAnswers, bobClaims, lost("p1")).wait(10_000).record.phase).toBe(
      "active",
    );
  });
});

describe("what others are told of a member who must not be asked why", () => {
  const CASES: [string, CalleeInput, CallEvent[]][] = [
    ["is told nothing", { party: person("bob"), hidden: true }, []],
    ["is rung quietly and declines", { party: person("bob"), ring: "quietly" }, [declines("bob")]],
    ["does not know the caller, and is away", { party: person("bob"), discreet: true }, []],
    [
      "is known to be out of reach",
      { party: person("bob"), discreet: true, refusal: "unreachable" },
      [],
    ],
  ];

  it.each(CASES)(
    "[GROUP8] %s: looks rung, then missed it, at no other time",
    (_what, bob, events) => {
      const call = design(bob, { party: person("carol") }).moves({
        type: "ringing",
        person: "carol",
      });
      const seen = (who: string) => callSeenBy(call.record, who);
      const stateOfBob = (who: string) => seen(who)?.participants[1]?.state;
      const before = seen("carol")?.revision;

      call.moves(...events).wait(44_999);
      expect([stateOfBob("anna"), stateOfBob("carol")]).toEqual(["ringing", "ringing"]);
      expect(seen("carol")?.revision).toBe(before);
      call.wait(1);

      expect([stateOfBob("anna"), stateOfBob("carol")]).toEqual(["missed", "missed"]);
      expect(seen("carol")?.revision).toBe((before ?? 0) + 1);
    },
  );

  it("[GROUP8] their own devices are told what they did", () => {
    const call = design({ party: person("bob"), ring: "quietly" });
    const before = callSeenBy(call.record, "bob");

    call.move(declines("bob"));
    const after = callSeenBy(call.record, "bob");

    expect(before).toMatchObject({ ring: "quietly" });
    expect(after?.participants[1]?.state).toBe("declined");
    expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
  });

  it("[GROUP8] whoever is told nothing comes in by their own press, and is told from then on", () => {
    const call = design({ party: person("bob"), hidden: true });
    expect(callSeenBy(call.record, "bob")).toBeUndefined();
    expect(refusal(() => call.move(bobAnswers)).code).toBe("not-ringing");

    call.move({ ...bobAnswers, member: person("bob") });

    expect(callSeenBy(call.record, "bob")?.participants[1]?.state).toBe("joined");
    expect(callSeenBy(call.record, "anna")?.participants[1]?.state).toBe("joined");
  });
});
