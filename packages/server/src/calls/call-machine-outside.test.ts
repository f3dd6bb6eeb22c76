import type { EndReason } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import {
  annaCallsDesign,
  annaClaims,
  bobRings,
  person,
  START,
  TestCall,
  talk,
} from "../testing/call-fixtures.ts";
import type { CallEvent, LegState } from "./call-machine-events.ts";

const leg = (state: LegState, participant = "p2"): CallEvent => ({
  type: "leg",
  participant,
  state,
});
const over = (reason: EndReason): CallEvent => ({ type: "over", reason });
const replaced = (participant: string, by: string): CallEvent => ({
  type: "replaced",
  participant,
  by: person(by),
});

const rings = () => new TestCall().moves(annaClaims, bobRings);
const design = () => new TestCall(annaCallsDesign()).moves(annaClaims);

describe("the leg of somebody who is called elsewhere", () => {
  it.each<[LegState, object]>([
    ["ringing", { phase: "ringing" }],
    ["answered", { phase: "active", startedAt: START }],
    ["busy", { phase: "ended", endReason: "busy" }],
    ["declined", { phase: "ended", endReason: "declined" }],
    ["left", { phase: "ended", endReason: "declined" }],
    ["unreachable", { phase: "ended", endReason: "unreachable" }],
    ["failed", { phase: "ended", endReason: "unreachable" }],
  ])("[CONN11] while it rings: %s", (state, expected) => {
    const call = new TestCall().moves(annaClaims);

    call.move(leg(state));

    expect(call.record).toMatchObject(expected);
    if (state === "answered") expect(call.part("bob")?.seat).toBeUndefined();
  });

  it.each<[LegState, object]>([
    ["ringing", { phase: "active" }],
    ["answered", { phase: "active" }],
    ["busy", { phase: "active" }],
    ["declined", { phase: "active" }],
    ["unreachable", { phase: "active" }],
    ["left", { phase: "ended", endReason: "hung-up" }],
    ["failed", { phase: "ended", endReason: "failed", problem: "connector-failed" }],
  ])("[CONN11] in a conversation: %s", (state, expected) => {
    const call = talk();

    const isChanged = call.move(leg(state));

    expect(call.record).toMatchObject(expected);
    expect(isChanged).toBe(call.record.phase === "ended");
  });

  it.each<[LegState, string]>([
    ["ringing", "ringing"],
    ["answered", "joined"],
    ["busy", "busy"],
    ["declined", "declined"],
    ["left", "declined"],
    ["unreachable", "unreachable"],
  ])("[GROUP2] of a group's member: %s, and the others go on", (state, expected) => {
    const call = design();

    call.move(leg(state));

    expect(call.part("bob")?.state).toBe(expected);
    expect(call.part("carol")?.state).toBe("invited");
    expect(call.record.phase).toBe("active");
  });

  it("[CONN4] nothing is changed by a leg that nobody has, by one that is told nothing, or after the end", () => {
    const hidden = new TestCall(annaCallsDesign([{ party: person("bob"), hidden: true }]));

    expect(rings().move(leg("answered", "p9"))).toBe(false);
    expect(hidden.move(leg("answered"))).toBe(false);
    expect(rings().moves(over("busy")).move(leg("answered"))).toBe(false);
  });
});

describe("the end that a connector reports", () => {
  it.each<[EndReason, object]>([
    ["hung-up", { endReason: "cancelled" }],
    ["transferred", { endReason: "cancelled" }],
    ["declined", { endReason: "declined" }],
    ["busy", { endReason: "busy" }],
    ["failed", { endReason: "failed", problem: "connector-failed" }],
  ])("[CONN11] while it rings: %s", (reason, expected) => {
    expect(rings().moves(over(reason)).record).toMatchObject({ phase: "ended", ...expected });
  });

  it.each<[EndReason, object]>([
    ["hung-up", { endReason: "hung-up" }],
    ["busy", { endReason: "hung-up" }],
    ["transferred", { endReason: "transferred" }],
    ["expired", { endReason: "expired" }],
    ["failed", { endReason: "failed", problem: "connector-failed" }],
  ])("[CONN11] in a conversation: %s", (reason, expected) => {
    expect(talk().moves(over(reason)).record).toMatchObject({ phase: "ended", ...expected });
  });
});

describe("somebody who goes on in another's place", () => {
  it("[CONN11] is in the call from then on, and the other has left", () => {
    const call = talk().moves(replaced("p2", "carol"));

    expect(call.part("bob")?.state).toBe("left");
    expect(call.part("carol")).toMatchObject({ id: "p3", state: "joined" });
    expect(call.part("carol")?.seat).toBeUndefined();
    expect(call.record.phase).toBe("active");
  });

  it.each<[string, CallEvent]>([
    ["is in it already", replaced("p2", "anna")],
    ["comes for nobody", replaced("p9", "carol")],
  ])("[CONN11] who %s changes nothing", (_what, event) => {
    expect(talk().move(event)).toBe(false);
  });

  it("[CONN11] nobody takes the place of who only rings", () => {
    expect(rings().move(replaced("p2", "carol"))).toBe(false);
  });
});
