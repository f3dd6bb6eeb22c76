import type { QualityProblem } from "@ringline/protocol";
import type { Administration } from "../admin/administration.ts";
import type { AuditTrail } from "../audit/audit-trail.ts";
import type { Backup } from "../backup/backup.ts";
import type { Millis } from "../calls/call-record.ts";
import type { CallService } from "../calls/call-service.ts";
import type { Channels } from "../calls/channels.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { Places } from "../calls/places.ts";
import type { Clock } from "../clock.ts";
import type { Connectors } from "../connectors/connectors.ts";
import type { SettingsTests } from "../connectors/settings-tests.ts";
import type { ProviderSwitches } from "../connectors/switches.ts";
import type { Hints } from "../hints/hints.ts";
import type { RateLimits, ServerTimes } from "../limits.ts";
import type { ClientLog } from "../logs/client-log.ts";
import type { Logger } from "../logs/logger.ts";
import type { Accounts } from "../people/accounts.ts";
import type { Lookups } from "../people/lookups.ts";
import type { BoundedPolicy } from "../people/policy.ts";
import type { Presence } from "../presence/presence.ts";
import type { Statuses } from "../presence/statuses.ts";
import type { Serially } from "../serially.ts";
import type { Store } from "../store/store.ts";
import type { WebhookParts } from "../webhooks/webhook-parts.ts";

export interface AboutServer {
  readonly version: string;
  readonly node: string;
  readonly startedAt: Millis;
  readonly databaseType: "sqlite" | "postgres";
}

/** What operations work with: the server's parts, wired in `server.ts`. */
export interface Parts {
  readonly store: Store;
  readonly calls: CallService;
  readonly known: KnownCalls;
  readonly channels: Channels;
  readonly places: Places;
  readonly connectors: Connectors;
  readonly switches: ProviderSwitches;
  readonly accounts: Accounts;
  readonly presence: Presence;
  readonly statuses: Statuses;
  readonly lookups: Lookups;
  readonly policy: BoundedPolicy;
  readonly webhooks: WebhookParts;
  readonly hints: Hints;
  readonly clock: Clock;
  readonly times: ServerTimes;
  readonly limits: RateLimits;
  readonly logger: Logger;
  /** Where the lines of pages go. */
  readonly clientLog: ClientLog;
  readonly administration: Administration;
  readonly audit: AuditTrail;
  readonly backup: Backup;
  readonly settingsTests: SettingsTests;
  /** What this process is. */
  readonly about: AboutServer;
  /** Counts what a person noticed of a call, for the metrics. */
  countProblem(problem: QualityProblem): void;
  /** Open sockets of this process. */
  sockets(): number;
  /** One placing or answering of a person after the other here; across processes the store decides. */
  readonly perPerson: Serially;
  /** Whether this is an origin of the site. */
  isSiteOrigin(origin: string): boolean;
  /** Something of this person was written: subscribers and open sockets look again, here and elsewhere. */
  personChanged(person: string): void;
}
