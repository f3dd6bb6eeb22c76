import type { CallClient } from "@ringline/client";
import type { Call, PresenceStatus, ProviderInfo } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { anna, answered, ended, groupCall, groupRing, placed } from "../testing/calls.ts";
import { buttonState } from "./button-state.ts";

const target = { type: "user", id: "bob" } as const;

function client(
  parts: {
    calls?: Call[];
    state?: CallClient["state"];
    status?: PresenceStatus;
    targets?: ProviderInfo["targets"];
  } = {},
) {
  return {
    state: parts.state ?? "connected",
    me: { party: anna, roles: [] },
    calls: new Map((parts.calls ?? []).map((call) => [call.id, call])),
    presence: () => parts.status,
    providers: [{ targets: parts.targets ?? ["user"] } as ProviderInfo],
  };
}

describe("what a call button is", () => {
  it.each(["available", "in-call", "away", "do-not-disturb", "offline"] as const)(
    "[BUTTON1] calls, and describes somebody who is %s",
    (status) => {
      const state = buttonState(client({ status }), target, true);

      expect(state).toMatchObject({ act: "call", description: `status-${status}` });
    },
  );

  it("[BUTTON1] waits while there is no connection", () => {
    const state = buttonState(client({ state: "connecting", status: "available" }), target, true);

    expect(state).toEqual({ act: "wait", description: "connecting" });
  });

  it("[BUTTON3] is none for oneself", () => {
    expect(buttonState(client(), { type: "user", id: "anna" }, true)).toEqual({ act: "hidden" });
  });

  it.each([
    { type: "space", id: "s1" },
    { type: "room", id: "r1" },
    { type: "address", address: "tel:+4930" },
  ] as const)("[BUTTON3] is none for what no provider can call: $type", (target) => {
    expect(buttonState(client(), target, true)).toEqual({ act: "hidden" });
  });

  it.each(["space", "room"] as const)("[BUTTON3] calls a %s where a provider does", (type) => {
    const offered = client({ targets: ["user", type], status: "available" });

    expect(buttonState(offered, { type, id: "design" }, true)).toEqual({ act: "call" });
  });

  it.each<[string, Call, string]>([
    ["rings for the person", groupRing(), "join"],
    ["was declined", groupCall("declined"), "join"],
    ["was left", groupCall("left"), "join"],
    ["has the person in it", groupCall("joined"), "return"],
    ["is over", ended(placed(), "cancelled"), "call"],
  ])("[BUTTON11] a space whose call %s", (_what, call, act) => {
    const target = { type: "space", id: "design" } as const;
    const offered = client({ calls: [call], targets: ["space"] });

    expect(buttonState(offered, target, true).act).toBe(act);
  });

  it("[BUTTON4] is words without WebRTC", () => {
    const state = buttonState(client({ status: "available" }), target, false);

    expect(state).toEqual({ act: "words", description: "no-webrtc" });
  });

  it("[BUTTON5] leads back to the call that runs, while it rings and after", () => {
    const ringing = placed();
    const active = answered(ringing, { id: "d1", label: "Here" });

    expect(buttonState(client({ calls: [ringing] }), target, true)).toMatchObject({
      act: "return",
      description: "calling",
      call: ringing.id,
    });
    expect(buttonState(client({ calls: [active] }), target, true)).toMatchObject({
      act: "return",
      description: "in-this-call",
    });
  });
});
