export { createPortal, type Portal, type PortalOptions } from "./portal.ts";
