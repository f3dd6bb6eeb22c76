import { initials, partyName, portraitUrl } from "@ringline/elements";
import type { Party } from "@ringline/protocol";
import { html, type TemplateResult } from "lit";

/** A picture, or initials where there is none or it does not load. Only for the eye: the name stands beside it. */
export function portrait(party: Party | undefined): TemplateResult {
  const url = party === undefined ? undefined : portraitUrl(party, document.baseURI);
  const letters = party === undefined ? "" : initials(partyName(party));
  return html`<span class="portrait" aria-hidden="true">
    <span class="initials">${letters}</span>
    ${
      url === undefined
        ? undefined
        : html`<img alt="" referrerpolicy="no-referrer" src=${url} @error=${removeImage} />`
    }
  </span>`;
}

function removeImage({ target }: Event): void {
  if (target instanceof HTMLElement) target.hidden = true;
}
