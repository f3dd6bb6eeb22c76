export { webrtc, webrtc as connector } from "./connector.ts";
export type { IceServerSetting, WebrtcSettings } from "./settings.ts";
