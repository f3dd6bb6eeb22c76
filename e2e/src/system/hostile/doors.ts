import { randomBytes } from "node:crypto";
import { seatHello } from "../../harness/wire-client.ts";
import type { Attack } from "./attack.ts";

const SITE = "https://www.example.org";

/** Origins that look like the site's, to somebody who compares carelessly. */
const LOOK_ALIKES = [
  `${SITE}.evil.com`,
  "https://evilwww.example.org",
  "null",
  `${SITE}:8443`,
  `${SITE}.`,
  "http://www.example.org",
];

/** What comes to the doors without being signed in: S1–S5, S7–S9, S21, S37, S38, S62. */
export const ATTACKS_ON_DOORS: readonly Attack[] = [
  ...LOOK_ALIKES.map(
    (origin) =>
      ({
        row: "S1",
        what: `an upgrade from the page of ${origin}`,
        answer: "403 origin-denied",
        make: (attacker) => attacker.upgrade({ origin }),
      }) satisfies Attack,
  ),
  {
    row: "S2",
    what: "a cookie in place of a token",
    answer: "401 not-authenticated",
    make: (attacker) => attacker.http("/v1/calls", { headers: { cookie: "session=anna" } }),
  },
  {
    row: "S3",
    what: "an upgrade with the token in the address",
    answer: "400 token-in-url",
    make: async (attacker) =>
      attacker.upgrade({}, `/v1/socket?token=${await attacker.token("mallory")}`),
  },
  {
    row: "S3",
    what: "a request with the token in the address",
    answer: "400 token-in-url",
    make: async (attacker) => attacker.http(`/v1/calls?token=${await attacker.token("mallory")}`),
  },
  {
    row: "S4",
    what: "a socket that says nothing",
    answer: "4500",
    make: (attacker) => attacker.socket(() => undefined),
  },
  {
    row: "S5",
    what: "a command before the hello",
    answer: "4504",
    make: (attacker) =>
      attacker.socket((socket) =>
        socket.send('{"type":"request","id":1,"operation":"calls.list","input":{}}'),
      ),
  },
  {
    row: "S7",
    what: "a hundred strangers of one address, each with another X-Forwarded-For",
    answer: "429 rate-limited",
    make: async (attacker) => {
      const silent = Array.from({ length: 100 }, (_, n) =>
        attacker.socket(() => undefined, { "x-forwarded-for": `203.0.113.${n}` }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const answer = await attacker.upgrade({ "x-forwarded-for": "203.0.113.200" });
      await Promise.all(silent);
      return answer;
    },
  },
  {
    row: "S8",
    what: "seventeen kilobytes of header",
    answer: "431 headers-too-large",
    make: (attacker) => attacker.http("/v1/calls", { headers: { "x-long": "a".repeat(17_000) } }),
  },
  {
    row: "S9",
    what: "TRACE",
    answer: "405 method-not-allowed",
    make: (attacker) => attacker.http("/v1/calls", { method: "TRACE" }),
  },
  ...["/v1/%2e%2e/%2e%2e/etc/passwd", "//v1//calls", "/call%00", "/v1/nothing"].map(
    (path) =>
      ({
        row: "S9",
        what: `the path ${path}`,
        answer: "404 not-found",
        make: (attacker) => attacker.http(path),
      }) satisfies Attack,
  ),
  {
    row: "S21",
    what: "a seat's secret that was guessed",
    answer: "4507",
    make: (attacker) => attacker.socket((socket) => socket.send(guess())),
  },
  {
    row: "S21",
    what: "sixty guesses of a seat's secret",
    answer: "429 rate-limited",
    make: async (attacker) => {
      const guesses = Array.from({ length: 60 }, () =>
        attacker.socket((socket) => socket.send(guess())),
      );
      await Promise.all(guesses);
      return attacker.upgrade({});
    },
  },
  ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"].map(
    (type) =>
      ({
        row: "S37",
        what: `a command as ${type}, which a foreign page could send unasked`,
        answer: "415 unsupported-media-type",
        make: (attacker) => attacker.post("{}", { "content-type": type }),
      }) satisfies Attack,
  ),
  {
    row: "S37",
    what: "a command by GET",
    answer: "405 method-not-allowed",
    make: async (attacker) =>
      attacker.http("/v1/calls/x/answer", {
        headers: { authorization: `Bearer ${await attacker.token("mallory")}` },
      }),
  },
  {
    row: "S38",
    what: "a preflight of a foreign page",
    answer: "403 origin-denied",
    make: (attacker) =>
      attacker.http("/v1/calls", {
        method: "OPTIONS",
        headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
      }),
  },
  {
    row: "S62",
    what: "a body of 300 kB that says its length",
    answer: "413 too-big",
    make: (attacker) => attacker.post(Buffer.alloc(300_000, " "), { "content-length": "300000" }),
  },
  {
    row: "S62",
    what: "a body of 300 kB in chunks",
    answer: "413 too-big",
    make: (attacker) =>
      attacker.post(Buffer.alloc(300_000, " "), { "transfer-encoding": "chunked" }),
  },
  {
    row: "S62",
    what: "a packed body",
    answer: "415 unsupported-media-type",
    make: (attacker) => attacker.post(Buffer.alloc(64), { "content-encoding": "gzip" }),
  },
];

function guess(): string {
  return JSON.stringify(seatHello(randomBytes(32).toString("base64url")));
}
