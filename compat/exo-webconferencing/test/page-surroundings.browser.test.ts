import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ExoSite } from "./exo-site.ts";

// What a page has around the calls: its chat, windows, styles, requests, the browser's kind, statuses, other loaders.
let site: ExoSite;
let connectors: string;
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

beforeAll(async () => {
  connectors = await readFile(new URL("pages/connectors.js", import.meta.url), "utf8");
  site = await ExoSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const VALUES = `window.values = (promise) => new Promise((resolve) => promise
  .done((data, status) => resolve(["done", status])).fail((data, status, error) => resolve(["fail", data && data.code || data, status, error])));`;

test("[EXO46] who is no administrator neither reads nor switches a provider, and nothing changes (§4.3)", async () => {
  const mary = await site.open({ person: "mary", before: VALUES });
  const root = await site.open({ person: "root" });
  const refused = ["fail", "ACCESS_ERROR", 403, "Forbidden"];

  expect(
    await mary.evaluate(`Promise.all([values(webConferencing.getProviderConfig("other")),
      values(webConferencing.getProviderConfig("none")), values(webConferencing.postProviderConfig("other", false))])`),
  ).toEqual([refused, refused, refused]);
  expect(await root.evaluate(`webConferencing.getProviderConfig("other")`)).toMatchObject({
    active: true,
  });
  expect(
    await root.evaluate(
      `webConferencing.postProviderConfig("none", false).catch(({ code }) => code)`,
    ),
  ).toBe("NOT_FOUND_ERROR");
});

test("[EXO47] loadStyle of what cannot be loaded, or is no address, throws nothing (§1.5)", async () => {
  const page = await site.open({ person: "mary" });
  const links = await page.evaluate(`(() => {
    for (const url of ["/nothing.css", "http://[", "", undefined]) webConferencing.loadStyle(url);
    return webConferencing.getUser().id;
  })()`);
  expect(links).toBe("mary");
});

test.each([
  ["wide", { availWidth: 1000, availHeight: 500 }, "width=800,height=400,left=100,top=50"],
  ["narrow", { availWidth: 760, availHeight: 500 }, "width=760,height=500,left=0,top=0"],
])(
  "[EXO47] showCallPopup on a %s screen has its part of it, in the middle, without bars (§1.5)",
  async (_, size, place) => {
    const before = `for (const [name, value] of Object.entries(${JSON.stringify(size)}))
    Object.defineProperty(screen, name, { get: () => value });
    const known = window.open; window.open = (...all) => { window.opened = all; return known.apply(window, all); };`;
    const page = await site.open({ person: "mary", before });
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      page.evaluate(`webConferencing.showCallPopup("about:blank", "a call").name`),
    ]);
    const bars =
      "toolbar=no,menubar=no,scrollbars=no,resizable=no,location=no,directories=no,status=no";
    expect(await page.evaluate("opened")).toEqual(["about:blank", "a call", `${bars},${place}`]);
    await popup.close();
  },
);

test("[EXO47] a window that the browser does not let open is null; showCallWindow opens a page by its name (§1.5)", async () => {
  const page = await site.open({ person: "mary" });
  const blocked = await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts allow-same-origin";
    frame.srcdoc = "<script src='${site.callServer}/exo-webconferencing.js'></script>";
    frame.onload = () => {
      const { webConferencing: inside } = frame.contentWindow;
      resolve([inside.showCallPopup("about:blank", "x"), inside.showCallWindow("about:blank", "y")]);
    };
    document.body.append(frame);
  })`);
  expect(blocked).toEqual([null, null]);
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(`webConferencing.showCallWindow("about:blank", "call window").name`),
  ]);
  expect(await opened.evaluate("window.name")).toBe("call window");
});

test("[EXO48] a request that is answered 309 is never settled, and 502 says so (§1.1 initRequest)", async () => {
  const page = await site.open({ person: "mary", before: VALUES });
  const found = await page.evaluate(`(async () => {
    const asked = [jQuery.ajax({ url: "/status/309" }), fetch("/status/309")].map((one) => webConferencing.initRequest(one));
    const bad = [jQuery.ajax({ url: "/status/502" }), fetch("/status/502")].map((one) => values(webConferencing.initRequest(one)));
    const refused = await Promise.all(bad);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [...refused, ...asked.map((one) => one.state())];
  })()`);
  const bad = ["fail", "Bad gateway", 502, "Bad Gateway"];
  expect(found).toEqual([bad, bad, "pending", "pending"]);
});

test.each([
  ["an iPad", "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X)", [true, false, false]],
  ["Android", "Mozilla/5.0 (Linux; Android 15; Pixel 9)", [false, true, false]],
  ["a Windows phone", "Mozilla/5.0 (Windows Phone 10.0)", [false, false, true]],
  ["a desk", "Mozilla/5.0 (X11; Linux x86_64)", [false, false, false]],
])("[EXO50] the context says whether it is %s (§1.2)", async (_, agent, kinds) => {
  const script = `${connectors}
    webConferencing.addProvider(new (class extends Modern { callButton(context) { window.told = context; return super.callButton(context); } })("other"));`;
  const before = `Object.defineProperty(navigator, "userAgent", { get: () => ${JSON.stringify(agent)} });`;
  const body = `<p data-call-user="john"></p>`;
  const page = await site.open({ person: "mary", body, script, before });
  await page.getByRole("button", { name: "other John Smith" }).waitFor();
  expect(await page.evaluate("[told.isIOS, told.isAndroid, told.isWindowsMobile]")).toEqual(kinds);
});

test("[EXO44] a group's details have its id and the call that takes place in it (§1.2 details)", async () => {
  const page = await site.open({ person: "mary" });
  const details = () =>
    page.evaluate(
      `webConferencing.getSpaceInfo("product_team").then(({ id, groupId, callId }) => [id, groupId, callId])`,
    );
  expect(await details()).toEqual(["product_team", "product_team", null]);
  await page.evaluate(`webConferencing.addCall("g/product_team",
    { owner: "product_team", ownerType: "space", provider: "other", title: "Team", participants: "mary;john" })`);
  await eventually(details).toEqual(["product_team", "product_team", "g/product_team"]);
});

test("[EXO45] away, not to be disturbed, in a call and invisible are told in the older words (§1.3 getUserStatus)", async () => {
  const mary = await site.open({ person: "mary" });
  const john = await site.open({ person: "john" });
  const peter = await site.open({ person: "peter" });
  const status = (page = mary) =>
    page.evaluate(`webConferencing.getUserStatus("john").then(({ status }) => status)`);
  for (const [chosen, told] of [
    ["away", "away"],
    ["do-not-disturb", "donotdisturb"],
    ["invisible", "offline"],
    ["available", "available"],
  ] as const) {
    await site.choose("john", chosen);
    await eventually(() => status()).toBe(told);
  }
  await site.choose("john", "invisible");
  await eventually(() => status(john)).toBe("invisible");
  await site.choose("john", "available");

  await john.evaluate(`webConferencing.addCall("p/john-peter",
    { owner: "john", ownerType: "user", provider: "other", participants: "john;peter" })`);
  await peter.evaluate(`new Promise((resolve) => webConferencing.onUserUpdate("peter", resolve))`);
  await peter.evaluate(`webConferencing.updateUserCall("p/john-peter", "joined")`);
  await eventually(() => status()).toBe("donotdisturb");
  expect(await status(john)).toBe("available");
});

test("[EXO42] a connector's text is taken by an indirect eval, and in GateIn's define (§9.1)", async () => {
  const before = `window.modules = {};
    window.define = (name, needs, make) => { modules[name] = make(...needs.map((one) => modules[one])); };
    window.define.amd = {};`;
  const text = `(function () { return plain(kind, { told: typeof $ + typeof webConferencing.addProvider }); })()`;
  const script = `${connectors}
    modules.jquery = jQuery;
    window.kind = "myconnector";
    var provider = (0, eval)(${JSON.stringify(text)});
    eXo.webConferencing.myconnector = provider;
    webConferencing.addProvider(provider);
    window.kind = "other";
    (0, eval)("define('SHARED/other', ['jquery', 'SHARED/webConferencing'], function($, webConferencing) { return " + ${JSON.stringify(text)} + "; })");
    webConferencing.addProvider(modules["SHARED/other"]);`;
  const body = `<p data-call-user="john"></p>`;
  const page = await site.open({ person: "mary", body, script, before });
  await page.locator(".callButton").first().waitFor();
  expect(
    await page.evaluate(`[webConferencing.findProvider("myconnector") === eXo.webConferencing.myconnector,
      webConferencing.findProvider("other") === modules["SHARED/other"], modules["SHARED/other"].told,
      document.querySelectorAll(".callButton").length]`),
  ).toEqual([true, true, "functionfunction", 2]);
});

test("[EXO51] [EXO100] a chat's room is in the context of its buttons, and the page's title and space follow it (§1.2 chat context)", async () => {
  const script = `${connectors}
    window.contexts = [];
    webConferencing.addProvider(plain("myconnector", { callButton(context) { contexts.push(context); return $("<button>chat</button>"); } }));`;
  const body = `<div class="callButtonContainerWrapper"></div>`;
  const context = { roomTitle: "Nobody yet" };
  const page = await site.open({ person: "mary", body, script, context });
  const shown = (detail: object | null) =>
    page.evaluate(`(() => {
      document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed", { detail: ${JSON.stringify(detail)} }));
      const { userId, spaceId, roomId, roomName, roomTitle, isUser, isSpace, isRoom, isGroup } = contexts.at(-1) ?? {};
      return { ids: [userId, spaceId, roomId, roomName, roomTitle], is: [isUser, isSpace, isRoom, isGroup],
        page: [webConferencing.getCurrentRoomTitle(), webConferencing.getCurrentSpaceId()] };
    })()`);
  expect(await page.evaluate("webConferencing.getCurrentRoomTitle()")).toBe("Nobody yet");
  expect(await shown({ type: "u", user: "john", room: "a1b2", fullName: "John Smith" })).toEqual({
    ids: ["john", undefined, "john", "john_smith", "John Smith"],
    is: [true, false, false, false],
    page: ["John Smith", null],
  });
  const space = {
    type: "s",
    room: "space-17",
    prettyName: "product_team",
    fullName: "Product Team",
  };
  expect(await shown(space)).toEqual({
    ids: [undefined, "product_team", "space-17", "product_team", "Product Team"],
    is: [false, true, false, true],
    page: ["Product Team", "product_team"],
  });
  // Older chats told no pretty name.
  const { prettyName: _, ...older } = space;
  expect(await shown(older)).toEqual(await shown(space));
  expect(await page.evaluate("contexts.at(-1).details().then(({ id }) => id)")).toBe(
    "product_team",
  );
  expect(await shown({ type: "t", room: "team-123", fullName: "Lunch Club" })).toEqual({
    ids: [undefined, undefined, "team-123", "lunch_club", "Lunch Club"],
    is: [false, false, true, true],
    page: ["Lunch Club", null],
  });
  expect(await shown(null)).toMatchObject({ page: ["Nobody yet", null] });
});

test("[EXO51] [EXO101] the mini chat has the first button as a white icon, which keeps its name; in the menu it is whole again (§2.3 line 9)", async () => {
  const script = `${connectors}
    const icon = (type) => plain(type, { callButton: (context) => context.details().then(({ title }) =>
      $("<a href='javascript:void(0)'><i class='uiIconVideo uiIconLightGray'></i> <span class='callTitle'>" + type + "</span></a>").addClass(type + "Call")) });
    webConferencing.addProvider(icon("myconnector"));
    webConferencing.addProvider(icon("other"));
    webConferencing.addProvider(plain("third"));`;
  const body = `<style>i { display: inline-block; width: 16px; height: 16px; }</style><div class="mini-chat"><div class="title-right"></div></div><div class="callButtonContainerWrapper"></div>`;
  const page = await site.open({ person: "mary", body, script });
  await page.evaluate(`document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed",
    { detail: { type: "u", user: "john", fullName: "John Smith" } }))`);
  const mini = page.locator(".mini-chat .callButtonContainer");
  const first = mini.locator(":scope > .callButton");
  await first.waitFor();
  const look = () =>
    first.evaluate((button) => [
      button.className,
      button.querySelector("i")?.className,
      button.querySelectorAll(".callTitle").length,
    ]);
  expect(await look()).toEqual([
    "myconnectorCall callButton btn miniChatCall preferred",
    "uiIconVideo uiIconWhite",
    0,
  ]);
  expect(await mini.getByRole("button", { name: "myconnector" }).count()).toBe(1);
  expect(await page.locator(".callButtonContainerWrapper .callTitle").count()).toBe(3);

  await mini.locator(".dropdown-toggle").click();
  await mini.getByRole("button", { name: "other", exact: true }).click();
  await eventually(look).toEqual([
    "otherCall callButton btn miniChatCall preferred",
    "uiIconVideo uiIconWhite",
    0,
  ]);
  const back = mini.locator(".dropdown-menu .myconnectorCall");
  expect(await back.locator(".callTitle").textContent()).toBe("myconnector");
  expect(await back.locator("i").getAttribute("class")).toBe("uiIconVideo uiIconLightGray");
  expect(await back.getAttribute("aria-label")).toBeNull();
  // Without an icon nothing would be left.
  await mini.locator(".dropdown-toggle").click();
  await mini.locator(".dropdown-menu .thirdCall").click();
  await eventually(() => first.locator(".callTitle").textContent()).toBe("third");
});
