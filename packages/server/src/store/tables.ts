import type { Generated } from "kysely";

/** The tables that ordinary queries read and write; calls have statements of their own. Times in milliseconds since 1970. */
export interface Tables {
  people: PeopleTable;
  blocks: BlocksTable;
  devices: DevicesTable;
  nodes: NodesTable;
  history: HistoryTable;
  groups: GroupsTable;
  log_lines: LogLinesTable;
  provider_switches: ProviderSwitchesTable;
  accounts: AccountsTable;
  connector_settings: ConnectorSettingsTable;
  connector_storage: ConnectorStorageTable;
  open_places: OpenPlacesTable;
  sign_ins: SignInsTable;
  admin_sessions: AdminSessionsTable;
  api_keys: ApiKeysTable;
  audit: AuditTable;
  last_seen: LastSeenTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_messages: WebhookMessagesTable;
}

export interface PeopleTable {
  id: string;
  type: "user" | "guest";
  name: string;
  picture: string | null;
  status: string;
  while_in_call: string | null;
  revoked_at: number | null;
  written_at: number;
}

export interface BlocksTable {
  owner: string;
  person: string;
}

export interface DevicesTable {
  device: string;
  person: string;
  node: string;
  gone_at: number | null;
  written_at: number;
}

/** On PostgreSQL only. */
export interface NodesTable {
  node: string;
  until: number;
}

export interface HistoryTable {
  seq: Generated<number>;
  person: string;
  call_id: string;
  ended_at: number;
  missed: number;
  unseen: number;
  /** JSON. */
  entry: string;
}

export interface GroupsTable {
  type: "space" | "room";
  id: string;
  title: string;
  picture: string | null;
  /** JSON: the ids of the members. */
  members: string;
}

export interface LogLinesTable {
  seq: Generated<number>;
  at: number;
  /** 1 debug to 4 error. */
  level: number;
  person: string | null;
  page: string | null;
  /** The page's own count. */
  n: number | null;
  call_id: string | null;
  reference: string | null;
  message: string;
  /** JSON of the rest. */
  entry: string;
}

export interface ProviderSwitchesTable {
  provider: string;
  /** 0 or 1; null: nobody switched it. */
  is_on: number | null;
  logs: number | null;
}

export interface AccountsTable {
  person: string;
  type: string;
  source: "site" | "own";
  /** JSON object of texts. */
  fields: string;
}

export interface ConnectorSettingsTable {
  connector: string;
  /** JSON. */
  settings: string;
}

export interface ConnectorStorageTable {
  connector: string;
  key: string;
  /** JSON. */
  value: string;
}

export interface OpenPlacesTable {
  call_id: string;
}

export interface SignInsTable {
  hash: string;
  expires_at: number;
  used_at: number | null;
}

export interface AdminSessionsTable {
  hash: string;
  person: string;
  name: string;
  began_at: number;
  expires_at: number;
  ends_at: number;
}

export interface ApiKeysTable {
  id: string;
  name: string;
  /** With commas between. */
  scopes: string;
  hash: string;
  created_at: number;
  created_by: string;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
}

export interface AuditTable {
  seq: Generated<number | string>;
  reference: string;
  at: number;
  by_type: string;
  by_id: string;
  by_name: string;
  address: string | null;
  action: string;
  target: string | null;
  /** JSON, like the two that follow. */
  input: string;
  before: string | null;
  after: string | null;
  outcome: string;
}

export interface LastSeenTable {
  person: string;
  at: number;
}

/** What is null stands in the settings. */
export interface WebhookEndpointsTable {
  id: string;
  url: string | null;
  /** JSON. */
  events: string | null;
  is_on: number;
  problem: string | null;
  /** JSON. */
  secrets: string;
}

export interface WebhookMessagesTable {
  seq: Generated<number>;
  id: string;
  endpoint: string;
  /** The call's or person's id: messages of one subject go one after the other. */
  subject: string;
  type: string;
  body: string;
  created_at: number;
  state: "waiting" | "delivered" | "dead";
  attempts: number;
  next_at: number;
  leased_until: number;
  status: number | null;
  problem: string | null;
  done_at: number | null;
}
