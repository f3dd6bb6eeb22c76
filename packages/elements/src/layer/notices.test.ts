import { CallError, COMMON_CODES, OPERATIONS } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { anna, bob } from "../testing/calls.ts";
import { addNotice, callErrorOf, failureMessage, type Notice } from "./notices.ts";

const missed = (caller = bob): Notice => ({ type: "missed", caller, count: 1 });
const OF_OUR_MAKING = [
  "internal-error",
  "invalid-input",
  "unknown-field",
  "request-id-reused",
  "storage-full",
];

describe("notices", () => {
  it("[CARD8] counts further missed calls of the same party", () => {
    const notices = [missed(), missed(anna), missed()].reduce<Notice[]>(addNotice, []);

    expect(notices).toEqual([missed(anna), { ...missed(), count: 2 }]);
  });

  it("[BUTTON6] keeps the last refusal only", () => {
    const refusal = (code: "ring-limit" | "not-allowed"): Notice => ({
      type: "refusal",
      refusal: { act: "place", error: new CallError(code) },
    });

    const notices = addNotice(addNotice([], refusal("ring-limit")), refusal("not-allowed"));

    expect(notices).toEqual([refusal("not-allowed")]);
  });

  it("[BUTTON6] has words of its own for every code by which a press is refused", () => {
    const codes = [
      ...OPERATIONS["calls.place"].codes,
      ...OPERATIONS["calls.answer"].codes,
      ...COMMON_CODES,
    ];

    const others = codes.filter((code) => failureMessage(code) === "failure-other");

    expect(others.sort()).toEqual(OF_OUR_MAKING.sort());
  });

  it("[BUTTON6] knows a refusal by its code, whatever script made it, and anything else as a fault of ours", () => {
    const foreign = { code: "ring-limit", details: { reference: "ab12cd34" } };

    expect(callErrorOf(foreign)).toEqual(foreign);
    expect(callErrorOf(new TypeError("x"))).toEqual({ code: "internal-error", details: {} });
  });
});
