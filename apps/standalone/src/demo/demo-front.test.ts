import { describe, expect, it } from "vitest";
import { demoFront } from "./demo-front.ts";

const front = demoFront(
  { port: 4600, host: "127.0.0.1" },
  { fetch: async () => new Response("the site") },
);

const ask = async (host: string, headers: Record<string, string> = {}) => {
  const request = new Request("http://127.0.0.1:4600/token", { headers: { ...headers, host } });
  const answer = await front(request);
  return answer ? { status: answer.status, text: await answer.text() } : undefined;
};

describe("the demo's two names", () => {
  it("[CONF9] are the site on localhost and the call server on the address", async () => {
    expect(await ask("localhost:4600")).toEqual({ status: 200, text: "the site" });
    expect(await ask("127.0.0.1:4600")).toBeUndefined();
  });

  it.each([
    "evil.example:4600",
    "localhost",
    "localhost:80",
    "localhost.:4600",
    "127.0.0.2:4600",
    "",
  ])("[CONF9] are no others: %s", async (host) => {
    expect(await ask(host)).toMatchObject({ status: 421 });
  });

  it.each([
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
  ])("[CONF9] answer nobody behind a proxy: %s", async (header) => {
    expect(await ask("localhost:4600", { [header]: "127.0.0.1" })).toMatchObject({ status: 421 });
    expect(await ask("127.0.0.1:4600", { [header]: "127.0.0.1" })).toMatchObject({ status: 421 });
  });
});
