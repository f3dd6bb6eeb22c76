import { svg, type TemplateResult } from "lit";

function icon(...paths: string[]): TemplateResult {
  return svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    ${paths.map((path) => svg`<path d=${path}></path>`)}
  </svg>`;
}

const MICROPHONE =
  "M12 3.5a2.75 2.75 0 0 1 2.75 2.75v5a2.75 2.75 0 0 1-5.5 0v-5A2.75 2.75 0 0 1 12 3.5Z";
const STAND = "M6 11.25a6 6 0 0 0 12 0M12 17.25v3.25M9 20.5h6";
const CAMERA = "M5 6.5h7.5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z";
const LENS = "m14.5 10.75 4.9-3.06a.75.75 0 0 1 1.1.66v7.3a.75.75 0 0 1-1.1.66l-4.9-3.06";
const STRIKE = "M4 3.5 20 20.5";

export const microphoneIcon = icon(MICROPHONE, STAND);
export const microphoneOffIcon = icon(MICROPHONE, STAND, STRIKE);
export const cameraIcon = icon(CAMERA, LENS);
export const cameraOffIcon = icon(CAMERA, LENS, STRIKE);
/** A receiver laid down. */
export const hangUpIcon = svg`<svg class="icon solid" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 8.5c-3.9 0-7.2 1.2-9.2 3.3-.8.8-.9 2.1-.3 3.1l.9 1.4c.5.8 1.5 1.1 2.4.8l2.3-.8c.8-.3 1.3-1 1.3-1.8v-1.6c.8-.2 1.7-.3 2.6-.3s1.8.1 2.6.3v1.6c0 .8.5 1.5 1.3 1.8l2.3.8c.9.3 1.9 0 2.4-.8l.9-1.4c.6-1 .5-2.3-.3-3.1-2-2.1-5.3-3.3-9.2-3.3Z"></path>
</svg>`;
export const devicesIcon = icon(
  "M4 7.5h9M18 7.5h2M4 16.5h2M11 16.5h9",
  "M15.5 5.25a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5Z",
  "M8.5 14.25a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5Z",
);
export const fullScreenIcon = icon("M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5");
export const leaveFullScreenIcon = icon("M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5");
export const soundIcon = icon(
  "M11 5.5 7 9H4v6h3l4 3.5v-13Z",
  "M15 9a4.25 4.25 0 0 1 0 6M17.75 6.25a8.1 8.1 0 0 1 0 11.5",
);
/** Bars that rise, and a triangle: they differ in shape, not in colour. */
export const goodIcon = icon("M5 16v3.5M10 12.5v7M15 9v10.5M20 5v14.5");
export const weakIcon = icon("M12 4.25 21 19.5H3Z", "M12 10v4.25M12 16.75v.25");
/** A page that opens beside this one. */
export const openIcon = icon(
  "M13.5 4.5h6v6M19.5 4.5l-8.5 8.5",
  "M17.5 13.5v4a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2h4",
);
