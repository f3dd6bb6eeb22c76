import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { signToken } from "./index.ts";

const secret = "Lq8vNz3hT6mXc1Ry9PdW4bKs7GjF2aEu";
const audience = "https://calls.example.org";
const user = { id: "anna", name: "Anna Berg", roles: ["admin"] };
const verify = (token: string) => jwtVerify(token, new TextEncoder().encode(secret), { audience });

describe("signToken", () => {
  it("[AUTH12] signs who the person is, for five minutes unless told", async () => {
    const { payload, protectedHeader } = await verify(await signToken({ secret, audience, user }));

    expect(protectedHeader).toEqual({ alg: "HS256", typ: "ringline+jwt" });
    expect(payload).toEqual({
      sub: "anna",
      name: "Anna Berg",
      roles: ["admin"],
      aud: audience,
      iat: expect.any(Number),
      exp: Number(payload.iat) + 300,
    });
  });

  it("[AUTH12] takes the URL with a slash, and 15 minutes", async () => {
    const options = { secret, audience: `${audience}/`, user, expiresInSeconds: 900 };

    const { payload } = await verify(await signToken(options));

    expect(Number(payload.exp) - Number(payload.iat)).toBe(900);
  });

  it.each([0, -1, 901, Number.NaN])("[AUTH12] does not sign for %s seconds", async (seconds) => {
    const signing = signToken({ secret, audience, user, expiresInSeconds: seconds });

    await expect(signing).rejects.toThrow(RangeError);
  });

  it("[AUTH12] does not sign with a short secret, and does not show it", async () => {
    const signing = signToken({ secret: "hunter2", audience, user });

    await expect(signing).rejects.toThrow(/^the secret is shorter than 32 bytes$/);
  });
});
