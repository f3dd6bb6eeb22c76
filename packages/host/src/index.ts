export { type SignedUser, type SignTokenOptions, signToken } from "./sign-token.ts";
