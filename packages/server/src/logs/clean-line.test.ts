import { describe, expect, it } from "vitest";
import { cleanDetails, cleanLine } from "./clean-line.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";
const SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";
const SDP = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nm=audio 9 RTP\r\na=ice-pwd:canary\r\n";

describe("a line of a log", () => {
  it.each([
    ["a new line", "a\r\nb", "a\\nb"],
    ["ESC", "\u001b[2Jred", "\\u001b[2Jred"],
    ["CSI", "\u009b31m", "\\u009b31m"],
    ["NUL and BEL", "\u0000\u0007", "\\u0000\\u0007"],
    ["line separators", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["directions", "\u202eevil\u2066\u061c", "\\u202eevil\\u2066\\u061c"],
    ["what is not seen", "a\u200bb\ufeffc\u2063", "a\\u200bb\\ufeffc\\u2063"],
    ["tags", "a\u{e0041}b", "a\\u{e0041}b"],
    ["a lone surrogate", "a\ud800b", "a\\ud800b"],
    ["JSON", '","level":"error","person":"root', '","level":"error","person":"root'],
    ["HTML", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["words of any language", "מריה 👩‍👧 مريم", "מריה 👩\\u200d👧 مريم"],
  ])("[LOG4] is harmless: %s", (_name, text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ["a token", `hello ${JWT}!`, "hello (token)!"],
    ["a header", "authorization: Bearer abcdefgh.ijk", "authorization: (credentials)"],
    ["a seat's secret", `/call#${SECRET}`, "/call#(secret)"],
    ["a hash", `x ${"ab".repeat(32)} y`, "x (secret) y"],
    ["a webhook's secret", "whsec_c2VjcmV0c2VjcmV0", "(secret)"],
    ["a password", "password=hunter2 user=x", "password=(removed) user=x"],
    ["a password in JSON", '{"credential":"hunter2","a":1}', '{"credential":(removed),"a":1}'],
    ["a URL's password", "turn://anna:hunter2@turn.example", "turn://(credentials)@turn.example"],
    ["an address", "from 192.0.2.7:4711 to", "from (address) to"],
    ["an IPv6 address", "from 2001:db8::7 to fe80::1", "from (address) to (address)"],
    ["a hidden address", "2f9a1b3c-1111-2222-3333-444455556666.local", "(address)"],
    ["a session description", `offer ${SDP}`, "offer (session description)"],
    ["one in JSON", `offer ${JSON.stringify(SDP)}`, 'offer "(session description)'],
    ["a candidate", "candidate:1 1 udp 21 192.0.2.7 5 typ host", "(candidate)"],
    ["ICE credentials", "a=ice-pwd:canary", "(session description)"],
  ])("[LOG5] has no secret: %s", (_name, text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    "at 2027-01-01T10:11:12.345Z",
    "call AAAAAAAAAAAAAAAAAAAAAA failed",
    "version 1.2.3",
    "x::y, std::move",
    "took 12:30:11",
    "the token has run out",
  ])("[LOG5] keeps what is none: %s", (text) => {
    expect(cleanLine(text)).toBe(text);
  });

  it("[LOG4] is cut with a mark, never within a character", () => {
    const cut = cleanLine("ü".repeat(20_000));

    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(8_192);
    expect(cut).toMatch(/^ü+… \(cut\)$/u);
  });

  it("[LOG4] takes ten million characters without looking at all of them", () => {
    const started = performance.now();

    cleanLine(`${"a:".repeat(5_000_000)}`);
    cleanLine("v=0\n".repeat(5_000));
    cleanLine('"password'.repeat(5_000));

    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("details of a line", () => {
  it("[LOG5] are without secrets by name and by form, however deep", () => {
    const details = { ice: [{ username: "u", credential: "canary" }], why: `got ${JWT}` };

    expect(cleanDetails(details)).toEqual({
      ice: [{ username: "u", credential: "(removed)" }],
      why: "got (token)",
    });
  });

  it("[LOG4] are bounded in depth, number and size", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(30)}1${"}".repeat(30)}`);
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n]));
    const long = { text: "x".repeat(50_000), more: "y".repeat(50_000) };

    expect(JSON.stringify(cleanDetails(deep))).toBe(
      '{"a":{"a":{"a":{"a":{"a":{"a":"… (cut)"}}}}}}',
    );
    expect(Object.keys(cleanDetails(wide) as object)).toHaveLength(64);
    expect(JSON.stringify(cleanDetails(long)).length).toBeLessThanOrEqual(4_096);
    expect(cleanDetails(JSON.parse('{"__proto__":{"polluted":1}}'))).toBeTypeOf("object");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
