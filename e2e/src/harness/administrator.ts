import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import type { RinglineSite } from "./ringline-site.ts";

/** Somebody at the administration page. */
export class Administrator {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the link that the start printed. */
  async signIn(site: RinglineSite): Promise<void> {
    await this.page.goto(await setupLink(site));
    await this.page.getByRole("heading", { name: "Providers" }).waitFor();
  }

  /** One press in the menu. */
  async open(section: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: section }).click();
    await this.page.getByRole("heading", { name: section, level: 1 }).waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name });
  }
}

/** The newest link that the server printed. */
export function setupLink(site: RinglineSite): Promise<string> {
  return eventually(
    "the server prints a set-up link",
    () => [...site.output.matchAll(/https?:\S+\/admin\/#setup=[\w-]+/g)].at(-1)?.[0],
  );
}
