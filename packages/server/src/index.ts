export type { SigningKeys } from "./auth/keys.ts";
export { createOrigins, isOriginPattern, type Origins } from "./auth/origins.ts";
export { secretFault } from "./auth/secrets.ts";
export { createTokenVerifier, type VerifyToken } from "./auth/tokens.ts";
export { type BrowserFiles, readBrowserFiles } from "./http/browser-files.ts";
export type { Front } from "./http/http-parts.ts";
export type { Store } from "./store/store.ts";
