import type { Call } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { anna, answered, ended, groupCall, groupRing, placed, ringing } from "../testing/calls.ts";
import { ringsToShow } from "./rings.ts";

const page = (isVisible: boolean, taken: string[] = []) => ({
  isVisible,
  isAway: false,
  taken: new Set(taken),
});

function client(...calls: Call[]) {
  return {
    me: { party: anna, roles: [] },
    calls: new Map(calls.map((call) => [call.id, call])),
    providers: [],
  };
}

const running = answered(ringing({ id: "r" }), { id: "d", label: "Here" });

describe("which calls have a card", () => {
  it("[CARD1] those that ring for this person, oldest first; not their own, not over ones", () => {
    const later = ringing({ id: "b", createdAt: "2026-11-21T12:00:09.000Z" });
    const earlier = ringing({ id: "a" });
    const over = ended(ringing({ id: "e" }), "cancelled");
    const left = groupCall("left");

    const shown = ringsToShow(client(later, over, left, earlier), page(true));

    expect(shown.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(ringsToShow(client(placed(), running), page(true))).toEqual([]);
  });

  it("[CARD17] a call to a space as long as it rings for this person, whoever is in it already", () => {
    const shown = (call: Call) => ringsToShow(client(call), page(true)).length;

    expect(shown(groupRing())).toBe(1);
    for (const state of ["joined", "declined", "missed", "left"] as const)
      expect(shown(groupCall(state))).toBe(0);
  });

  it("[CARD6] one that rings quietly only where the page is seen", () => {
    const calls = client(ringing({ ring: "quietly" }));

    expect(ringsToShow(calls, page(true))).toHaveLength(1);
    expect(ringsToShow(calls, page(false))).toHaveLength(0);
  });

  it("[CARD21] a knock also where the page is covered by the window of the call that runs", () => {
    const calls = client(running, ringing({ ring: "knock" }));

    expect(ringsToShow(calls, page(false))).toHaveLength(1);
  });

  it("[CARD7] a loud one as a knock while another call runs, and a knock as a loud one when none does", () => {
    const manner = (...calls: Call[]) =>
      ringsToShow(client(...calls), page(true)).map(({ ring, ends }) => [ring, ends]);

    expect(manner(running, ringing())).toEqual([["knock", "r"]]);
    expect(manner(running, ringing({ ring: "knock" }))).toEqual([["knock", "r"]]);
    expect(manner(ringing({ ring: "knock" }))).toEqual([["aloud", undefined]]);
    expect(manner(groupCall("joined"), ringing({ id: "b" }))).toEqual([["knock", "c1"]]);
  });

  it("[CARD7] a quiet one as quiet as it was, whether another call runs or not", () => {
    const quiet = ringing({ ring: "quietly" });

    expect(ringsToShow(client(running, quiet), page(true))).toMatchObject([
      { ring: "quietly", ends: "r" },
    ]);
    expect(ringsToShow(client(running, quiet), page(false))).toEqual([]);
    expect(ringsToShow(client(quiet), page(true))).toEqual([quiet]);
  });

  it("[CARD16] none whose provider draws the ring itself", () => {
    const info = {
      ...{ id: ringing().provider, connector: "own", title: "Own", description: "" },
      targets: [],
      media: [],
      features: [],
      grant: "session" as const,
      log: false,
    };
    const calls = client(ringing());

    const withRing = {
      ...calls,
      providers: [{ ...info, draws: ["button" as const, "ring" as const] }],
    };
    const withButton = { ...calls, providers: [{ ...info, draws: ["button" as const] }] };

    expect(ringsToShow(withRing, page(true))).toEqual([]);
    expect(ringsToShow(withButton, page(true))).toHaveLength(1);
  });

  it("[CARD8] none that was answered or declined in this browser", () => {
    expect(ringsToShow(client(ringing()), page(true, ["c1"]))).toEqual([]);
  });
});
