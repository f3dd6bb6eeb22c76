export { publish } from "./publish.ts";
export {
  createWebConferencing,
  type WebConferencing,
  type WebConferencingOptions,
} from "./web-conferencing.ts";
