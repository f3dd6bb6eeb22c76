import { describe, expect, it } from "vitest";
import { createOrigins, isOriginPattern } from "./origins.ts";

const origins = createOrigins("https://calls.example.org", [
  "https://good.com",
  "https://*.wild.org",
  "http://localhost:4600",
]);

describe("origins", () => {
  it.each([
    "https://good.com",
    "https://calls.example.org",
    "https://a.wild.org",
    "https://a.b.wild.org",
    "http://localhost:4600",
  ])("[AUTH10] lets %s in", (origin) => {
    expect(origins.allows(origin)).toBe(true);
  });

  it.each([
    "https://good.com.evil.com",
    "https://evilgood.com",
    "https://GOOD.com",
    "https://good.com.",
    "https://good.com:8443",
    "http://good.com",
    "https://wild.org",
    "https://evilwild.org",
    "https://evil.com/.wild.org",
    "https://a.wild.org:444",
    "https://user@a.wild.org",
    "https://.wild.org",
    "http://a.wild.org",
    "http://localhost",
    "null",
    "",
    undefined,
  ])("[AUTH10] keeps %s out", (origin) => {
    expect(origins.allows(origin)).toBe(false);
  });

  it.each([
    "*",
    "https://*",
    "https://a.*.org",
    "http://*.org",
    "good.com",
    "https://good.com/",
    "https://good.com/path",
    "https://Good.com",
    "https://good.com:443",
    "null",
    "javascript:alert(1)",
  ])("[AUTH10] cannot be configured as %s", (pattern) => {
    expect(isOriginPattern(pattern)).toBe(false);
    expect(() => createOrigins("https://calls.example.org", [pattern])).toThrow(pattern);
  });
});
