import type { ActiveCall, Call, PersonId } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { active, ended, ringing } from "../testing/calls.ts";
import { CallBook, ringsFor } from "./call-book.ts";

describe("the newest record of each call", () => {
  it("[CLIENT6] takes rising revisions only", () => {
    const book = new CallBook();

    const taken = [ringing("c", 2), ringing("c", 1), active("c", 2), ended("c", 5), active("c", 4)];

    expect(taken.map((call) => book.put(call))).toEqual([true, false, false, true, false]);
    expect(book.calls.get("c")).toEqual(ended("c", 5));
  });

  it("[CLIENT2] names live calls in a hello", () => {
    const book = new CallBook();
    book.put(ringing("live", 4));
    book.put(ended("over", 9));

    expect(book.holds()).toEqual({ live: 4 });
  });

  it.each<[string, Record<string, number>, boolean]>([
    ["the same", { c: 3 }, false],
    ["an older revision", { c: 2 }, false],
    ["a newer revision", { c: 4 }, true],
    ["a call that is not here", { c: 3, d: 1 }, true],
    ["a live call of ours missing", {}, true],
  ])("[CLIENT16] differs or not from a ping with %s", (_, revisions, expected) => {
    const book = new CallBook();
    book.put(active("c", 3));
    book.put(ended("over", 9));

    expect(book.differs(revisions)).toBe(expected);
  });

  it("[CLIENT11] keeps a call named __proto__ like any other", () => {
    const book = new CallBook();
    book.put(ringing("__proto__", 1));

    expect(Object.entries(book.holds())).toEqual([["__proto__", 1]]);
    expect(book.differs(JSON.parse('{"__proto__":2}'))).toBe(true);
    expect(book.differs({})).toBe(true);
  });
});

describe("whether a call rings for a person", () => {
  it.each<[string, Call, PersonId | undefined]>([
    ["invited", ringing("c"), "anna"],
    ["ringing on another device", ringing("c", 1, "ringing"), "anna"],
    ["invited to an active call of many", { ...active("c"), ...invitedToAny() }, "anna"],
  ])("[CLIENT17] rings: %s", (_, call, person) => {
    expect(ringsFor(call, person)).toBe(true);
  });

  it.each<[string, Call, PersonId | undefined]>([
    ["joined on another device", ringing("c", 1, "joined"), "anna"],
    ["declined", ringing("c", 1, "declined"), "anna"],
    ["the caller", ringing("c"), "bob"],
    ["active", active("c"), "anna"],
    ["ended", ended("c"), "anna"],
    ["nobody known", ringing("c"), undefined],
  ])("[CLIENT17] does not ring: %s", (_, call, person) => {
    expect(ringsFor(call, person)).toBe(false);
  });
});

/** What an active call has while it rings for Anna. */
function invitedToAny(): Pick<ActiveCall, "ring" | "participants"> {
  return { ring: "aloud", participants: ringing("c").participants };
}
