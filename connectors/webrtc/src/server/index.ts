export { webrtc } from "./connector.ts";
export type { IceServerSetting, WebrtcSettings } from "./settings.ts";
