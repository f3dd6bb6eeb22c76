import { Administration } from "../admin/administration.ts";
import { AuditTrail } from "../audit/audit-trail.ts";
import { Backup } from "../backup/backup.ts";
import { callMachine } from "../calls/call-machine.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { peopleIn } from "../calls/call-record.ts";
import { CallService } from "../calls/call-service.ts";
import { Channels } from "../calls/channels.ts";
import { Deadlines } from "../calls/deadlines.ts";
import { Delivery } from "../calls/delivery.ts";
import { KnownCalls } from "../calls/known-calls.ts";
import { Places } from "../calls/places.ts";
import { Relay } from "../calls/relay.ts";
import { Seats } from "../calls/seats.ts";
import { ConnectorRelay } from "../connectors/connector-relay.ts";
import { Connectors } from "../connectors/connectors.ts";
import { PageFaults } from "../connectors/page-faults.ts";
import { Reports } from "../connectors/reports.ts";
import { SettingsTests } from "../connectors/settings-tests.ts";
import { ProviderSwitches } from "../connectors/switches.ts";
import { historyRows } from "../history/history-rows.ts";
import { ClientLog } from "../logs/client-log.ts";
import { LogSwitch } from "../logs/log-switch.ts";
import { Accounts } from "../people/accounts.ts";
import { Lookups } from "../people/lookups.ts";
import { BoundedPolicy } from "../people/policy.ts";
import { Devices } from "../presence/devices.ts";
import { Presence } from "../presence/presence.ts";
import { Statuses } from "../presence/statuses.ts";
import type { ServerOptions } from "../server-options.ts";
import type { NewLogLine, TrailOf } from "../store/store.ts";
import { UntilWritten } from "../until-written.ts";
import { callEvents } from "../webhooks/webhook-events.ts";
import { messagesIfAny, openWebhooks, type WebhookParts } from "../webhooks/webhook-parts.ts";
import type { Ground } from "./ground.ts";

export type Domain = Awaited<ReturnType<typeof buildDomain>>;

/** Calls, presence and connectors, at work on the ground. @throws {Error} when a connector does not start */
export async function buildDomain(ground: Ground, options: ServerOptions) {
  const { store, clock, logger, times } = ground;
  const webhooks = await openWebhooks(options.webhooks ?? {}, ground);
  const trailOf = trailsOf(ground, webhooks);
  store.calls.leaveTrail(trailOf);
  const late: { connectors?: Connectors } = {};
  const isOpen = (call: CallRecord) => late.connectors?.drawsWindow(call.provider) ?? false;
  const callParts = buildCalls(ground, isOpen);
  const { known, move } = callParts;
  known.onNews(() => {
    if (webhooks.endpoints.isAnyOn) webhooks.sender.look();
  });
  const mostMs = times.connectorMs;
  const switches = await buildSwitches(ground, options.remoteLog);
  const reports = buildReports(ground, callParts, switches);
  const types = () => late.connectors?.accountTypes() ?? [];
  const accounts = new Accounts({ store: store.accounts, types });
  const pageFaults = new PageFaults((id) => late.connectors?.serverHalf(id) !== undefined);
  const connectors = await Connectors.start(options.connectors, {
    publicUrl: options.publicUrl,
    clock,
    logger,
    mostMs,
    reports,
    switches,
    pageFaults,
    store: store.connectors,
    isOn: (provider) => switches.isOn(provider),
    accountOf: async (person, type) => (await accounts.of(person, type))?.fields,
    live: () => known.live(),
  });
  late.connectors = connectors;
  const places = new Places({
    connectors,
    store: store.calls,
    open: store.places,
    known,
    clock,
    logger,
    waitMs: mostMs,
    untilWritten: callParts.untilWritten,
    move,
  });
  const clientLog = buildClientLog(ground, { connectors, switches, pageFaults });
  const policy = new BoundedPolicy(options.policy ?? {}, { clock, mostMs: times.policyMs });
  const administration = new Administration({ store, clock, times });
  const audit = new AuditTrail({ store: store.audit, clock, logger });
  return {
    ...callParts,
    ...buildPresence(ground, callParts),
    connectors,
    switches,
    accounts,
    places,
    policy,
    clientLog,
    administration,
    settingsTests: buildSettingsTests(ground, connectors),
    audit,
    backup: buildBackup(ground, options, trailOf),
    webhooks,
  };
}

async function buildSwitches(
  { store, logger }: Ground,
  remoteLog: readonly string[] = [],
): Promise<ProviderSwitches> {
  const isLogged = (provider: string) => remoteLog.includes(provider) || remoteLog.includes("*");
  const switches = new ProviderSwitches({
    store: store.switches,
    logger,
    configured: (provider) => (isLogged(provider) ? { logs: true } : {}),
  });
  await switches.read();
  return switches;
}

function buildSettingsTests({ clock, logger, times }: Ground, connectors: Connectors) {
  return new SettingsTests({
    find: (id) => connectors.serverHalf(id),
    whole: (id, settings) => connectors.wholeSettings(id, settings),
    clock,
    logger,
    mostMs: times.connectorMs,
  });
}

function buildReports(
  { store, clock, logger, times, node }: Ground,
  { calls, known, relay }: ReturnType<typeof buildCalls>,
  switches: ProviderSwitches,
): Reports {
  return new Reports({
    calls,
    store,
    clock,
    times,
    relay: new ConnectorRelay({ relay, known, logger, page: `connectors-${node}` }),
    isOn: (provider) => switches.isOn(provider),
  });
}

function buildClientLog(
  { clock, journal, processLogger, limits }: Ground,
  { connectors, switches, pageFaults }: ClientLogParts,
): ClientLog {
  const logSwitch = new LogSwitch({
    offered: () => connectors.all(),
    isOn: (provider) => switches.logs(provider),
  });
  const onLine = (line: NewLogLine) => pageFaults.note(line);
  return new ClientLog({
    switch: logSwitch,
    journal,
    clock,
    logger: processLogger,
    limits,
    onLine,
  });
}

interface ClientLogParts {
  connectors: Connectors;
  switches: ProviderSwitches;
  pageFaults: PageFaults;
}

function buildBackup(
  { store, clock, logger, times }: Ground,
  { database }: ServerOptions,
  trailOf: TrailOf,
): Backup {
  return new Backup({ database, store, machine: callMachine(times), clock, logger, trailOf });
}

/** What each change of a call writes beside it. */
function trailsOf({ times }: Ground, { endpoints }: WebhookParts): TrailOf {
  const keepsHistory = times.historyKeptMs > 0;
  return (after, before, now) => {
    const isEnd = after.phase === "ended" && before?.phase !== "ended";
    return {
      history: keepsHistory && isEnd ? historyRows(after) : [],
      messages: messagesIfAny(endpoints, () => callEvents(after, before, now)),
    };
  };
}

/** The call service and all who listen to it. Listeners hear in the order in which they are made here. */
function buildCalls(ground: Ground, isOpen: (call: CallRecord) => boolean) {
  const { store, clock, hints, logger, times, node, isAlone } = ground;
  const untilWritten = new UntilWritten({ clock, logger });
  const known = new KnownCalls(times.endedKeptMs);
  const delivery = new Delivery(known, clock);
  const others = isAlone ? {} : { node };
  const relay = new Relay({ log: store.relay, known, hints, logger, isOpen, ...others });
  const channels = new Channels({ relay, known, clock, limits: ground.limits });
  const machine = callMachine(times);
  const deadlines: Deadlines = new Deadlines({
    store: store.calls,
    clock,
    logger,
    pass: (call) => calls.move(call, { type: "time" }),
  });
  const calls: CallService = new CallService({
    store: store.calls,
    machine,
    known,
    deadlines,
    hints,
    clock,
    logger: ground.processLogger,
    journal: ground.journal,
  });
  const move: CallService["move"] = (call, event) => calls.move(call, event);
  const { claimMs } = times;
  const seats = new Seats({ store: store.calls, known, clock, claimMs, node, untilWritten, move });
  return { untilWritten, known, delivery, relay, channels, deadlines, calls, move, seats };
}

function buildPresence(
  { store, clock, logger, times, limits, node }: Ground,
  { known, untilWritten }: { known: KnownCalls; untilWritten: UntilWritten },
) {
  const statuses = new Statuses({ store, known, clock, offlineMs: times.offlineMs });
  const presence = new Presence({ statuses, clock, logger });
  known.onNews((call) => {
    for (const person of peopleIn(call)) presence.touch(person);
  });
  const lookups = new Lookups(limits, clock);
  const devices = new Devices({ store: store.devices, node, clock, untilWritten });
  return { statuses, presence, lookups, devices };
}
