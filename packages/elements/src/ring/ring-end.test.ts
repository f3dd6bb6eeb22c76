import { describe, expect, it } from "vitest";
import { anna, answered, bob, ended, placed, ringing } from "../testing/calls.ts";
import { ringEndNotice } from "./ring-end.ts";

const call = ringing();
const page = { me: { party: anna, roles: [] }, deviceId: "here", hasAnswered: false };

describe("what is told when a ring ends", () => {
  it("[CARD8] the other device that answered", () => {
    const notice = ringEndNotice(
      answered(call, { id: "phone", label: "Safari on iPhone" }),
      call,
      page,
    );

    expect(notice).toEqual({ type: "elsewhere", device: "Safari on iPhone" });
  });

  it("[CARD8] another window of this browser", () => {
    const notice = ringEndNotice(answered(call, { id: "here", label: "Chrome" }), call, page);

    expect(notice).toEqual({ type: "elsewhere" });
  });

  it("[CARD8] nothing where it was answered", () => {
    const now = answered(call, { id: "here", label: "Chrome" });

    expect(ringEndNotice(now, call, { ...page, hasAnswered: true })).toBeUndefined();
  });

  it.each(["no-answer", "cancelled"] as const)("[CARD8] a missed call after %s", (reason) => {
    expect(ringEndNotice(ended(call, reason), call, page)).toEqual({
      type: "missed",
      caller: bob,
      count: 1,
    });
  });

  it("[CARD8] nothing after declining, and nothing for the caller", () => {
    expect(ringEndNotice(ended(call, "declined"), call, page)).toBeUndefined();
    expect(ringEndNotice(ended(placed(), "no-answer"), placed(), page)).toBeUndefined();
  });
});
