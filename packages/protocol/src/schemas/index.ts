export { clientFrame, helloFrame } from "./frames.ts";
export { callId, participantId, providerId, siteId, text, url } from "./ids.ts";
export { callTarget, INPUT_SCHEMAS } from "./operations.ts";
export { tokenClaims } from "./token.ts";
