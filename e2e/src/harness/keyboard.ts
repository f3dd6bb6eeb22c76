import type { Page } from "playwright-core";

type Role = Parameters<Page["getByRole"]>[0];

/** More steps than any page of ours has controls. */
const MOST_STEPS = 80;

/** Somebody who works a page without a pointer: what has the focus is found by its role and name alone. */
export class Keyboard {
  readonly #page: Page;
  #presses = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** How often something was set off since the last time this was asked; steps and typing are not. */
  takePresses(): number {
    const presses = this.#presses;
    this.#presses = 0;
    return presses;
  }

  /** Goes on, or back, until this has the focus. */
  async reach(role: Role, name: string, step: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const page = this.#page;
    const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(":focus"));
    await page.getByRole(role, { name, exact: true }).first().waitFor();
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      await page.keyboard.press(step);
      if ((await wanted.count()) > 0) return;
    }
    throw new Error(`${step} does not reach the ${role} ${name}`);
  }

  /** Sets off what has the focus. */
  async press(key: "Enter" | "Space" = "Enter"): Promise<void> {
    this.#presses += 1;
    await this.#page.keyboard.press(key);
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }
}
