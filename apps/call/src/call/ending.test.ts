import { CallError, END_REASONS, type ErrorCode } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { messages } from "../locales/en.ts";
import { endOfCall, endOfMicrophone, endOfRefusal } from "./ending.ts";
import { endedCall } from "./testing.ts";

describe("the end that is shown", () => {
  it.each(END_REASONS)("[PAGE14] %s has a sentence and a sound", (reason) => {
    const ending = endOfCall(endedCall(reason), "p1");

    expect(messages[ending.message]).toMatch(/[.]$/);
    expect(ending.sound).toBeDefined();
  });

  it("[PAGE14] who hung up is named only if it was the other one", () => {
    const left = endedCall("hung-up");
    const own = endedCall("hung-up", {
      participants: left.participants.map((one) => ({
        ...one,
        state: one.id === "p1" ? "left" : "joined",
      })),
    });

    expect(endOfCall(left, "p1").message).toBe("end-hung-up");
    expect(endOfCall(own, "p1").message).toBe("end-over");
  });

  it("[PAGE14] who vanished is not said to have hung up", () => {
    const ending = endOfCall(endedCall("hung-up", { problem: "connection-lost" }), "p1");

    expect(ending).toMatchObject({ message: "end-connection-lost", sound: "ended" });
    expect(ending.closesAfterMs).toBeGreaterThan(0);
  });

  it("[PAGE16] a failure carries a reference and does not close by itself", () => {
    const ending = endOfCall(endedCall("failed", { problem: "connector-failed" }), "p1");

    expect(ending).toMatchObject({ message: "end-connector-failed", reference: "01234567" });
    expect(ending.closesAfterMs).toBeUndefined();
  });

  it.each<[ErrorCode, string]>([
    ["microphone-denied", "end-microphone-denied"],
    ["device-not-found", "end-microphone-missing"],
    ["device-in-use", "end-microphone-in-use"],
    ["permissions-policy-blocked", "end-policy"],
  ])("[PAGE20] %s has its own words", (code, message) => {
    expect(endOfMicrophone(code, "firefox").message).toBe(message);
  });

  it.each(["chromium", "firefox", "safari", "other"] as const)(
    "[PAGE20] a refusal in %s comes with the way to allow it there",
    (family) => {
      const { advice } = endOfMicrophone("microphone-denied", family);

      expect(advice).toBe(`advice-${family}`);
    },
  );

  it("[PAGE12] a newer window is told apart from a call that is over", () => {
    expect(endOfRefusal(new CallError("stale-session")).message).toBe("end-moved");
    expect(endOfRefusal(new CallError("session-expired")).message).toBe("end-gone");
  });

  it("[PAGE16] a refusal of the server shows the server's reference", () => {
    const ending = endOfRefusal(new CallError("connector-failed", { reference: "abcd1234" }));

    expect(ending.reference).toBe("abcd1234");
  });
});
