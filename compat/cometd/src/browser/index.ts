import { PortalCometD } from "./portal-cometd.ts";

export {
  PortalCometD,
  type PortalConfiguration,
  type PortalSubscription,
} from "./portal-cometd.ts";

/** The page's own one: as the older pages have it, there is one for all their scripts. */
export const cCometD = new PortalCometD();
