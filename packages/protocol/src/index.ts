export {
  type Account,
  type AccountField,
  type AccountOperations,
  type AccountType,
  isPattern,
} from "./accounts.ts";
export type {
  AdminSession,
  ApiKey,
  AuditEntry,
  PersonFound,
  ServerStatus,
  SettingsCheck,
} from "./administration.ts";
export type { ChannelOperations } from "./channel.ts";
export { CLOSE_CODES, type CloseName, shouldReconnect } from "./close-codes.ts";
export {
  CallError,
  ERROR_CODES,
  type ErrorCode,
  type Helper,
  isErrorCode,
  type Problem,
} from "./errors.ts";
export * from "./frames.ts";
export type { Group, GroupOperations } from "./groups.ts";
export type {
  Cursor,
  HistoryEntry,
  HistoryFormat,
  HistoryOperations,
  PersonHistoryEntry,
} from "./history.ts";
export { LIMITS, LOG_LIMITS, TIMES } from "./limits.ts";
export type {
  LogEntry,
  LogFormat,
  LogLevel,
  LogLine,
  LogOperations,
  LogQuery,
  TracedCall,
} from "./logs.ts";
export * from "./model.ts";
export { KEY_SCOPES, type KeyScope } from "./operation-entry.ts";
export * from "./operations.ts";
export type {
  ConnectorFailure,
  ConnectorSettings,
  ConnectorState,
  PageFailure,
  ProviderFeature,
  ProviderInfo,
  ProviderOperations,
  ProviderState,
  SettingSource,
  SwitchSource,
  SwitchSources,
} from "./providers.ts";
export { QUALITY_PROBLEMS, type QualityOperations, type QualityProblem } from "./quality.ts";
export { TOKEN_MAX_SECONDS, TOKEN_TYPE, type TokenClaims } from "./token.ts";
export {
  WEBHOOK_EVENTS,
  type WebhookBody,
  type WebhookCall,
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookEvent,
  type WebhookOperations,
  type WebhookParty,
} from "./webhooks.ts";
