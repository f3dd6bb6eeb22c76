export { exo, exo as connector } from "./exo-connector.ts";
export { exoRest } from "./rest/exo-rest.ts";
export type { ExoRestOptions } from "./rest/rest-options.ts";
