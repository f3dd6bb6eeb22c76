export { Child } from "./child.ts";
export { type RunningChromium, startChromium } from "./chromium.ts";
export { eventually } from "./eventually.ts";
export { freePort } from "./free-port.ts";
export { Person } from "./person.ts";
export { RinglineSite } from "./ringline-site.ts";
export { deviceHello, seatHello, seatKey, WireClient, WireProblem } from "./wire-client.ts";
