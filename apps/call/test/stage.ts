import { CALLS, launchChromium } from "@ringline/testing";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { BuiltPage } from "./built-page.ts";
import { pictureArrives, until, watch } from "./pages.ts";
import { SeatDoor } from "./seat-door.ts";

/** One call between Anna and Bob, their call pages in windows that a page of another site opened. */
export class Stage {
  readonly built: BuiltPage;
  readonly browser: Browser;
  door: SeatDoor;
  readonly #contexts: BrowserContext[] = [];

  private constructor(built: BuiltPage, browser: Browser) {
    this.built = built;
    this.browser = browser;
    this.door = new SeatDoor(built.server);
  }

  static async open({ flags = CALLS } = {}): Promise<Stage> {
    const [built, browser] = await Promise.all([BuiltPage.start(), launchChromium(flags)]);
    return new Stage(built, browser);
  }

  /** Another site than the call server's origin. */
  get host(): string {
    return `${this.built.origin.replace("127.0.0.1", "localhost")}/host`;
  }

  /** A person's browser, on a page of the site. */
  async arrive(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    this.#contexts.push(context);
    await watch(context);
    const page = await context.newPage();
    await page.goto(this.host);
    return page;
  }

  callUrl(seat: "p1" | "p2", query = "lang=en"): string {
    return `${this.built.origin}/call?${query}#${this.door.secrets[seat]}`;
  }

  /** Opens the call page as the host page does, inside a press. */
  async openCall(site: Page, url: string): Promise<Page> {
    const opened = site.context().waitForEvent("page");
    await site.evaluate((address) => void window.open(address, "_blank", "popup"), url);
    return opened;
  }

  /** Both in the call, sound and picture flowing. */
  async connect(): Promise<{ anna: Page; bob: Page }> {
    const anna = await this.openCall(await this.arrive(), this.callUrl("p1"));
    await anna.getByText("Calling…").waitFor();
    this.door.answer();
    const bob = await this.openCall(await this.arrive(), this.callUrl("p2"));
    await Promise.all([until(anna, pictureArrives), until(bob, pictureArrives)]);
    return { anna, bob };
  }

  /** For the next test: no page, another call. */
  async clear(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    this.door.close();
    this.door = new SeatDoor(this.built.server);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.door.close();
    await this.built.close();
  }
}
