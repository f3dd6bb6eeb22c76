const FLASH_MS = 1000;

/** Flashes the title and the icon of the page's tab while somebody calls; puts both back as the page has them. */
export class TitleFlash {
  readonly #iconUrl: string;
  #timer: ReturnType<typeof setInterval> | undefined;
  #words = "";
  #pageTitle = "";
  #isOn = false;
  #icon: HTMLLinkElement | undefined;

  /** `iconUrl` is of the call server, so that no inline image needs leave of the page's policy. */
  constructor(iconUrl: string) {
    this.#iconUrl = iconUrl;
  }

  /** Called again it only changes the words. */
  start(words: string): void {
    if (this.#timer !== undefined && words === this.#words) return;
    this.stop();
    this.#words = words;
    this.#timer = setInterval(this.#turn, FLASH_MS);
    this.#turn();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#isOn) this.#turn();
  }

  readonly #turn = (): void => {
    if (this.#isOn) this.#hide();
    else this.#show();
    this.#isOn = !this.#isOn;
  };

  #show(): void {
    this.#pageTitle = document.title;
    document.title = this.#words;
    this.#icon = document.createElement("link");
    this.#icon.rel = "icon";
    this.#icon.href = this.#iconUrl;
    document.head.append(this.#icon);
  }

  #hide(): void {
    // A page that has set another title meanwhile keeps it.
    if (document.title === this.#words) document.title = this.#pageTitle;
    this.#icon?.remove();
  }
}
