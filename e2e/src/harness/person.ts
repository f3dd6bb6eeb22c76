import type { CallClient } from "@ringline/client";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { CallPage } from "./call-page.ts";
import { eventually } from "./eventually.ts";
import { installMediaProbe } from "./media-probe.ts";
import { installSocketProbe } from "./socket-probe.ts";

export interface PersonOptions {
  /** Demo id, e.g. `anna`. */
  id: string;
  /** Full name, as others read it. */
  name: string;
  /** Where this person signs in: `?as=` is added. */
  portal: string;
  /** The origin of call pages, which asks for microphone and camera. */
  callServer: string;
  /** Default: both are allowed. */
  denies?: readonly ("microphone" | "camera")[];
  context?: Parameters<Browser["newContext"]>[0];
}

declare global {
  var ringline: { ready: Promise<CallClient> } | undefined;
}

/** Somebody in front of a browser profile of their own. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  /** The page that this person looks at first. */
  readonly page: Page;
  readonly #portal: string;
  readonly #callServer: string;

  private constructor(options: PersonOptions, context: BrowserContext, page: Page) {
    this.name = options.name;
    this.#portal = options.portal;
    this.#callServer = options.callServer;
    this.context = context;
    this.page = page;
  }

  /** A new browser profile, signed in at the demo site. */
  static async signIn(browser: Browser, options: PersonOptions): Promise<Person> {
    const context = await browser.newContext(options.context);
    const granted = ["microphone", "camera", "notifications"].filter(
      (permission) => !options.denies?.some((denied) => denied === permission),
    );
    // A window of its own asks for itself; a panel asks in the name of the page around it.
    for (const origin of [options.callServer, options.portal])
      await context.grantPermissions(granted, { origin });
    await context.addInitScript(installMediaProbe);
    await context.addInitScript(installSocketProbe);
    const page = await context.newPage();
    await page.goto(`${options.portal}/?as=${options.id}`);
    // From now on this person can be rung.
    await page.evaluate(async () => void (await globalThis.ringline?.ready));
    return new Person(options, context, page);
  }

  /** Another tab of the same profile. */
  async openTab(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.#portal + path);
    return page;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.#portal + path);
  }

  /** The button that calls this person, on the page given. */
  callButton(name: string, page: Page = this.page): Locator {
    return page.getByRole("button", { name: `Call ${name}`, exact: true }).first();
  }

  /** The card of an incoming call, on the page given. */
  card(caller: string, page: Page = this.page): Locator {
    return page.getByRole("alertdialog", { name: `${caller} is calling you` });
  }

  /** Presses the button next to a name; the call page opens inside the click. */
  call(name: string, page: Page = this.page): Promise<CallPage> {
    return this.opensCallPage(() => this.callButton(name, page).click());
  }

  /** Calls through the page's own API, for what no button offers: a short ring. */
  callFor(call: { id: string; ringMs: number }): Promise<CallPage> {
    return this.opensCallPage(() => this.page.evaluate(placeInPage, call));
  }

  /** Waits for the card and presses a button on it. */
  async answer(caller: string, how = "Answer", page: Page = this.page): Promise<CallPage> {
    const button = this.card(caller, page).getByRole("button", { name: how, exact: true });
    return this.opensCallPage(() => button.click());
  }

  async decline(caller: string, page: Page = this.page): Promise<void> {
    await this.card(caller, page).getByRole("button", { name: "Decline" }).click();
  }

  /** The window that opens while `act` is done. */
  async opensCallPage(act: () => Promise<void>): Promise<CallPage> {
    const [opened] = await Promise.all([this.context.waitForEvent("page"), act()]);
    await opened.waitForLoadState("domcontentloaded");
    return new CallPage(opened);
  }

  /** Presses the button next to a name where the call page stands in a panel: small screens, blocked windows. */
  async callInPanel(name: string): Promise<CallPage> {
    await this.callButton(name).click();
    return this.#panel();
  }

  async answerInPanel(caller: string): Promise<CallPage> {
    await this.card(caller).getByRole("button", { name: "Answer", exact: true }).click();
    return this.#panel();
  }

  async #panel(): Promise<CallPage> {
    const isCallPage = (frame: Frame) => new URL(frame.url()).pathname === "/call";
    const frame = await eventually("the panel opens", () => this.page.frames().find(isCallPage));
    return new CallPage(frame);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  /** Ends whatever call is left, by the API: who comes next under this name is in none. */
  async endCalls(): Promise<void> {
    const { request } = this.context;
    const signed = await request.post(`${this.#portal}/token`, {
      headers: { Origin: this.#portal },
    });
    if (!signed.ok()) return;
    const headers = { Authorization: `Bearer ${(await signed.json()).token}` };
    const calls = `${this.#callServer}/v1/calls`;
    const { calls: left } = await (await request.get(calls, { headers })).json();
    for (const { id } of left) await request.post(`${calls}/${id}/end`, { headers, data: {} });
  }
}

async function placeInPage({ id, ringMs }: { id: string; ringMs: number }): Promise<void> {
  const client = await globalThis.ringline?.ready;
  if (!client) throw new Error("ringline.js is not on this page");
  const { secret } = client.placeCall({ type: "user", id }, { ringMs });
  window.open(`${client.server}/call?lang=en#${secret}`, "_blank", "popup");
}
