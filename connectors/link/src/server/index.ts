export { link, link as connector } from "./connector.ts";
export type { LinkSettings } from "./settings.ts";
