import { describe, expect, it } from "vitest";
import { readPlaceOptions, readTarget } from "./target-attributes.ts";

const page = { title: "Stream", url: "https://site.example/stream" };
const reader = (attributes: Record<string, string>) => (name: string) => attributes[name];

describe("the attributes of a call button", () => {
  it.each([
    [
      { user: "bob", name: "Bob" },
      { type: "user", id: "bob", name: "Bob" },
    ],
    [{ space: "s1" }, { type: "space", id: "s1" }],
    [
      { room: "r1", name: "" },
      { type: "room", id: "r1" },
    ],
    [{ address: "tel:+4930" }, { type: "address", address: "tel:+4930" }],
    [{ user: "" }, undefined],
    [{ name: "Bob" }, undefined],
  ])("name whom to call: %o", (attributes, target) => {
    expect(readTarget(reader(attributes as Record<string, string>))).toEqual(target);
  });

  it("[BUTTON2] make the call one about this page, by video, unless they say otherwise", () => {
    expect(readPlaceOptions(reader({}), page)).toEqual({ media: "video", about: page });
    expect(
      readPlaceOptions(reader({ media: "audio", about: "Invoice 7", provider: "link" }), page),
    ).toEqual({ media: "audio", about: { ...page, title: "Invoice 7" }, provider: "link" });
  });
});
