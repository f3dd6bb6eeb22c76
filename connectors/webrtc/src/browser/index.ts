export { webrtc as connector } from "./connector.ts";
