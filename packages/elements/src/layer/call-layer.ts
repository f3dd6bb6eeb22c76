import type { Call } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { callingWords } from "../card/calling-words.ts";
import type { IncomingCallElement } from "../card/incoming-call.ts";
import type { ShownRing } from "../card/rings.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { theme } from "../theme/theme.ts";
import { callLayerStyles } from "./call-layer.css.ts";
import type { Notice } from "./notices.ts";

/** What the person can do on the layer beyond what each card does by itself. */
export interface LayerActs {
  putNoticeAway(notice: Notice): void;
  allowNotifications(): void;
}

/** `<ringline-call-layer>`: what floats over a page, at its lower end: cards, notices, the bar of the running call. */
export class CallLayerElement extends LitElement {
  static override properties = {
    desk: { attribute: false },
    localiser: { attribute: false },
    rings: { attribute: false },
    running: { attribute: false },
    notices: { attribute: false },
    isSoundBlocked: { attribute: false },
    offersNotifications: { attribute: false },
    announcement: { state: true },
  };
  static override styles = [theme, callLayerStyles];
  declare desk: CallDesk;
  declare localiser: Localiser<LayerMessage>;
  declare rings: readonly ShownRing[];
  /** The call in which this person sits, unless its panel stands on this page. */
  declare running: Call | undefined;
  declare notices: readonly Notice[];
  declare isSoundBlocked: boolean;
  declare offersNotifications: boolean;
  declare announcement: string;
  acts: LayerActs | undefined;

  constructor() {
    super();
    this.rings = [];
    this.notices = [];
    this.isSoundBlocked = false;
    this.offersNotifications = false;
    this.announcement = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "manual";
    this.showPopover?.();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("rings")) return;
    const before = (changed.get("rings") ?? []) as readonly ShownRing[];
    const isNew = (ring: ShownRing): boolean => before.every(({ id }) => id !== ring.id);
    const news = this.rings.filter(isNew);
    const say = (call: ShownRing): string => this.localiser.text(...callingWords(call));
    if (news.length > 0) this.announcement = news.map(say).join(" ");
    if (this.rings.length === 0) this.announcement = "";
    if (news.length > 0) this.#raise();
    this.#giveFocusBack(before);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="visually-hidden" role="alert">${this.announcement}</div>
      ${repeat(
        this.rings,
        ({ id }) => id,
        (call) => this.#card(call),
      )}
      <div class="notices" role="status">${this.notices.map((notice) => this.#notice(notice))}</div>
      ${this.running ? this.#bar(this.running) : nothing}
    `;
  }

  #card(call: ShownRing): TemplateResult {
    return html`<ringline-incoming-call
      data-call=${call.id}
      .call=${call}
      .desk=${this.desk}
      .localiser=${this.localiser}
      .isSoundBlocked=${this.isSoundBlocked && call.ring === "aloud"}
    ></ringline-incoming-call>`;
  }

  #notice(notice: Notice): TemplateResult {
    return html`<ringline-notice
      .notice=${notice}
      .localiser=${this.localiser}
      .offersNotifications=${this.offersNotifications}
      .putAway=${() => this.acts?.putNoticeAway(notice)}
      .allowNotifications=${() => this.acts?.allowNotifications()}
    ></ringline-notice>`;
  }

  #bar(call: Call): TemplateResult {
    return html`<ringline-call-bar
      .call=${call}
      .desk=${this.desk}
      .localiser=${this.localiser}
    ></ringline-call-bar>`;
  }

  /** A page may have opened popovers or dialogs of its own since: a new card stands above them. */
  #raise(): void {
    if (!this.isConnected || this.contains(document.activeElement)) return;
    this.hidePopover?.();
    this.showPopover?.();
  }

  #giveFocusBack(before: readonly ShownRing[]): void {
    for (const { id } of before) {
      if (this.rings.some((ring) => ring.id === id)) continue;
      this.renderRoot
        .querySelector<IncomingCallElement>(`[data-call="${CSS.escape(id)}"]`)
        ?.giveFocusBack();
    }
  }
}
