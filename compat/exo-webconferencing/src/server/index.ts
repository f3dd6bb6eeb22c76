export { exoRest } from "./rest/exo-rest.ts";
export type { ExoRestOptions } from "./rest/rest-options.ts";
