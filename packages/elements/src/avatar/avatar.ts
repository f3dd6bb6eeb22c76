import type { Party } from "@ringline/protocol";
import { css, html, LitElement, type TemplateResult } from "lit";
import { avatarText, avatarTone, portraitUrl } from "./initials.ts";

/**
 * `<ringline-avatar>` with the property `party`: the portrait, or initials on a colour where there is none or it does not
 * load. Only for the eye: the name always stands beside it. `--ringline-avatar-size` sets its size.
 */
export class AvatarElement extends LitElement {
  static override properties = { party: { attribute: false }, hasFailed: { state: true } };
  declare party: Party | undefined;
  declare hasFailed: boolean;

  static override styles = css`
    :host {
      display: block;
      flex: none;
      inline-size: var(--ringline-avatar-size, 56px);
      block-size: var(--ringline-avatar-size, 56px);
      container-type: size;
    }
    img,
    span {
      display: grid;
      place-items: center;
      inline-size: 100%;
      block-size: 100%;
      border-radius: 50%;
      object-fit: cover;
      color: #ffffff;
      font-weight: 600;
      font-size: 38cqi;
      line-height: 1;
      user-select: none;
    }
    .tone-0 {
      background: #3f5fb8;
    }
    .tone-1 {
      background: #7a4ea8;
    }
    .tone-2 {
      background: #a33d6f;
    }
    .tone-3 {
      background: #ad4a2e;
    }
    .tone-4 {
      background: #806315;
    }
    .tone-5 {
      background: #3f7434;
    }
    .tone-6 {
      background: #12766f;
    }
    .tone-7 {
      background: #566273;
    }
  `;

  constructor() {
    super();
    this.hasFailed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("aria-hidden", "true");
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("party")) this.hasFailed = false;
  }

  protected override render(): TemplateResult {
    const { party } = this;
    if (party === undefined) return html`<span class="tone-7" part="initials"></span>`;
    const url = this.hasFailed ? undefined : portraitUrl(party, document.baseURI);
    if (url === undefined) {
      const tone = `tone-${avatarTone(party)}`;
      return html`<span class=${tone} part="initials">${avatarText(party)}</span>`;
    }
    return html`<img
      part="image"
      alt=""
      referrerpolicy="no-referrer"
      src=${url}
      @error=${() => {
        this.hasFailed = true;
      }}
    />`;
  }
}
