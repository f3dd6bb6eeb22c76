export { clientFrame, helloFrame } from "./frames.ts";
export { callId, siteId } from "./ids.ts";
export { callTarget, INPUT_SCHEMAS } from "./operations.ts";
export { tokenClaims } from "./token.ts";
