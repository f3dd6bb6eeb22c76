export {
  PortalCometD,
  type PortalConfiguration,
  type PortalSubscription,
} from "./portal-cometd.ts";
