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
        id: "microphone",
        label: words.text("microphone"),
        devices: devices.microphones,
        chosen: view.microphoneId ?? preferences.microphone,
        words,
        choose: actions.chooseMicrophone,
      })}
      ${choice({
        id: "camera",
        label: words.text("camera"),
        devices: devices.cameras,
        chosen: view.cameraId ?? preferences.camera,
        words,
        choose: actions.chooseCamera,
      })}
      ${choice({
        id: "speaker",
        label: words.text("speaker"),
        devices: devices.speakers,
        chosen: preferences.speaker,
        words,
        choose: actions.chooseSpeaker,
      })}
    </div>`;
}

interface Choice {
  /** Of the element. */
  id: string;
  label: string;
  devices: readonly Device[];
  chosen: string | undefined;
  words: Words;
  choose(id: string): void;
}

function choice({ id, label, devices, chosen, words, choose }: Choice) {
  if (devices.length === 0) return nothing;
  const change = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) choose(target.value);
  };
  return html`<div class="device">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${change}>
      ${devices.map(
        (device, index) =>
          html`<option value=${device.id} .selected=${live(device.id === chosen)}>
            ${device.label === "" ? words.text("device-number", { number: index + 1 }) : device.label}
          </option>`,
      )}
    </select>
  </div>`;
}
