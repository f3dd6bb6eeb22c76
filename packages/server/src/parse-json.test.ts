import { describe, expect, it } from "vitest";
import { parseJson, parseJsonBytes } from "./parse-json.ts";

describe("JSON from outside", () => {
  it.each([
    ["{}", {}],
    ['{"a":{"b":1},"b":[{"a":2},{"a":3}]}', { a: { b: 1 }, b: [{ a: 2 }, { a: 3 }] }],
    ['["a","a",":",{"x":":"}]', ["a", "a", ":", { x: ":" }]],
    ['"\\ud83d\\ude00"', "😀"],
    ["-1.5e3", -1500],
    ["null", null],
  ])("[HTTP1] is read: %s", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each([
    ["nothing", ""],
    ["a byte order mark", "\ufeff{}"],
    ["a trailing comma", '{"a":1,}'],
    ["repeated keys", '{"a":1,"a":2}'],
    ["keys repeated by an escape", '{"a":1,"\\u0061":2}'],
    ["__proto__", '{"__proto__":{"polluted":true}}'],
    ["__proto__ escaped", '{"\\u005f_proto__":1}'],
    ["NUL in a string", '{"a":"\\u0000"}'],
    ["NUL in the text", '{"a":"\0"}'],
    ["a lone surrogate", '{"a":"\\ud800"}'],
    ["a number beyond the range", '{"a":1e400}'],
    ["10,000 nested arrays", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["10,000 keys", `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":0`).join(",")}}`],
  ])("[HTTP1] is refused with %s", (_, text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "bad-json" }));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("[HTTP1] is refused when it is not UTF-8", () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);

    expect(() => parseJsonBytes(bytes)).toThrow(expect.objectContaining({ code: "bad-json" }));
  });

  it("[HTTP1] does not hold the process up: a full body takes less than 50 ms", () => {
    const body = `{"a":"${"\\u00e9\\\\".repeat(30_000)}","b":[${"1,".repeat(1_000)}1]}`;
    const started = performance.now();

    parseJson(body);

    expect(performance.now() - started).toBeLessThan(50);
  });
});
