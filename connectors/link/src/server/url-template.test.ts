import { describe, expect, it } from "vitest";
import { fillTemplate, originOf, templateFault } from "./url-template.ts";

const values = { call: "c0ffee", title: "Anna, Bob", name: "Bob Okafor", caller: "Anna Berger" };

describe("a template", () => {
  it.each([
    ["https://meet.example/{call}", "https://meet.example/c0ffee"],
    [
      "https://meet.example:8443/r/{call}?n={name}#t={title}",
      "https://meet.example:8443/r/c0ffee?n=Bob%20Okafor#t=Anna%2C%20Bob",
    ],
    [
      "https://meet.jit.si/{call}#userInfo.displayName=%22{name}%22",
      "https://meet.jit.si/c0ffee#userInfo.displayName=%22Bob%20Okafor%22",
    ],
    ["https://zoom.us/j/123456789?uname={name}", "https://zoom.us/j/123456789?uname=Bob%20Okafor"],
    [
      "https://meet.example?room={call}&by={caller}",
      "https://meet.example/?room=c0ffee&by=Anna%20Berger",
    ],
    ["http://127.0.0.1:4600/meet/{call}", "http://127.0.0.1:4600/meet/c0ffee"],
  ])("[LINK1] %s is filled", (template, expected) => {
    expect(templateFault(template)).toBeUndefined();
    expect(fillTemplate(template, values)).toBe(expected);
  });

  it.each([
    ["javascript:alert('{name}')"],
    ["JAVASCRIPT://meet.example/%0aalert(1)//{call}"],
    ["data:text/html,{name}"],
    ["http://meet.example/{call}"],
    ["http://localhost.evil.example/{call}"],
    ["http://127.0.0.1.evil.example/{call}"],
    ["ftp://meet.example/{call}"],
    ["//meet.example/{call}"],
    ["meet.example/{call}"],
    ["https://{name}/room"],
    ["https://{name}.meet.example/room"],
    ["https://meet.example{name}/room"],
    ["https://meet.example:{call}/"],
    ["https://{name}@meet.example/"],
    ["https://user:secret@meet.example/{call}"],
    ["https://meet.example\\@evil.example/{call}"],
    ["https:///{call}"],
    ["{name}"],
    [""],
    ["https://meet.example/{secret}"],
    ["https://meet.example/{__proto__}"],
    ["https://meet.example/{constructor}"],
    ["https://meet.example/{call"],
    ["https://meet.example/call}"],
    ["https://meet.example/{}"],
  ])("[LINK2] %s is refused", (template) => {
    expect(templateFault(template)).toBeTypeOf("string");
  });
});

describe("a value", () => {
  const HOSTILE = [
    "../../admin",
    "..",
    ".",
    "...",
    "a/b\\c",
    "?x=1&y=2",
    "#fragment",
    "javascript:alert(1)",
    '"><img src=x onerror=alert(1)>',
    "');alert('1",
    "%2e%2e%2f",
    "a\r\nLocation: https://evil.example",
    "\u202Egpj.exe",
    "zero\u200Bwidth",
    "\ud800 alone",
    "Ünïcødé 日本 🎉",
    "{call}",
    "$& $1 $`",
    "x".repeat(5_000),
    "́".repeat(5_000),
    "",
    "@evil.example",
    ":80",
    "!'()*",
  ];

  it.each(HOSTILE)("[LINK3] %j stays one piece of a path, of a query and of a fragment", (name) => {
    const url = new URL(
      fillTemplate("https://meet.example/a/{name}/z?one={name}&two=2#f={name}", {
        ...values,
        name,
      }),
    );

    const [, first, piece = "", last, ...more] = url.pathname.split("/");
    expect([url.origin, first, last, more]).toEqual(["https://meet.example", "a", "z", []]);
    expect([...url.searchParams.keys()]).toEqual(["one", "two"]);
    expect(url.searchParams.get("two")).toBe("2");
    expect(url.hash.slice(3)).toBe(piece);
    expect(url.href).not.toMatch(/[\s"'<>\\{}()]/);
    expect(decodeURIComponent(piece).length).toBeLessThanOrEqual(256);
    expect(decodeURIComponent(piece)).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e]/u);
  });

  it("[LINK3] keeps what a name is made of", () => {
    const url = fillTemplate("https://meet.example/?n={name}", {
      ...values,
      name: "Zoë & Bob + 100 %",
    });

    expect(new URL(url).searchParams.get("n")).toBe("Zoë & Bob + 100 %");
  });
});

it("[LINK4] the origin of a template is what its pages are framed from", () => {
  expect(originOf("https://meet.example:8443/{call}?n={name}")).toBe("https://meet.example:8443");
});
