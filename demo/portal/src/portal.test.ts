import { decodeJwt } from "jose";
import { expect, it } from "vitest";
import { CALL_SERVER, createTestPortal, ORIGIN } from "./testing/test-portal.ts";

const { ask } = createTestPortal();
const PAGES = [
  "/stream",
  "/people",
  "/people/bob",
  "/calls",
  "/rooms/design",
  "/documents/roadmap",
];
const post = { method: "POST" };

async function page(path: string, person = "anna"): Promise<string> {
  return (await ask(path, person)).text();
}

it("[DEMO1] the first page lists the demo people", async () => {
  const response = await ask("/");
  const text = await response.text();

  expect(response.status).toBe(200);
  for (const id of ["anna", "bob", "carol", "dave", "erin", "admin"])
    expect(text).toContain(`href="/?as=${id}"`);
});

it("[DEMO1] `?as=anna` signs in as Anna and leads to the stream", async () => {
  const response = await ask("/?as=anna");

  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/stream");
  expect(response.headers.get("set-cookie")).toBe(
    "portal-person=anna; Path=/; HttpOnly; SameSite=Lax",
  );
});

it.each(PAGES)("[DEMO2] %s leads to the first page who is not signed in", async (path) => {
  const response = await ask(path);

  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/");
});

it.each([undefined, "mallory"])("[DEMO2] a cookie that names %s gets no token", async (person) => {
  expect((await ask("/token", person, post)).status).toBe(401);
});

it("[DEMO2] signing out forgets the person", async () => {
  const response = await ask("/sign-out", "anna", post);

  expect(response.status).toBe(303);
  expect(response.headers.get("set-cookie")).toContain("portal-person=; Max-Age=0");
});

it("[DEMO3] the token says what the site knows of its signed-in person", async () => {
  const response = await ask("/token", "anna", post);
  const { token } = (await response.json()) as { token: string };

  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(decodeJwt(token)).toMatchObject({
    sub: "anna",
    aud: CALL_SERVER,
    name: "Anna Álvarez",
    picture: `${ORIGIN}/portraits/anna.svg`,
    profile: `${ORIGIN}/people/anna`,
    rooms: [{ id: "design", title: "Design room" }],
  });
});

it("[DEMO3] only the administrator has a role", async () => {
  const claims = async (person: string) => {
    const { token } = (await (await ask("/token", person, post)).json()) as { token: string };
    return decodeJwt(token);
  };

  expect(await claims("admin")).toMatchObject({ roles: ["admin"] });
  expect(await claims("bob")).not.toHaveProperty("roles");
});

it.each([
  ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["another port of the same host", { "sec-fetch-site": "same-site" }],
  ["an old browser on another site", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null", "sec-fetch-site": "cross-site" }],
])("[DEMO4] %s gets no token, sends no message and signs nobody out", async (_, headers) => {
  for (const path of ["/token", "/chat/messages", "/sign-out"]) {
    const response = await ask(path, "anna", { ...post, headers });
    expect([path, response.status, response.headers.get("set-cookie")]).toEqual([path, 403, null]);
  }
});

it.each(PAGES)("[DEMO5] %s has the script tag and no inline script or style", async (path) => {
  const text = await page(path);

  expect(text).toContain(
    `<script src="${CALL_SERVER}/ringline.js" data-token-url="/token" data-accounts-url="/people/anna" async></script>`,
  );
  expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
});

it("[DEMO5] the policy allows the call server, and nothing inline", async () => {
  const { headers } = await ask("/stream", "anna");
  const policy = headers.get("content-security-policy");

  expect(policy).toContain(`script-src 'self' ${CALL_SERVER};`);
  expect(policy).toContain(`connect-src 'self' ${CALL_SERVER} ws://127.0.0.1:4600;`);
  expect(policy).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it.each([
  [
    "in user cards",
    "/stream",
    /class="card"[\s\S]*?data-call-user="bob" data-call-name="Bob Okafor"/,
  ],
  ["on profiles", "/people/bob", /<article class="sheet profile">[\s\S]*?data-call-user="bob"/],
  ["in the room", "/rooms/design", /person-row[\s\S]*?data-call-user="bob"/],
  ["in the mini chat", "/people", /data-with="person:bob"[\s\S]*?data-call-user="bob"/],
])("[DEMO6] a call button stands %s", async (_, path, place) => {
  expect(await page(path)).toMatch(place);
});

it.each([...PAGES, "/people/anna"])("[DEMO6] on %s nobody calls themselves", async (path) => {
  expect(await page(path)).not.toContain('data-call-user="anna"');
});

it("[DEMO7] on the page of a document each call says what it is about", async () => {
  const list = /<ul class="sheet people">([\s\S]*?)<\/ul>/.exec(await page("/documents/roadmap"));
  const marks = list?.[1]?.match(/data-call-user="\w+"/g);
  const subjects = list?.[1]?.match(/data-call-about="Roadmap 2027"/g);

  expect(marks).toHaveLength(4);
  expect(subjects).toHaveLength(4);
});

it("[DEMO11] the language that a link asked for stays", async () => {
  const asked = await ask("/people/bob?lang=de", "anna");
  const later = await ask("/stream", undefined, {
    headers: { cookie: "portal-person=anna; portal-language=de" },
  });

  expect(await asked.text()).toContain('<html lang="de">');
  expect(asked.headers.get("set-cookie")).toContain("portal-language=de");
  expect(await later.text()).toContain('<html lang="de">');
});

it("[DEMO11] a language that the site does not speak is English", async () => {
  expect(await page("/stream?lang=<x>")).toContain('<html lang="en">');
});

it("each demo person has a portrait, and nobody else", async () => {
  const statuses = await Promise.all(
    ["anna", "bob", "carol", "dave", "erin", "admin", "mallory"].map(
      async (id) => (await ask(`/portraits/${id}.svg`)).status,
    ),
  );

  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 404]);
});

it("what is not there is said with status 404", async () => {
  const response = await ask("/people/mallory", "anna");

  expect(response.status).toBe(404);
  expect(await response.text()).toContain("There is nothing here");
});

it("[DEMO13] every page leads to the calls, with the badge; the list is there", async () => {
  const text = await page("/stream");

  expect(text).toMatch(/href="\/calls"[\s\S]*?<ringline-missed-calls>/);
  expect(await page("/calls")).toContain("<ringline-call-history>");
});
