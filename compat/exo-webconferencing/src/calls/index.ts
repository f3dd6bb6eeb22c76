export {
  type ExoAccount,
  type ExoGroupInfo,
  type ExoPages,
  type ExoProviderConfig,
  type ExoStatus,
  type ExoUserInfo,
  exoGroupInfo,
  exoProviderConfig,
  exoStatus,
  exoUserInfo,
  splitName,
} from "./exo-infos.ts";
export type * from "./exo-types.ts";
