import { describe, expect, it } from "vitest";
import {
  annaCallsBob,
  annaCallsDesign,
  annaClaims,
  bobAnswers,
  bobClaims,
  bobRings,
  lost,
  person,
  START,
  TestCall,
  talk,
} from "../testing/call-fixtures.ts";
import { refusal } from "../testing/refusal.ts";
import { nextDeadline } from "./call-machine.ts";

describe("the end of a call", () => {
  it("[CALL9] two people: the first who leaves ends it", () => {
    const call = talk().moves({ type: "leave", person: "anna" });

    expect(call.record).toMatchObject({ phase: "ended", endReason: "hung-up", startedAt: START });
    expect(call.part("bob")).toMatchObject({ state: "left", leftAt: START });
  });

  it("[CALL9] several people: the last who leaves ends it", () => {
    const callees = ["bob", "carol"].map((id) => ({ party: person(id) }));
    const call = new TestCall(annaCallsBob({ target: { type: "room", id: "design" }, callees }));
    call.moves(bobAnswers, { type: "answer", person: "carol", secretHash: "carol-1" });

    call.moves({ type: "leave", person: "anna" }, { type: "leave", person: "bob" });
    expect(call.record.phase).toBe("active");
    call.move({ type: "leave", person: "carol" });

    expect(call.record).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });

  it("[CALL10] a leave that tells of a failure ends it as failed", () => {
    const failed = { type: "leave", person: "bob", reason: "failed" } as const;

    expect(talk().moves(failed).record).toMatchObject({ endReason: "failed" });
    expect(talk().moves(failed).record).not.toHaveProperty("problem");
    expect(talk().moves({ ...failed, problem: "media-failed" }).record).toMatchObject({
      endReason: "failed",
      problem: "media-failed",
    });
  });

  it("[CALL20] a member of a larger call cannot end it for the others", () => {
    const call = new TestCall(annaCallsBob({ target: { type: "room", id: "design" } }));

    expect(refusal(() => call.move({ type: "end", person: "bob" })).code).toBe("not-allowed");
    expect(refusal(() => call.move({ type: "end", person: "carol" })).code).toBe("call-not-found");
  });
});

describe("seats", () => {
  it("[CALL11] a seat is there from joining to leaving", () => {
    const call = new TestCall();
    expect(call.part("bob")?.seat).toBeUndefined();

    call.moves(bobAnswers);
    expect(call.part("bob")?.seat).toMatchObject({ epoch: 0, connection: "awaited" });

    call.move({ type: "leave", person: "bob" });
    expect(call.record.participants.map(({ seat }) => seat)).toEqual([undefined, undefined]);
  });

  it("[CALL12] the answering page never came: the call failed", () => {
    const call = new TestCall().moves(annaClaims, bobAnswers).wait(10_000);

    expect(call.record).toMatchObject({ endReason: "failed", problem: "session-expired" });
  });

  it("[CALL13] each claim is a new epoch, and the secret before stays good until the newer was shown", () => {
    const call = new TestCall().moves(annaClaims);
    expect(call.part("anna")?.seat).toEqual({
      epoch: 1,
      connection: "connected",
      secretHash: "anna-2",
      previousHash: "anna-1",
      node: "node-1",
    });

    // The welcome with the secret of `anna-2` was lost.
    call.move({ ...annaClaims, nextHash: "anna-3" });
    expect(call.part("anna")?.seat?.epoch).toBe(2);
    expect(refusal(() => call.move({ ...annaClaims, secretHash: "anna-2" })).code).toBe(
      "session-expired",
    );

    call.move({ ...annaClaims, secretHash: "anna-3", nextHash: "anna-4" });
    expect(call.part("anna")?.seat?.epoch).toBe(3);
    expect(refusal(() => call.move(annaClaims)).code).toBe("session-expired");
  });

  it("[CALL14] what an older document says changes nothing", () => {
    const call = talk().moves({ ...bobClaims, secretHash: "bob-2", nextHash: "bob-3" });

    expect(call.move(lost("p2"))).toBe(false);
    expect(refusal(() => call.move({ type: "leave", person: "bob", epoch: 1 })).code).toBe(
      "stale-session",
    );
    expect(call.move({ type: "leave", person: "bob", epoch: 2 })).toBe(true);
  });

  it.each([
    { who: "Bob, talking", call: talk, event: lost("p2"), ms: 20_000, end: "hung-up" },
    {
      who: "silent Bob",
      call: talk,
      event: lost("p2", { silent: true }),
      ms: 20_000,
      end: "hung-up",
    },
    {
      who: "Bob, who said goodbye",
      call: talk,
      event: lost("p2", { closed: true }),
      ms: 5_000,
      end: "hung-up",
    },
    {
      who: "Anna, ringing",
      call: () => new TestCall().moves(annaClaims, bobRings),
      event: lost("p1"),
      ms: 10_000,
      end: "cancelled",
    },
    {
      who: "silent Anna, ringing",
      call: () => new TestCall().moves(annaClaims, bobRings),
      event: lost("p1", { silent: true }),
      ms: 2_000,
      end: "cancelled",
    },
    {
      who: "Anna, ringing, who said goodbye",
      call: () => new TestCall().moves(annaClaims, bobRings),
      event: lost("p1", { closed: true }),
      ms: 5_000,
      end: "cancelled",
    },
    {
      who: "the whole node, dead for six seconds while others went on,",
      call: talk,
      event: { type: "node-lost", node: "node-1", since: START - 6_000 } as const,
      ms: 14_000,
      end: "hung-up",
    },
    {
      who: "Anna, ringing, whose node is dead for six seconds while others went on,",
      call: () => new TestCall().moves(annaClaims, bobRings),
      event: { type: "node-lost", node: "node-1", since: START - 6_000 } as const,
      ms: 4_000,
      end: "cancelled",
    },
    {
      who: "Anna, ringing, whose node was the only one,",
      call: () => new TestCall().moves(annaClaims, bobRings),
      event: { type: "node-lost", node: "node-1" } as const,
      ms: 20_000,
      end: "cancelled",
    },
    {
      who: "the whole node",
      call: talk,
      event: { type: "node-lost", node: "node-1" } as const,
      ms: 20_000,
      end: "hung-up",
    },
  ])("[CALL15] [CALL16] $who is waited for $ms ms", ({ call: make, event, ms, end }) => {
    const call = make()
      .moves(event)
      .wait(ms - 1);
    expect(call.record.phase).not.toBe("ended");

    call.wait(1);

    expect(call.record).toMatchObject({ phase: "ended", endReason: end });
  });

  it("[CALL16] a process that dies twice, or while its seat is claimed elsewhere, takes nothing along", () => {
    const dies = { type: "node-lost", node: "node-1" } as const;
    const call = talk().moves(dies);
    expect(call.move(dies)).toBe(false);

    call.moves({ ...bobClaims, secretHash: "bob-2", nextHash: "bob-3", node: "node-2" });

    expect(call.move(dies)).toBe(false);
    expect(call.move(lost("p2"))).toBe(false);
    expect(call.part("bob")?.seat).toMatchObject({ epoch: 2, connection: "connected" });
  });

  it("[CALL15] a goodbye that is told after the loss shortens the wait, nothing lengthens it", () => {
    const call = talk().moves(lost("p2"), lost("p2", { closed: true }));
    expect(call.part("bob")?.seat?.until).toBe(START + 5_000);

    call.now += 1_000;

    expect(call.move(lost("p2"))).toBe(false);
    expect(call.move({ type: "node-lost", node: "node-1" })).toBe(true);
    expect(call.part("bob")?.seat?.until).toBe(START + 5_000);
  });

  it("[SEAT12] a claim that nobody was told of is lost if it was written, and none that came after it", () => {
    const claimLost = { type: "claim-lost", participant: "p2", nextHash: "bob-2" } as const;
    const written = talk();
    const reclaimed = talk().moves({ ...bobClaims, secretHash: "bob-2", nextHash: "bob-3" });

    expect(written.move(claimLost)).toBe(true);
    expect(written.part("bob")?.seat).toMatchObject({
      connection: "reconnecting",
      until: START + 20_000,
    });
    expect(reclaimed.move(claimLost)).toBe(false);
    expect(talk().move({ ...claimLost, nextHash: "never written" })).toBe(false);
  });

  it("[CALL15] who comes back in time is waited for no more", () => {
    const call = talk().moves(lost("p2"), { ...bobClaims, secretHash: "bob-2", nextHash: "bob-3" });

    expect(call.wait(60_000).record.phase).toBe("active");
    expect(nextDeadline(call.record)).toBeUndefined();
  });

  it("[CALL18] a second press moves the seat to a new document; the old one is stale", () => {
    const call = talk().moves({ type: "reseat", person: "bob", secretHash: "bob-again" });
    expect(call.part("bob")?.seat).toMatchObject({ epoch: 2, connection: "awaited" });
    expect(refusal(() => call.move({ ...bobClaims, secretHash: "bob-2" })).code).toBe(
      "session-expired",
    );

    call.move({ ...bobClaims, secretHash: "bob-again", nextHash: "bob-5" });

    expect(call.part("bob")?.seat).toMatchObject({ epoch: 3, connection: "connected" });
  });

  it("[CALL18] a second press keeps the device that it came from", () => {
    const device = { id: "bob-laptop", label: "Bob's laptop" };
    const call = talk().moves({ type: "reseat", person: "bob", device, secretHash: "again" });

    expect(call.part("bob")?.device).toEqual(device);
    expect(call.wait(10_000).record).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });
});

describe("a seat whose media still flows", () => {
  const flows = { type: "media-flows", participant: "p1", epoch: 1, from: ["p2"] } as const;

  it("[CALL28] is kept another 20 s each time that is said, up to 5 min after the loss", () => {
    const call = talk().moves(lost("p2"));

    for (let ms = 0; ms < 300_000; ms += 5_000) call.wait(5_000).move(flows);
    expect(call.now).toBe(START + 300_000);
    expect(call.record).toMatchObject({ phase: "ended", problem: "connection-lost" });
  });

  it("[CALL28] is kept until shortly before those 5 min, and then its person is back as before", () => {
    const call = talk().moves(lost("p2"));

    for (let ms = 0; ms < 290_000; ms += 5_000) call.wait(5_000).move(flows);
    call.move({ ...bobClaims, secretHash: "bob-2", nextHash: "bob-3" });

    expect(call.wait(600_000).record.phase).toBe("active");
    expect(call.part("bob")?.seat).toEqual({
      epoch: 2,
      connection: "connected",
      secretHash: "bob-3",
      previousHash: "bob-2",
      node: "node-1",
    });
  });

  it("[CALL28] [CALL16] is kept also when its server process died", () => {
    const call = talk().moves({ type: "node-lost", node: "node-1" });
    call.moves({ ...annaClaims, secretHash: "anna-2", nextHash: "anna-3", node: "node-2" });

    call.wait(15_000).move({ ...flows, epoch: 2 });

    expect(call.wait(19_999).record.phase).toBe("active");
    expect(call.wait(1).record.phase).toBe("ended");
  });

  it("[CALL28] is not written again and again: only for a fifth of the time more", () => {
    const call = talk().moves(lost("p2")).wait(3_999);
    expect(call.move(flows)).toBe(false);

    call.now += 1;

    expect(call.move(flows)).toBe(true);
    expect(call.move(flows)).toBe(false);
  });

  it.each([
    { who: "who has lost the server too", before: [lost("p1")], event: flows },
    { who: "an older page", before: [], event: { ...flows, epoch: 0 } },
    { who: "nobody of the call", before: [], event: { ...flows, participant: "p3" } },
    { who: "who means themselves", before: [], event: { ...flows, from: ["p1"] } },
    { who: "who means nobody of the call", before: [], event: { ...flows, from: ["p9"] } },
  ])("[CALL28] is not kept by the word of $who", ({ before, event }) => {
    const call = talk()
      .moves(lost("p2"), ...before)
      .wait(10_000);

    expect(call.move(event)).toBe(false);
    expect(call.wait(10_000).record.phase).toBe("ended");
  });

  it.each([
    ["before", [lost("p2", { closed: true })]],
    ["after the loss", [lost("p2"), lost("p2", { closed: true })]],
  ])("[CALL28] is not kept when its page said goodbye %s", (_when, losses) => {
    const call = talk()
      .moves(...losses)
      .wait(4_500);

    expect(call.move(flows)).toBe(false);
    expect(call.wait(500).record).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });

  it("[CALL28] is not held by anybody while it rings, nor brought back when the call is over", () => {
    const ringing = new TestCall().moves(annaClaims, bobRings, lost("p1")).wait(9_000);
    const over = talk().moves({ type: "leave", person: "bob" });

    expect(ringing.move({ ...flows, from: ["p1", "p2"] })).toBe(false);
    expect(over.move(flows)).toBe(false);
  });

  it("[CALL29] ends the call as a lost connection when it vanished, as hung up when it said goodbye", () => {
    const vanished = talk().moves(lost("p2")).wait(20_000);
    const closed = talk()
      .moves(lost("p2", { closed: true }))
      .wait(5_000);
    const ringing = new TestCall().moves(annaClaims, bobRings, lost("p1")).wait(10_000);
    const left = talk().moves(lost("p2"), { type: "leave", person: "bob" });

    expect(vanished.record).toMatchObject({ endReason: "hung-up", problem: "connection-lost" });
    for (const { record } of [closed, ringing, left]) {
      expect(record.phase).toBe("ended");
      expect(record).not.toHaveProperty("problem");
    }
  });

  it("[CALL29] a group says of nobody that their connection was lost", () => {
    const call = new TestCall(annaCallsDesign()).moves(annaClaims, bobAnswers, bobClaims);
    call.moves(lost("p1"), lost("p2")).wait(45_000);

    expect(call.record).toMatchObject({ phase: "ended", endReason: "hung-up" });
    expect(call.record).not.toHaveProperty("problem");
  });
});
