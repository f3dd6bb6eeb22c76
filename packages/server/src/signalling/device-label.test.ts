import { expect, it } from "vitest";
import { deviceLabel } from "./device-label.ts";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1",
    "Chrome on iPhone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on Mac"],
  ["Mozilla/5.0 (something new)", "Browser on device"],
  ["Bob's phone", "Bob's phone"],
  ["Node.js/24", "Node.js/24"],
  ["", "?"],
])("[RING3] names the winner's device: %s", (said, label) => {
  expect(deviceLabel(said)).toBe(label);
});
