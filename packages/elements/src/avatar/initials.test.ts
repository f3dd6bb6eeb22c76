import { describe, expect, it } from "vitest";
import { bob } from "../testing/calls.ts";
import { AVATAR_TONES, avatarTone, initials, portraitUrl } from "./initials.ts";

const PAGE = "https://site.example/stream";

describe("portraits", () => {
  it.each([
    ["Bob Meyer", "BM"],
    ["anna", "A"],
    ["Dr. Zoë von Ötting", "DÖ"],
    ["  ", ""],
    ["李小龍", "李"],
    ["👩‍🚀 Mae Jemison", "MJ"],
  ])("shows %s as %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it("gives the same party the same tone", () => {
    expect(avatarTone(bob)).toBe(avatarTone({ ...bob, name: "Robert" }));
    expect(avatarTone(bob)).toBeLessThan(AVATAR_TONES);
  });

  it.each([
    ["https://other.example/b.png", "https://other.example/b.png"],
    ["/b.png", "https://site.example/b.png"],
    ["http://tracker.example/b.png", undefined],
    ["javascript:alert(1)", undefined],
    ["data:text/html,<script>", undefined],
    ["http://[", undefined],
  ])("[CARD9] takes the picture %s as %s", (picture, shown) => {
    expect(portraitUrl({ ...bob, picture }, PAGE)).toBe(shown);
  });
});
