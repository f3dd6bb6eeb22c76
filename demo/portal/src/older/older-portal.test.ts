import { expect, it } from "vitest";
import { createTestPortal } from "../testing/test-portal.ts";

const PAGES = [
  "/portal/",
  "/portal/intranet/profile/bob",
  "/portal/g/:spaces:meadow_team/meadow_team",
  "/portal/chat",
];
const CALL = "/portal/call/glimpse/p/anna%40bob";

const { ask } = createTestPortal({
  older:
    ({ token }) =>
    async (request) =>
      Response.json({ token: await token(request) }),
});

it.each([...PAGES, CALL])(
  "[DEMO14] %s leads to the first page who is not signed in",
  async (path) => {
    const response = await ask(path);

    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  },
);

it.each(PAGES)(
  "[DEMO14] %s loads jQuery, the call server's script and connectors, and nothing inline",
  async (path) => {
    const text = await (await ask(path, "anna")).text();
    const scripts = [...text.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src);

    expect(scripts.slice(0, 3)).toEqual([
      "/portal/assets/jquery.js",
      "/portal/assets/environment.js",
      "http://127.0.0.1:4600/exo-webconferencing.js",
    ]);
    for (const src of scripts.filter((src) => src?.startsWith("/")))
      expect((await ask(src ?? "", "anna")).status).toBe(200);
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  },
);

it("[DEMO14] a call's page is outside the portal and has its id, whatever stands in it", async () => {
  const text = await (await ask(`${CALL}%22%3Cb%3E`, "anna")).text();

  expect(text).toContain('data-call="p/anna@bob&quot;&lt;b&gt;"');
  expect(text).not.toContain("data-context");
});

it("[DEMO14] the older product's paths are asked as who is signed in by the site's session", async () => {
  const asked = async (person?: string) =>
    (await (await ask("/portal/rest/webconferencing/user/bob", person)).json()) as {
      token?: string;
    };

  expect((await asked("anna")).token).toMatch(/^eyJ/);
  expect(await asked()).toEqual({});
});

it("[DEMO14] a site without an older part has no such pages", async () => {
  const plain = createTestPortal();

  expect((await plain.ask("/portal/", "anna")).status).toBe(404);
});
