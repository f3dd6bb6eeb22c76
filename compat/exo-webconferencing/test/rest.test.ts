import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OlderSite, ORIGIN } from "./testing/older-site.ts";

const BASE = "/portal/rest/webconferencing";
const POST = (active: string): Ask => ({
  method: "POST",
  body: new URLSearchParams({ active }),
});

let site: OlderSite;

beforeAll(async () => {
  site = await OlderSite.open();
});
afterAll(() => site.close());

const codes = ["nobody", "anna", "carol", "guest", "admin"] as const;

describe("who may ask", () => {
  it.each<[string, number[], Ask?]>([
    [`${BASE}/context?name=anna`, [401, 200, 403, 403, 403]],
    [`${BASE}/user/bob`, [401, 200, 200, 200, 200]],
    [`${BASE}/user/anna`, [401, 200, 200, 404, 200]],
    [`${BASE}/user/mallory`, [401, 404, 404, 404, 404]],
    [`${BASE}/space/design`, [401, 200, 404, 404, 200]],
    [`${BASE}/space/none`, [401, 404, 404, 404, 404]],
    [`${BASE}/room/team%2Fone?title=x&members=carol;visitor`, [401, 200, 404, 404, 200]],
    [`${BASE}/providers/configuration`, [401, 403, 403, 403, 200]],
    [`${BASE}/provider/desk/configuration`, [401, 403, 403, 403, 200]],
    [`${BASE}/provider/none/configuration`, [401, 403, 403, 403, 404]],
    [`${BASE}/provider/desk/configuration`, [401, 403, 403, 403, 200], POST("true")],
    ["/portal/rest/state/status/bob", [401, 200, 200, 200, 200]],
    ["/portal/rest/state/status/mallory", [401, 200, 200, 200, 200]],
  ])(
    "[EXO80] %s: nobody, a member, another, a guest, an administrator",
    async (path, expected, init) => {
      const answers = await Promise.all(codes.map((who) => site.ask(path, who, init)));

      expect(answers.map(({ status }) => status)).toEqual(expected);
      for (const { status, body } of answers)
        if (status !== 200) expect(Object.keys(body)).toEqual(["code", "message"]);
    },
  );

  it("[EXO81] what is hidden and what there is not look the same", async () => {
    const hidden = await site.ask(`${BASE}/space/design`, "carol");
    const absent = await site.ask(`${BASE}/space/none`, "carol");
    const unseen = await site.ask(`${BASE}/user/anna`, "guest");
    const unknown = await site.ask(`${BASE}/user/mallory`, "guest");

    expect(hidden.text).toBe(absent.text);
    expect(unseen.text).toBe(unknown.text);
    expect(hidden.body).toEqual({ code: "NOT_FOUND_ERROR", message: "Space not found" });
  });

  it("[EXO82] nothing of a request but the session says who asks", async () => {
    const claims = {
      headers: { exoId: "admin", cookie: "exoId=admin", authorization: "Bearer admin" },
    };
    const path = `${BASE}/providers/configuration?exoId=admin&userId=admin`;

    expect((await site.ask(path, "anna", claims)).body.code).toBe("ACCESS_ERROR");
    expect((await site.ask(path, "nobody", claims)).body.code).toBe("ACCESS_ERROR");
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another host of the same site", { "sec-fetch-site": "same-site" }],
    [
      "an old browser on another site",
      { "sec-fetch-site": undefined, origin: "https://evil.example" },
    ],
    ["a page that does not say", { "sec-fetch-site": undefined }],
    ["a link", { "sec-fetch-site": "none" }],
  ])("[EXO83] %s switches no provider", async (_, headers) => {
    const init = { ...POST("false"), headers };
    const answer = await site.ask(`${BASE}/provider/desk/configuration`, "admin", init);

    expect(answer.status).toBe(403);
    const kept = await site.ask(`${BASE}/provider/desk/configuration`, "admin");
    expect(kept.body.active).toBe(true);
  });

  it("[EXO83] a page elsewhere reads nothing", async () => {
    const headers = { "sec-fetch-site": "cross-site" };

    expect((await site.ask(`${BASE}/user/bob`, "anna", { headers })).status).toBe(403);
  });
});

describe("what is answered", () => {
  it("[EXO84] a person has a name in two, links, and their IM accounts", async () => {
    const { body, headers } = await site.ask(`${BASE}/user/anna`, "anna");

    expect(body).toEqual({
      id: "anna",
      type: "user",
      group: false,
      title: "Anna Maria Berg",
      firstName: "Anna Maria",
      lastName: "Berg",
      imAccounts: { desk: [{ type: "desk", id: "a-17" }] },
      avatarLink: `${ORIGIN}/anna.png`,
      profileLink: "/profile/anna",
    });
    expect(headers.get("cache-control")).toContain("no-cache");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  it("[EXO84] other people's accounts are told where the site has a key for it", async () => {
    await site.ask(`${BASE}/user/bob`, "bob"); // by the token, the call server learns of the account

    const without = await site.ask(`${BASE}/user/bob`, "anna");
    const withKey = await site.ask(`${BASE}/user/bob`, "anna", { options: { key: site.key } });

    expect(without.body.imAccounts).toEqual({});
    expect(withKey.body.imAccounts).toEqual({ desk: [{ type: "desk", id: "b-42" }] });
    expect(withKey.text).not.toContain(site.key);
  });

  it("[EXO85] a space has the members whom the call server knows", async () => {
    const { body } = await site.ask(`${BASE}/space/design`, "anna");

    expect(body).toMatchObject({
      id: "design",
      type: "space",
      group: true,
      title: "Design",
      profileLink: "/spaces/design",
      groupId: "design",
      callId: null,
    });
    expect(Object.keys(body.members).sort()).toEqual(["anna", "bob"]);
    expect(body.members.bob).toMatchObject({ title: "Bob Okafor", profileLink: "/profile/bob" });
  });

  it("[EXO85] title and members of a room are the directory's, whatever the page says", async () => {
    const path = `${BASE}/room/team%2Fone?title=Mine&members=anna;carol;mallory`;
    const { body } = await site.ask(path, "anna");

    expect(body).toMatchObject({ id: "team/one", type: "chat_room", title: "Team one" });
    expect(Object.keys(body.members).sort()).toEqual(["anna", "bob"]);
  });

  it.each(["title=x", "members=anna", ""])(
    "[EXO86] a room asked for with `%s` lacks something",
    async (query) => {
      const { status, body } = await site.ask(`${BASE}/room/team%2Fone?${query}`, "anna");

      expect(status).toBe(400);
      expect(body.code).toBe("CLIENT_ERROR");
      expect(body.message).toMatch(/^Wrong request parameters: (title|members)$/);
    },
  );

  it("[EXO87] administrators switch a provider off and on, and people see only what is on", async () => {
    const path = `${BASE}/provider/desk/configuration`;
    const offered = async () => {
      const { body } = await site.ask(`${BASE}/context?name=anna`, "anna");
      return body.providersConfig;
    };
    const desk = {
      type: "desk",
      title: "Desk",
      description: "The telephone on the desk",
      active: true,
      logEnabled: false,
    };

    expect(await offered()).toEqual([desk]);
    expect((await site.ask(path, "admin", POST("no"))).body).toEqual({ ...desk, active: false });
    expect((await site.ask(path, "admin")).body.active).toBe(false);
    expect(await offered()).toEqual([]);
    expect((await site.ask(path, "admin", POST("true"))).body).toEqual(desk);
    expect((await site.ask(`${BASE}/providers/configuration`, "admin")).body).toEqual([desk]);
  });

  it("[EXO88] the context has what `init` takes, and no secret but one's own token where it is asked for", async () => {
    const path = `${BASE}/context?name=anna&spaceId=design&lang=en`;
    const plain = await site.ask(path, "anna");
    const bridged = await site.ask(path, "anna", { options: { cometdPath: "/cometd/cometd" } });
    const foreign = await site.ask(`${BASE}/context?name=carol&spaceId=design`, "carol");

    expect(plain.body).toMatchObject({
      containerName: "portal",
      spaceId: "design",
      roomTitle: null,
      cometdPath: null,
      cometdToken: null,
      messages: {},
      ringline: { server: site.url, tokenUrl: "/token" },
    });
    expect(plain.text).not.toContain("eyJ");
    expect(bridged.body.cometdToken.split(".")).toHaveLength(3);
    expect(foreign.body.spaceId).toBeNull();
  });

  it("[EXO89] a status is one of the older words", async () => {
    const status = async (id: string) =>
      (await site.ask(`/portal/rest/state/status/${id}`, "anna")).body;

    expect(await status("bob")).toEqual({ userId: "bob", status: "offline" });
    const words = ["available", "away", "do-not-disturb", "invisible"];
    const told: string[] = [];
    for (const word of words) {
      await site.arrives("bob", word);
      told.push((await status("bob")).status);
    }
    expect(told).toEqual(["available", "away", "donotdisturb", "offline"]);
  });
});

describe("what is refused", () => {
  it.each([
    `${BASE}/user/${"x".repeat(256)}`,
    `${BASE}/user/%`,
    `${BASE}/user/%00`,
    `${BASE}/user/a%0Ab`,
    `${BASE}/space/%E0%A4%A`,
    "/portal/rest/state/status/",
  ])("[EXO90] %s names nobody", async (path) => {
    const { status, body } = await site.ask(path, "anna");

    expect([status, body.code]).toEqual([400, "CLIENT_ERROR"]);
  });

  it.each(["constructor", "__proto__", "{$gt:}", "a%2F..%2Fb", "😀"])(
    "[EXO90] %s is an id as any other",
    async (id) => {
      const person = await site.ask(`${BASE}/user/${id}`, "anna");
      const status = await site.ask(`/portal/rest/state/status/${id}`, "anna");

      expect(person.status).toBe(404);
      expect(status.body.status).toBe("offline");
    },
  );

  it("[EXO91] bodies and queries are bounded, and forms alone are taken", async () => {
    const path = `${BASE}/provider/desk/configuration`;
    const long = POST(`true${"x".repeat(5_000)}`);
    const json = {
      method: "POST",
      body: '{"active":false}',
      headers: { "content-type": "application/json" },
    };
    const many = `${BASE}/room/r?title=x&members=${"a;".repeat(9_000)}`;

    expect((await site.ask(path, "admin", long)).status).toBe(413);
    expect((await site.ask(path, "admin", json)).status).toBe(400);
    expect(
      (await site.ask(path, "admin", { ...POST("x"), body: new URLSearchParams() })).status,
    ).toBe(400);
    expect((await site.ask(many, "anna")).status).toBe(413);
    expect((await site.ask(path, "admin")).body.active).toBe(true);
  });

  it("[EXO92] other methods and paths are told, and all else is the site's own", async () => {
    const method = await site.ask(`${BASE}/user/bob`, "anna", { method: "DELETE" });
    const path = await site.ask(`${BASE}/space-event/7`, "anna");
    const own = await site.rest()(new Request(`${ORIGIN}/portal/intranet`));

    expect([method.status, method.headers.get("allow")]).toEqual([405, "GET"]);
    expect([path.status, path.body.code]).toEqual([404, "NOT_FOUND_ERROR"]);
    expect(own).toBeUndefined();
  });

  it("[EXO93] a call server that is away, and a back end that fails, are told without their own words", async () => {
    const away = await site.ask(`${BASE}/user/bob`, "anna", {
      options: { server: "http://127.0.0.1:9" },
    });
    const broken = {
      token: async () => {
        throw new Error("the secret is hunter2");
      },
    };
    const failed = await site.ask(`${BASE}/user/bob`, "anna", { options: broken });

    expect([away.status, away.body.code]).toEqual([503, "SERVER_ERROR"]);
    expect(away.headers.get("retry-after")).toBe("2");
    expect([failed.status, failed.body.code]).toEqual([500, "SERVER_ERROR"]);
    expect(failed.text).not.toContain("hunter2");
  });
});
