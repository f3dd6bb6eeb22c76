import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Attack } from "./attack.ts";
import type { Answer, Attacker } from "./attacker.ts";

const DAY = 86_400;

/** Of the table: its row, what is forged, and the refusal; with a comma, at each door. */
type Row = [row: string, what: string, answer: string];

interface Forgery {
  header?: object;
  /** As text, for what no object can say. */
  payload: object | string;
  secret?: string;
}

/** What signs itself in: S10–S16. The same token is shown at both doors. */
export function attacksOnTokens(secret: string): readonly Attack[] {
  const forged = ([row, what, answer]: Row, make: (url: string) => Forgery): Attack => ({
    row,
    what,
    answer: answer.includes(",") ? answer : `401 ${answer}, 4501`,
    make: async (attacker: Attacker) => {
      const forgery = make(attacker.url);
      return atBothDoors(attacker, sign({ ...forgery, secret: forgery.secret ?? secret }));
    },
  });
  return [
    forged(["S10", "alg none", "invalid-token"], (url) => ({
      header: { alg: "none", typ: "ringline+jwt" },
      payload: claims(url),
    })),
    forged(["S10", "another secret", "invalid-token"], (url) => ({
      payload: claims(url),
      secret: "x".repeat(64),
    })),
    forged(["S10", "an unknown algorithm", "invalid-token"], (url) => ({
      header: { alg: "HS1", typ: "ringline+jwt" },
      payload: claims(url),
    })),
    forged(["S12", "no end", "invalid-token"], (url) => ({
      payload: { ...claims(url), exp: undefined },
    })),
    forged(["S12", "an end in the past", "401 token-expired, 4003"], (url) => ({
      payload: { ...claims(url), exp: now() - 120 },
    })),
    forged(["S12", "a beginning in the future", "token-not-yet-valid"], (url) => ({
      payload: { ...claims(url), nbf: now() + 300 },
    })),
    forged(["S12", "a life of a day", "token-too-long"], (url) => ({
      payload: { ...claims(url), exp: now() + DAY },
    })),
    forged(["S13", "another call server's address", "invalid-token"], (url) => ({
      payload: { ...claims(url), aud: "https://calls.example.com" },
    })),
    forged(["S14", "another purpose", "wrong-token-type"], (url) => ({
      header: { alg: "HS256", typ: "JWT" },
      payload: claims(url),
    })),
    forged(["S15", "nobody's id", "invalid-token"], (url) => ({
      payload: { ...claims(url), sub: "" },
    })),
    forged(["S15", "an id of three hundred letters", "invalid-token"], (url) => ({
      payload: { ...claims(url), sub: "a".repeat(300) },
    })),
    forged(["S15", "an id with control characters", "invalid-token"], (url) => ({
      payload: { ...claims(url), sub: "anna\u0000\u001b[2J" },
    })),
    forged(["S16", "two ids", "invalid-token"], (url) => ({
      payload: JSON.stringify(claims(url)).replace("{", '{"sub":"anna",'),
    })),
    forged(["S16", "fifty kilobytes", "431 headers-too-large, 4504"], (url) => ({
      payload: { ...claims(url), name: "a".repeat(40_000) },
    })),
    {
      row: "S11",
      what: "keys to be fetched from the attacker's server",
      answer: "401 invalid-token, 4501, asked 0 times",
      make: (attacker) => withDecoy(attacker, secret),
    },
  ];
}

/** A token that says where its keys are; counts who goes there. */
async function withDecoy(attacker: Attacker, secret: string): Promise<Answer> {
  let asked = 0;
  const decoy = createServer((_, response) => {
    asked += 1;
    response.end("{}");
  });
  await once(decoy.listen(0, "127.0.0.1"), "listening");
  const keys = `http://127.0.0.1:${(decoy.address() as AddressInfo).port}/keys`;
  const header = { alg: "RS256", typ: "ringline+jwt", jku: keys, x5u: keys, kid: "../../dev/null" };
  const answer = await atBothDoors(
    attacker,
    sign({ header, payload: claims(attacker.url), secret }),
  );
  decoy.close();
  return `${answer}, asked ${asked} times`;
}

async function atBothDoors(attacker: Attacker, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  const rest = await attacker.http("/v1/calls", { headers });
  return `${rest}, ${await attacker.hello(token)}`;
}

function sign({ header, payload, secret = "" }: Forgery): string {
  const head = header ?? { alg: "HS256", typ: "ringline+jwt" };
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const signed = [JSON.stringify(head), body].map((part) => base64url(part)).join(".");
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function claims(url: string): Record<string, unknown> {
  return { sub: "mallory", name: "Mallory", aud: url, iat: now(), exp: now() + 300 };
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
