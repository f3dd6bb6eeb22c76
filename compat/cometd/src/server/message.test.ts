import { describe, expect, it } from "vitest";
import { COMETD_LIMITS } from "./limits.ts";
import { BadMessage, readMessages } from "./message.ts";

const read = (body: unknown) =>
  readMessages(typeof body === "string" ? body : JSON.stringify(body), COMETD_LIMITS);

describe("what is read from a body", () => {
  it("is each message, with the fields that the door has a use for", () => {
    const connect = {
      channel: "/meta/connect",
      id: "1",
      clientId: "c",
      connectionType: "websocket",
    };

    expect(read([connect, { ...connect, other: 1 }])).toEqual([connect, connect]);
    expect(read(connect)).toEqual([connect]);
  });

  it("is data as it came, however strange", () => {
    const data = { candidate: {}, list: [null, 0, ""], "": { a: "\u0000" } };

    expect(read([{ channel: "/a", data }])).toEqual([{ channel: "/a", data }]);
  });

  it.each<[string, unknown]>([
    ["no JSON", "{"],
    ["nothing", ""],
    ["no message", "[]"],
    ["too many", Array(65).fill({ channel: "/a" })],
    ["too long", [{ channel: "/a", data: "x".repeat(65_536) }]],
    ["too deep", `[{"channel":"/a","data":${"[".repeat(500)}${"]".repeat(500)}}]`],
  ])("[BAYEUX4] is refused as a whole: %s", (_, body) => {
    expect(() => read(body)).toThrow(BadMessage);
  });

  it.each<[string, unknown]>([
    ["a number", 7],
    ["null", null],
    ["a list", []],
    ["no channel", { id: "1" }],
    ["a channel that is no name", { channel: "meta" }],
    ["a channel with a line break", { channel: "/a\nb" }],
    ["a channel of 601 characters", { channel: `/${"a".repeat(601)}` }],
    ["an id that is an object", { channel: "/a", id: {} }],
    ["an id of 65 characters", { channel: "/a", id: "1".repeat(65) }],
    ["a clientId that is a list", { channel: "/a", clientId: [] }],
    ["ext that is text", { channel: "/a", ext: "x" }],
    ["an advice without sense", { channel: "/a", advice: { timeout: -1 } }],
    ["a subscription that is a number", { channel: "/meta/subscribe", subscription: 1 }],
    ["an empty list of subscriptions", { channel: "/meta/subscribe", subscription: [] }],
    ["a token of 9,000 characters", { channel: "/a", exoToken: "x".repeat(9_000) }],
  ])("[BAYEUX4] is refused alone, and its neighbour read: %s", (_, message) => {
    const [bad, good] = read([message, { channel: "/good" }]);

    expect(bad).toBeInstanceOf(BadMessage);
    expect((bad as BadMessage).reply).toMatchObject({ successful: false });
    expect((bad as BadMessage).reply.error).toMatch(/^400::/);
    expect(good).toEqual({ channel: "/good" });
  });
});
