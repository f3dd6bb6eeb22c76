export { webrtc } from "./connector.ts";
