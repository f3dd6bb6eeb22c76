export type { CallListener } from "./call-channels.ts";
export { type Door, doorOf } from "./door.ts";
export { exoCallIdOf } from "./exo-call.ts";
export { type ExoCallState, ExoCalls, type ExoCallsOptions } from "./exo-calls.ts";
export { ExoFailure, exoFailure } from "./exo-error.ts";
export {
  type AccountsByPerson,
  type ExoAccount,
  type ExoGroupInfo,
  type ExoGroupWithCall,
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
