import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrigins } from "./origins.ts";
import { createTokenVerifier } from "./tokens.ts";

const PUBLIC_URL = "https://calls.example.org";
const SECRET = "Lq8vNz3hT6mXc1Ry9PdW4bKs7GjF2aEu";
const OLD_SECRET = "r2D5uYw8Zk1Bn4Qe7Ht0Jm3Pv6Sx9Cf!";
const NOW = 1_800_000_000;
const clock = { now: () => NOW * 1_000 };
const origins = createOrigins(PUBLIC_URL, ["http://localhost:4600"]);

const verifier = (keys: Parameters<typeof createTokenVerifier>[0]["keys"]) =>
  createTokenVerifier({ publicUrl: PUBLIC_URL, keys, origins, clock });
const verify = verifier({ secret: SECRET });

const CLAIMS: JWTPayload = {
  sub: "anna",
  name: "Anna Berg",
  aud: PUBLIC_URL,
  iat: NOW,
  exp: NOW + 300,
};
const HEADER = { alg: "HS256", typ: "ringline+jwt" };
const bytes = (secret: string) => new TextEncoder().encode(secret);

function sign(claims: JWTPayload, header: object = {}, secret = SECRET): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ ...HEADER, ...header }).sign(bytes(secret));
}

/** Signs text that no JSON library would write. */
async function signRaw(payload: string): Promise<string> {
  const part = (text: string) => Buffer.from(text).toString("base64url");
  const signed = `${part(JSON.stringify(HEADER))}.${part(payload)}`;
  const { subtle } = globalThis.crypto;
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", bytes(SECRET), hmac, false, ["sign"]);
  const signature = await subtle.sign("HMAC", key, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString("base64url")}`;
}

const refusalOf = (token: string, check = verify) =>
  check(token).then(
    () => "accepted",
    (error: { code?: string }) => error.code,
  );

describe("a token signed with the shared secret", () => {
  it("[AUTH1] says who asks, with roles, groups and times", async () => {
    const token = await sign({
      ...CLAIMS,
      picture: "https://www.example.org/anna.png",
      roles: ["admin"],
      spaces: [{ id: "s1", title: "Design" }],
    });

    expect(await verify(token)).toEqual({
      person: {
        type: "user",
        id: "anna",
        name: "Anna Berg",
        picture: "https://www.example.org/anna.png",
      },
      roles: ["admin"],
      spaces: [{ id: "s1", title: "Design" }],
      rooms: [],
      accounts: new Map(),
      issuedAt: NOW,
      expiresAt: NOW + 300,
    });
  });

  it.each<[string, JWTPayload, string]>([
    ["no exp", { ...CLAIMS, exp: undefined } as JWTPayload, "invalid-token"],
    ["exp 61 s ago", { ...CLAIMS, iat: NOW - 361, exp: NOW - 61 }, "token-expired"],
    ["nbf in 61 s", { ...CLAIMS, nbf: NOW + 61 }, "token-not-yet-valid"],
    ["iat in 61 s", { ...CLAIMS, iat: NOW + 61 }, "token-not-yet-valid"],
    ["a life of 901 s", { ...CLAIMS, exp: NOW + 901 }, "token-too-long"],
    [
      "no iat and 961 s to go",
      { ...CLAIMS, iat: undefined, exp: NOW + 961 } as JWTPayload,
      "token-too-long",
    ],
    ["exp as text", { ...CLAIMS, exp: "soon" } as unknown as JWTPayload, "invalid-token"],
    ["another aud", { ...CLAIMS, aud: "https://calls.example.com" }, "invalid-token"],
    ["no aud", { ...CLAIMS, aud: undefined } as JWTPayload, "invalid-token"],
    ["no sub", { ...CLAIMS, sub: undefined } as JWTPayload, "invalid-token"],
    ["an empty sub", { ...CLAIMS, sub: "" }, "invalid-token"],
    ["a sub of 256 bytes", { ...CLAIMS, sub: "a".repeat(256) }, "invalid-token"],
    ["a sub with a control character", { ...CLAIMS, sub: "an\u0000na" }, "invalid-token"],
    ["a sub with a direction", { ...CLAIMS, sub: "an\u202ena" }, "invalid-token"],
    ["a sub that is not NFC", { ...CLAIMS, sub: "Zoe\u0308" }, "invalid-token"],
    ["a sub that is a number", { ...CLAIMS, sub: 7 } as unknown as JWTPayload, "invalid-token"],
    ["no name", { ...CLAIMS, name: undefined }, "invalid-token"],
    ["501 spaces", { ...CLAIMS, spaces: Array(501).fill({}) }, "invalid-token"],
  ])("[AUTH2] is refused with %s", async (_, claims, code) => {
    expect(await refusalOf(await sign(claims))).toBe(code);
  });

  it.each([
    ["no typ", undefined],
    ["typ JWT", "JWT"],
    ["typ of an invitation", "ringline-invite+jwt"],
    ["typ of a webhook", "ringline-webhook+jwt"],
  ])("[AUTH11] is refused as a token for another purpose with %s", async (_, typ) => {
    expect(await refusalOf(await sign(CLAIMS, { typ }))).toBe("wrong-token-type");
  });

  it("[AUTH3] is refused when it chose another hash", async () => {
    const token = await sign(CLAIMS, { alg: "HS512" }, SECRET.repeat(2));

    expect(await refusalOf(token, verifier({ secret: SECRET.repeat(2) }))).toBe("invalid-token");
  });

  it.each([
    ["exp 59 s ago", { ...CLAIMS, iat: NOW - 359, exp: NOW - 59 }],
    ["nbf in 59 s", { ...CLAIMS, nbf: NOW + 59 }],
    ["iat in 59 s", { ...CLAIMS, iat: NOW + 59, exp: NOW + 959 }],
    ["a slash after aud", { ...CLAIMS, aud: `${PUBLIC_URL}/` }],
    ["claims of the site's own", { ...CLAIMS, department: "Sales" }],
    ["a sub in Japanese", { ...CLAIMS, sub: "田中さん" }],
  ])("[AUTH2] is taken with %s", async (_, claims) => {
    expect(await refusalOf(await sign(claims))).toBe("accepted");
  });

  it.each([
    ["empty", ""],
    ["no JWT", "hello"],
    ["five parts", "a.b.c.d.e"],
    ["100 kB", `${"a".repeat(100_000)}.b.c`],
    ["alg none", `${unsigned("none")}.`],
    ["alg None", `${unsigned("None")}.`],
    ["alg of nobody", `${unsigned("XX999")}.AAAA`],
    ["HS256 without a signature", `${unsigned("HS256")}.`],
  ])("[AUTH3] that is none is refused: %s", async (_, token) => {
    expect(await refusalOf(token)).toBe("invalid-token");
  });

  it.each([
    [
      "claims twice",
      `{"sub":"anna","sub":"bob","name":"A","aud":"${PUBLIC_URL}","exp":${NOW + 9}}`,
    ],
    ["__proto__", `{"__proto__":{},"sub":"a","name":"A","aud":"${PUBLIC_URL}","exp":${NOW + 9}}`],
    [
      "depth",
      `{"x":${"[".repeat(99)}${"]".repeat(99)},"aud":"${PUBLIC_URL}","sub":"a","exp":${NOW}}`,
    ],
  ])("[AUTH3] whose payload can be read in two ways is refused: %s", async (_, payload) => {
    expect(await refusalOf(await signRaw(payload))).toBe("invalid-token");
  });

  it("[AUTH4] shows names as one line of harmless text and leaves doubtful pictures out", async () => {
    const dressed = await verify(
      await sign({
        ...CLAIMS,
        name: " Anna\n\u202e<b>Berg ",
        picture: "javascript:alert(1)",
      }),
    );
    const nameless = await verify(await sign({ ...CLAIMS, name: "\u200b" }));
    const local = await verify(await sign({ ...CLAIMS, picture: "http://localhost:4600/a.svg" }));
    const tracking = await verify(await sign({ ...CLAIMS, picture: "http://track.example/a.png" }));

    expect(dressed.person).toEqual({ type: "user", id: "anna", name: "Anna <b>Berg" });
    expect(nameless.person.name).toBe("anna");
    expect(local.person.picture).toBe("http://localhost:4600/a.svg");
    expect(tracking.person.picture).toBeUndefined();
  });

  it("[AUTH5] of a guest names whom it may call, and nobody where it names none", async () => {
    const visitor = await verify(await sign({ ...CLAIMS, guest: true, targets: ["shop"] }));
    const lost = await verify(await sign({ ...CLAIMS, guest: true }));

    expect(visitor).toMatchObject({ person: { type: "guest" }, targets: ["shop"] });
    expect(lost.targets).toEqual([]);
  });
});

describe("keys", () => {
  it("[AUTH6] change over: both are taken in between, afterwards only the new one", async () => {
    const before = await sign(CLAIMS, {}, OLD_SECRET);
    const after = await sign(CLAIMS, {}, SECRET);
    const between = verifier({ secret: SECRET, previousSecret: OLD_SECRET });

    expect(await refusalOf(before, between)).toBe("accepted");
    expect(await refusalOf(after, between)).toBe("accepted");
    expect(await refusalOf(before)).toBe("invalid-token");
  });

  it.each([
    ["short", "0123456789abcdefghijklmnopqrstu"],
    ["well known", "change-me-change-me-change-me-change-me"],
    ["a sample", "your-secret-here-0123456789-abcdefghijk"],
    ["repeated", "ab".repeat(20)],
  ])("[AUTH7] that are guessable are refused at start, unshown: %s", (_, secret) => {
    const start = () => verifier({ secret });

    expect(start).toThrow(/secret/);
    expect(start).not.toThrow(secret);
  });
});

describe("a token signed with a key that the site publishes", () => {
  let site: Server;
  let url: string;
  let asked = 0;
  let answer: { status: number; headers: Record<string, string>; body: string };
  let key: CryptoKey;
  let jwks: string;

  beforeAll(async () => {
    const pair = await generateKeyPair("RS256", { extractable: true });
    key = pair.privateKey;
    jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k1" }] });
    site = createServer((_, response) => {
      asked += 1;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => site.close());

  const signAsSite = (header: object = {}) =>
    new SignJWT(CLAIMS)
      .setProtectedHeader({ ...HEADER, alg: "RS256", kid: "k1", ...header })
      .sign(key);

  it("[AUTH8] is taken; the keys are fetched once", async () => {
    answer = { status: 200, headers: {}, body: jwks };
    asked = 0;
    const check = verifier({ jwksUrl: url });

    expect(await refusalOf(await signAsSite(), check)).toBe("accepted");
    expect(await refusalOf(await signAsSite(), check)).toBe("accepted");
    expect(asked).toBe(1);
  });

  it("[AUTH8] is refused when the public key was used as a secret, or the header brings its own", async () => {
    answer = { status: 200, headers: {}, body: jwks };
    const check = verifier({ jwksUrl: url });
    const decoy = `${url}?decoy`;
    const stranger = await generateKeyPair("RS256", { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const forge = (header: object) =>
      new SignJWT(CLAIMS)
        .setProtectedHeader({ ...HEADER, alg: "RS256", kid: "k1", ...header })
        .sign(stranger.privateKey);
    await refusalOf(await signAsSite(), check);
    asked = 0;

    expect(await refusalOf(await sign(CLAIMS, { kid: "k1" }, jwks), check)).toBe("invalid-token");
    expect(await refusalOf(await forge({ jwk }), check)).toBe("invalid-token");
    expect(await refusalOf(await forge({ jku: decoy }), check)).toBe("invalid-token");
    expect(await refusalOf(await forge({ x5u: decoy }), check)).toBe("invalid-token");
    expect(await refusalOf(await forge({ kid: "../../dev/null" }), check)).toBe("invalid-token");
    expect(await refusalOf(await forge({ kid: "' or 1=1 --" }), check)).toBe("invalid-token");
    expect(asked).toBe(0);
  });

  it.each([
    ["a redirect", () => ({ status: 302, headers: { location: url }, body: "" })],
    ["an error", () => ({ status: 500, headers: {}, body: "no" })],
    ["no JSON", () => ({ status: 200, headers: {}, body: "<html>" })],
    [
      "a flood",
      () => ({ status: 200, headers: {}, body: `{"keys":[],"x":"${"x".repeat(70_000)}"}` }),
    ],
  ])("[AUTH9] cannot be judged while the site answers %s for its keys", async (_, site) => {
    answer = site();

    expect(await refusalOf(await signAsSite(), verifier({ jwksUrl: url }))).toBe(
      "policy-unavailable",
    );
  });
});

function unsigned(alg: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ ...HEADER, alg })}.${part(CLAIMS)}`;
}
