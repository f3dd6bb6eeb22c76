import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { CallPage } from "./call-page.ts";
import { installMediaProbe } from "./media-probe.ts";

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

/** Somebody in front of a browser profile of their own. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  /** The page that this person looks at first. */
  readonly page: Page;
  readonly #portal: string;

  private constructor(options: PersonOptions, context: BrowserContext, page: Page) {
    this.name = options.name;
    this.#portal = options.portal;
    this.context = context;
    this.page = page;
  }

  /** A new browser profile, signed in at the demo site. */
  static async signIn(browser: Browser, options: PersonOptions): Promise<Person> {
    const context = await browser.newContext(options.context);
    const granted = ["microphone", "camera", "notifications"].filter(
      (permission) => !options.denies?.some((denied) => denied === permission),
    );
    await context.grantPermissions(granted, { origin: options.callServer });
    await context.grantPermissions(["notifications"], { origin: options.portal });
    await context.addInitScript(installMediaProbe);
    const page = await context.newPage();
    await page.goto(`${options.portal}/?as=${options.id}`);
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

  async leave(): Promise<void> {
    await this.context.close();
  }
}
