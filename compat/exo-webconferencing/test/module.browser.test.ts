import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ExoSite } from "./exo-site.ts";

// Pages in a real browser, with the script as the call server serves it.
let site: ExoSite;
/** Two cores for all: what takes milliseconds may take seconds. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

beforeAll(async () => {
  site = await ExoSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

/** What a promise of the module hands to `done` or `fail`, without what is no data. */
const VALUES = `window.values = (promise) => new Promise((resolve) => promise
  .done((...all) => resolve(["done", ...all.map(plain)])).fail((...all) => resolve(["fail", ...all.map(plain)])));
  window.plain = (value) => JSON.parse(JSON.stringify(value ?? null));`;

test("[EXO42] eXo.webConferencing, the global and AMD's SHARED/webConferencing are the same object, and take additions", async () => {
  const before = `window.defined = {};
    window.define = (name, needs, make) => { window.defined[name] = make(); }; window.define.amd = {};`;
  const page = await site.open({ person: "mary", before, init: false });
  const found = await page.evaluate(`(() => {
    eXo.webConferencing.startCall = () => "added";
    return [
      eXo.webConferencing === webConferencing,
      defined["SHARED/webConferencing"] === webConferencing,
      webConferencing.startCall(),
      typeof jQuery.Deferred,
    ];
  })()`);
  expect(found).toEqual([true, true, "added", "function"]);
});

test("[EXO42] a script that is loaded twice changes nothing, and without jQuery all is the same", async () => {
  const page = await site.open({ person: "mary", before: "window.webConferencing = undefined" });
  const found = await page.evaluate(`(async () => {
    const first = webConferencing;
    delete window.jQuery; delete window.$;
    await new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "${site.callServer}/exo-webconferencing.js";
      script.onload = resolve;
      document.head.append(script);
    });
    return [webConferencing === first, (await first.getUserInfo("john")).title];
  })()`);
  expect(found).toEqual([true, "John Smith"]);
});

test("[EXO43] init is synchronous: the user with a client id of six digits, the space, the room, the base URL, the messages", async () => {
  const context = {
    spaceId: "product_team",
    roomTitle: "Lunch Club",
    messages: { "webconferencing.ok": "D'accord" },
  };
  const script = `window.early = webConferencing.message("ok");
    window.before = webConferencing.getUser();`;
  const page = await site.open({ person: "mary", context, script });
  const found = (await page.evaluate(`({
    before: [typeof window.before, window.early],
    user: webConferencing.getUser(),
    space: webConferencing.getCurrentSpaceId(),
    room: webConferencing.getCurrentRoomTitle(),
    base: webConferencing.getBaseUrl() === location.origin,
    message: [webConferencing.message("ok"), webConferencing.message("nothing")],
  })`)) as { user: { clientId: string } };
  expect(found).toEqual({
    before: ["undefined", "OK"],
    user: {
      id: "mary",
      firstName: "Mary",
      lastName: "Poppins",
      title: "Mary Poppins",
      clientId: expect.any(String),
    },
    space: "product_team",
    room: "Lunch Club",
    base: true,
    message: ["D'accord", ""],
  });
  expect(found.user.clientId).toMatch(/^[1-9]\d{5}$/);
});

test("[EXO43] before init, and where it named no call server, what needs one is refused in words", async () => {
  const page = await site.open({ person: "mary", init: false, before: VALUES });
  const early = await page.evaluate(`Promise.all([
    values(webConferencing.getCall("p/a@b")),
    values(webConferencing.getUserInfo("john")),
    values(webConferencing.toCallUpdate("p/a@b", {})),
    new Promise((resolve) => webConferencing.onUserUpdate("mary", null, resolve)),
  ])`);
  const needed = expect.stringContaining("Ringline required");
  expect(early).toEqual([
    ["fail", { code: "CLIENT_ERROR", message: needed, error: true }],
    ["fail", { code: "CLIENT_ERROR", message: needed }, 400, "Bad Request", expect.anything()],
    ["fail", needed],
    expect.stringMatching(/^User updates subscription failed [(]Ringline required/),
  ]);
  expect(
    await page.evaluate(`(webConferencing.init({ id: "mary" }, {}), webConferencing.getUser().id)`),
  ).toBe("mary");
});

test("[EXO43] who one is, the token says: a page that was told otherwise hears nobody else's calls", async () => {
  const page = await site.open({ person: "mary", user: { id: "john" } });
  const found = await page.evaluate(`new Promise((resolve) =>
    webConferencing.onUserUpdate("john", null, resolve, () => resolve("ready")))`);
  expect(found).toContain("Subscribing to other user not possible");
});

test("[EXO44] people, spaces and rooms are told as the site's directory has them, with the arguments of a request", async () => {
  const page = await site.open({ person: "mary", before: VALUES });
  const found = await page.evaluate(`Promise.all([
    values(webConferencing.getUserInfo("john")),
    values(webConferencing.getSpaceInfo("product_team")),
    values(webConferencing.getRoomInfo("team-123", "A title of my own", "mary;root")),
  ])`);
  const request = expect.objectContaining({ status: 200, readyState: 4 });
  const john = {
    id: "john",
    type: "user",
    group: false,
    title: "John Smith",
    firstName: "John",
    lastName: "Smith",
    profileLink: "/portal/intranet/profile/john",
  };
  expect(found).toEqual([
    ["done", expect.objectContaining({ ...john, imAccounts: {} }), 200, "success", request],
    [
      "done",
      expect.objectContaining({
        id: "product_team",
        type: "space",
        group: true,
        title: "Product Team",
        callId: null,
        members: {
          mary: expect.objectContaining({ title: "Mary Poppins" }),
          john: expect.objectContaining(john),
          peter: expect.objectContaining({ title: "Peter" }),
        },
      }),
      200,
      "success",
      request,
    ],
    [
      "done",
      expect.objectContaining({
        type: "chat_room",
        title: "Lunch Club",
        members: { mary: expect.anything(), john: expect.anything() },
      }),
      200,
      "success",
      request,
    ],
  ]);
});

test("[EXO44] the IM accounts of whom a button is for, and of a group's members, are known to the connector (§1.2 details; §1.5 imAccount)", async () => {
  await site.giveAccount("john", "j.smith");
  await site.giveAccount("mary", "m.poppins");
  const script = `
    window.seen = {};
    window.Dialler = class {
      getType() { return "dialler"; }
      getSupportedTypes() { return ["dialler"]; }
      getTitle() { return "Dialler"; }
      async callButton(context) {
        const target = await context.details();
        const all = target.group ? Object.values(target.members) : [target];
        const accounts = all.map((one) => webConferencing.imAccount(one, "dialler")).filter(Boolean);
        if (accounts.length === 0) throw "no account";
        const button = document.createElement("button");
        button.textContent = "Dial " + accounts.map(({ type, id }) => type + ":" + id).sort().join(" ");
        return button;
      }
    };
    webConferencing.addProvider(new Dialler());`;
  const body = `<p data-call-user="john"></p><p data-call-space="product_team"></p><p data-call-room="team-123"></p><p data-call-user="peter"></p>`;
  const page = await site.open({ person: "mary", body, script, before: VALUES });
  const button = (scope: string) => page.locator(`${scope} .callButton`).textContent();
  expect(await button("[data-call-user=john]")).toBe("Dial dialler:j.smith");
  expect(await button("[data-call-space]")).toBe("Dial dialler:j.smith dialler:m.poppins");
  expect(await button("[data-call-room]")).toBe("Dial dialler:j.smith dialler:m.poppins");
  expect(await page.locator("[data-call-user=peter] .callButton").count()).toBe(0);
  const found = await page.evaluate(`Promise.all(["john", "mary", "peter"].map((id) =>
    webConferencing.getUserInfo(id).then(({ imAccounts }) => imAccounts)))`);
  expect(found).toEqual([
    { dialler: [{ type: "dialler", id: "j.smith" }] },
    { dialler: [{ type: "dialler", id: "m.poppins" }] },
    {},
  ]);
});

test("[EXO44] what is not there, and what one may not know of, is NOT_FOUND_ERROR alike", async () => {
  const page = await site.open({ person: "peter", before: VALUES });
  const found = await page.evaluate(`Promise.all([
    values(webConferencing.getUserInfo("nobody")),
    values(webConferencing.getSpaceInfo("no_space")),
    values(webConferencing.getRoomInfo("team-123", "Lunch Club", "peter;mary")),
    values(webConferencing.getUserInfo("")),
  ])`);
  const missing = [
    "fail",
    { code: "NOT_FOUND_ERROR", message: expect.stringContaining("not found") },
    404,
    "Not Found",
    expect.anything(),
  ];
  expect(found).toEqual([
    missing,
    missing,
    missing,
    [
      "fail",
      { code: "CLIENT_ERROR", message: expect.any(String) },
      400,
      "Bad Request",
      expect.anything(),
    ],
  ]);
  const request = await page.evaluate(`(async () => {
    const promise = webConferencing.getUserInfo("nobody");
    await promise.catch(() => {});
    return [promise.state(), promise.request.status, promise.request.responseJSON.code];
  })()`);
  expect(request).toEqual(["rejected", 404, "NOT_FOUND_ERROR"]);
});

test("[EXO44] who is not signed in at the site gets ACCESS_ERROR", async () => {
  const page = await site.open({ person: "mary", init: false, before: VALUES });
  const found = await page.evaluate(`(() => {
    webConferencing.init({ id: "mary" }, { ringline: { server: "${site.callServer}", tokenUrl: "/nobody" } });
    return Promise.all([
      values(webConferencing.getCall("p/a@b")),
      values(webConferencing.getUserInfo("john")),
      new Promise((resolve) => webConferencing.onUserUpdate("mary", null, resolve)),
      values(webConferencing.getProvider("myconnector")),
    ]);
  })()`);
  expect(found).toEqual([
    ["fail", { code: "ACCESS_ERROR", message: expect.any(String), error: true }],
    [
      "fail",
      { code: "ACCESS_ERROR", message: expect.any(String) },
      403,
      "Forbidden",
      expect.anything(),
    ],
    expect.stringContaining("User updates subscription failed ("),
    ["fail", "myconnector not configured"],
  ]);
});

test("[EXO45] a status in the older words: one's own as chosen, others' as everybody sees it", async () => {
  const page = await site.open({ person: "mary", before: VALUES });
  await site.open({ person: "john" });
  const statusOf = (id: string) =>
    page.evaluate(`webConferencing.getUserStatus("${id}").then((user) => user.status)`);
  expect(await statusOf("mary")).toBe("available");
  await eventually(() => statusOf("john")).toBe("available");
  expect(await statusOf("nobody")).toBe("offline");
});

test("[EXO46] providers are listed and switched by administrators, for all open pages", async () => {
  const mary = await site.open({ person: "mary", before: VALUES });
  const root = await site.open({ person: "root", before: VALUES });
  expect(await mary.evaluate(`values(webConferencing.getProvidersConfig(true))`)).toEqual([
    "fail",
    { code: "ACCESS_ERROR", message: expect.any(String) },
    403,
    "Forbidden",
    expect.anything(),
  ]);
  const other = { type: "other", title: "Other", description: "", active: true, logEnabled: false };
  expect(await root.evaluate(`webConferencing.getProviderConfig("other")`)).toEqual(other);
  expect(await root.evaluate(`values(webConferencing.getProviderConfig("none"))`)).toContain(404);
  expect(await root.evaluate(`webConferencing.postProviderConfig("other", false)`)).toEqual({
    ...other,
    active: false,
  });
  await eventually(() =>
    mary.evaluate(
      `webConferencing.getProvidersConfig().then((all) => all.find((one) => one.type === "other"))`,
    ),
  ).toMatchObject({ active: false });
  expect(await root.evaluate(`webConferencing.postProviderConfig("other", true)`)).toEqual(other);
});

test("[EXO47] small helpers answer as they did", async () => {
  const page = await site.open({ person: "mary" });
  const found = await page.evaluate(`({
    account: webConferencing.imAccount({ imAccounts: { skype: [{ type: "skype", id: "m.p" }] } }, "skype"),
    none: [webConferencing.imAccount({ imAccounts: {} }, "skype"), webConferencing.imAccount({}, "skype"), webConferencing.imAccount(null, "x")],
    texts: [webConferencing.errorText({ message: "m", name: "n" }), webConferencing.errorText({ name: "n" }), webConferencing.errorText("text"), webConferencing.errorText(7)],
    ids: [webConferencing.contextId({ userId: "u", spaceId: "s" }), webConferencing.contextId({ spaceId: "s" }), webConferencing.contextId({ roomName: "r" })],
    random: Array.from({ length: 500 }, () => webConferencing.getRandom(1, 4)).every((n) => n === 2 || n === 3),
  })`);
  expect(found).toEqual({
    account: { type: "skype", id: "m.p" },
    none: [null, null, null],
    texts: ["m", "n", "text", "7"],
    ids: ["u", "s", "r"],
    random: true,
  });
});

test("[EXO47] loadStyle adds a sheet once, and showCallPopup opens a window by its name", async () => {
  const page = await site.open({ person: "mary" });
  const links = await page.evaluate(`(() => {
    webConferencing.loadStyle("/skin/call.css"); webConferencing.loadStyle("/skin/call.css");
    return document.querySelectorAll("link[rel=stylesheet]").length;
  })()`);
  expect(links).toBe(1);
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(`webConferencing.showCallPopup("about:blank", "mary:p/a").name`),
  ]);
  expect(await popup.evaluate("window.name")).toBe("mary:p/a");
});

test("[EXO48] initRequest gives jQuery's and the browser's requests the one order of arguments", async () => {
  const page = await site.open({ person: "mary", before: VALUES });
  const found = await page.evaluate(`(async () => {
    const order = (promise) => new Promise((resolve) => promise
      .done((data, status, text, xhr) => resolve(["done", typeof data, status, text, xhr.status]))
      .fail((data, status, error, xhr) => resolve(["fail", typeof data, status, error, xhr.status])));
    return [
      await order(webConferencing.initRequest(jQuery.ajax({ url: "/token", dataType: "json" }))),
      await order(webConferencing.initRequest(jQuery.ajax({ url: "/nothing" }))),
      await order(webConferencing.initRequest(fetch("/token"))),
      await order(webConferencing.initRequest(fetch("/nothing"))),
    ];
  })()`);
  expect(found).toEqual([
    ["done", "object", 200, "success", 200],
    ["fail", "string", 404, "Not Found", 404],
    ["done", "object", 200, "success", 200],
    ["fail", "string", 404, "Not Found", 404],
  ]);
});
