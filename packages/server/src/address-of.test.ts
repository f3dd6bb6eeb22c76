import { describe, expect, it } from "vitest";
import { createAddressOf, isAddressRange } from "./address-of.ts";

const addressOf = createAddressOf(["10.0.0.0/8", "fd00::/8", "192.0.2.7"]);

/** What the function reads of a request. */
function request(remoteAddress: string, forwarded?: string) {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return { socket: { remoteAddress }, headers } as Parameters<typeof addressOf>[0];
}

describe("the address that limits count", () => {
  it.each([
    ["a direct client", "203.0.113.5", undefined, "203.0.113.5"],
    ["a client that forges the header", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
    ["a client behind our proxy", "10.1.2.3", "203.0.113.5", "203.0.113.5"],
    ["…which forges the header", "10.1.2.3", "198.51.100.1, 203.0.113.5", "203.0.113.5"],
    ["a client behind two proxies", "10.1.2.3", "203.0.113.5, 192.0.2.7", "203.0.113.5"],
    ["a proxy that says nothing", "10.1.2.3", undefined, "10.1.2.3"],
    ["a proxy that says nonsense", "10.1.2.3", "unknown", "10.1.2.3"],
    ["a client seen over IPv6", "::ffff:203.0.113.5", undefined, "203.0.113.5"],
    ["a proxy seen over IPv6", "::ffff:10.1.2.3", "203.0.113.5", "203.0.113.5"],
    ["an IPv6 client", "2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2::/64"],
    ["a shortened IPv6 client", "2001:db8::6", undefined, "2001:db8:0:0::/64"],
    ["an IPv6 proxy", "fd00::1", "2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ])("[HTTP16] is right for %s", (...[_, remote, forwarded, expected]) => {
    expect(addressOf(request(remote, forwarded))).toBe(expected);
  });

  it.each(["10.0.0.0/33", "ten", "10.0.0", "::1/129", "10.0.0.0/x", ""])(
    "[HTTP16] cannot be configured with %s",
    (range) => {
      expect(isAddressRange(range)).toBe(false);
    },
  );
});
