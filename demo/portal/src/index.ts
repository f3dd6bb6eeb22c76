export { siteDirectory } from "./older/older-people.ts";
export { createPortal, type Portal, type PortalOptions } from "./portal.ts";
