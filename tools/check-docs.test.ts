import { expect, it } from "vitest";
import { anchorsOf, problemsOf } from "./check-docs.mjs";

const tree = {
  exists: (path: string) => ["docs/embed.md", "README.md"].includes(path),
  scripts: new Set(["start", "test", "bench"]),
  headingsOf: () => anchorsOf("# Embed\n\n## Token URL (`POST`)\n"),
};

it("links and commands that exist are without problems", () => {
  const text =
    "[a](../README.md) [b](embed.md) [c](#token-url-post) [d](https://a.test) `npm run bench`";

  expect(problemsOf({ path: "docs/embed.md", text }, tree)).toEqual([]);
});

it("links that lead nowhere and commands that do not exist are named", () => {
  const text =
    '[a](absent.md) ![b](embed.md#absent) <img src="a.png">\n\nnpm run deploy, npm start, npm ci';

  expect(problemsOf({ path: "docs/embed.md", text }, tree)).toEqual([
    "docs/embed.md: absent.md leads nowhere",
    "docs/embed.md: embed.md#absent leads nowhere",
    "docs/embed.md: a.png leads nowhere",
    "docs/embed.md: there is no npm script deploy",
  ]);
});
