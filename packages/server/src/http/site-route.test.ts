import { expect, it } from "vitest";
import { SITE, TestServer } from "../testing/test-server.ts";

it("[HTTP22] the call page learns whether a page of the site has opened it", async () => {
  const server = await TestServer.start();
  const asked = async (query: string) => {
    const response = await fetch(`${server.url}/v1/site${query}`);
    return ((await response.json()) as { isSite: boolean }).isSite;
  };

  const answers = await Promise.all([
    asked(`?origin=${SITE}`),
    asked(`?origin=${SITE}.evil.example`),
    asked("?origin=null"),
    asked("?origin="),
    asked(""),
  ]);
  await server.close();

  expect(answers).toEqual([true, false, false, false, false]);
});
