import { describe, expect, it } from "vitest";
import { TestCall, talk } from "../testing/call-fixtures.ts";
import type { CallEvent } from "./call-machine-events.ts";

describe("the place", () => {
  const opening: CallEvent = { type: "place-opening", connector: "livekit" };

  it("[CALL21] opens once per generation and is kept with the call", () => {
    const call = new TestCall().moves(opening);
    expect(call.move(opening)).toBe(false);

    call.move({ type: "place-open", generation: 1, placeData: { room: "r" } });

    expect(call.record).toMatchObject({
      place: { generation: 1, connector: "livekit", state: "open" },
      placeData: { room: "r" },
    });
    expect(call.move({ type: "place-failed", generation: 1 })).toBe(false);
  });

  it("[CALL21] fails the call when it cannot be opened", () => {
    const call = talk().moves(opening, { type: "place-failed", generation: 1 });

    expect(call.record).toMatchObject({
      endReason: "failed",
      problem: "connector-failed",
      place: { state: "failed" },
    });
  });

  it("[CALL21] moves to another connector by a new generation", () => {
    const call = talk().moves(opening, { type: "place-opening", connector: "janus" });

    expect(call.record.place).toEqual({ generation: 2, connector: "janus", state: "opening" });
    expect(call.move({ type: "place-open", generation: 1, placeData: {} })).toBe(false);
  });
});
