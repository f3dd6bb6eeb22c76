import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Device } from "../media/device-list.ts";
import type { Actions } from "./actions.ts";
import { devicesIcon } from "./icons.ts";

/** The button "Devices" and what it opens: a disclosure with one list for each kind. */
export function deviceMenu(view: PageView, words: Words, actions: Actions): TemplateResult {
  const { devices, preferences } = view;
  return html`<button
      class="control"
      type="button"
      popovertarget="devices"
      aria-label=${words.text("devices")}
      title=${words.text("devices")}
    >
      ${devicesIcon}
    </button>
    <div id="devices" class="devices" popover role="dialog" aria-label=${words.text("devices")}>
      ${choice({
        label: words.text("microphone"),
        devices: devices.microphones,
        chosen: view.microphoneId ?? preferences.microphone,
        words,
        choose: actions.chooseMicrophone,
      })}
      ${choice({
        label: words.text("camera"),
        devices: devices.cameras,
        chosen: view.cameraId ?? preferences.camera,
        words,
        choose: actions.chooseCamera,
      })}
      ${choice({
        label: words.text("speaker"),
        devices: devices.speakers,
        chosen: preferences.speaker,
        words,
        choose: actions.chooseSpeaker,
      })}
    </div>`;
}

interface Choice {
  label: string;
  devices: readonly Device[];
  chosen: string | undefined;
  words: Words;
  choose(id: string): void;
}

function choice({ label, devices, chosen, words, choose }: Choice) {
  if (devices.length === 0) return nothing;
  const change = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) choose(target.value);
  };
  return html`<label>
    <span>${label}</span>
    <select @change=${change}>
      ${devices.map(
        ({ id, label: name }, index) =>
          html`<option value=${id} .selected=${live(id === chosen)}>
            ${name === "" ? words.text("device-number", { number: index + 1 }) : name}
          </option>`,
      )}
    </select>
  </label>`;
}
