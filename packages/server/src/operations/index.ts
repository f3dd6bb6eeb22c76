import { CallError, OPERATIONS, type OperationName } from "@ringline/protocol";
import { INPUT_SCHEMAS } from "@ringline/protocol/schemas";
import { isInScope } from "../admin/scopes.ts";
import { isAudited } from "../audit/audit-trail.ts";
import { lookAt } from "../audit/looks.ts";
import { shownInput } from "../audit/shown-input.ts";
import { type Asker, isAdministrator } from "../auth/asker.ts";
import type { TokenBuckets } from "../token-bucket.ts";
import { getAccounts } from "./accounts/get-accounts.ts";
import { listAccounts } from "./accounts/list-accounts.ts";
import { putAccount } from "./accounts/put-account.ts";
import { removeAccount } from "./accounts/remove-account.ts";
import { renewAdmin } from "./admin/renew.ts";
import { signInAdmin } from "./admin/sign-in.ts";
import { signOutAdmin } from "./admin/sign-out.ts";
import { listAudit } from "./audit/list-audit.ts";
import { answerCall } from "./calls/answer-call.ts";
import { cancelCall } from "./calls/cancel-call.ts";
import { declineCall } from "./calls/decline-call.ts";
import { endCall } from "./calls/end-call.ts";
import { findCall } from "./calls/find-call.ts";
import { getCall } from "./calls/get-call.ts";
import { joinCall } from "./calls/join-call.ts";
import { keyedCalls } from "./calls/keyed-calls.ts";
import { leaveCall } from "./calls/leave-call.ts";
import { listCalls } from "./calls/list-calls.ts";
import { listenCall } from "./calls/listen-call.ts";
import { liveCalls } from "./calls/live-calls.ts";
import { placeCall } from "./calls/place-call.ts";
import { removeParticipant } from "./calls/remove-participant.ts";
import { reportCall } from "./calls/report-call.ts";
import { reseatCall } from "./calls/reseat-call.ts";
import { ringingCall } from "./calls/ringing-call.ts";
import { sayInCall } from "./calls/say-in-call.ts";
import { unlistenCall } from "./calls/unlisten-call.ts";
import { getRooms, getSpaces } from "./groups/get-groups.ts";
import { putRooms, putSpaces } from "./groups/put-groups.ts";
import { removeRoom, removeSpace } from "./groups/remove-group.ts";
import { eraseHistory } from "./history/erase-history.ts";
import { exportHistory } from "./history/export-history.ts";
import { findHistory } from "./history/find-history.ts";
import { listHistory } from "./history/list-history.ts";
import { seeHistory } from "./history/see-history.ts";
import { inputProblem } from "./input-problem.ts";
import { createKey } from "./keys/create-key.ts";
import { listKeys } from "./keys/list-keys.ts";
import { revokeKey } from "./keys/revoke-key.ts";
import { exportLogs } from "./logs/export-logs.ts";
import { findLogs } from "./logs/find-logs.ts";
import { writeLogs } from "./logs/write-logs.ts";
import type { Operation, RunOperation } from "./operation.ts";
import type { Parts } from "./parts.ts";
import { blockPerson } from "./people/block-person.ts";
import { erasePerson } from "./people/erase-person.ts";
import { findPeople } from "./people/find-people.ts";
import { getPeople } from "./people/get-people.ts";
import { listBlocked } from "./people/list-blocked.ts";
import { putPeople } from "./people/put-people.ts";
import { revokePerson } from "./people/revoke-person.ts";
import { unblockPerson } from "./people/unblock-person.ts";
import { getPresence } from "./presence/get-presence.ts";
import { setPresence } from "./presence/set-presence.ts";
import { subscribePresence } from "./presence/subscribe-presence.ts";
import { unsubscribePresence } from "./presence/unsubscribe-presence.ts";
import { configureConnector, connectorSettings } from "./providers/configure-connector.ts";
import { listConnectors, listProviders } from "./providers/list-providers.ts";
import { offeredProviders } from "./providers/offered-providers.ts";
import { switchLog, switchProvider } from "./providers/switch-provider.ts";
import { testSettings } from "./providers/test-settings.ts";
import { backUp } from "./server/back-up.ts";
import { serverStatus } from "./server/server-status.ts";
import { listDeliveries } from "./webhooks/list-deliveries.ts";
import { listWebhooks } from "./webhooks/list-webhooks.ts";
import { putWebhook } from "./webhooks/put-webhook.ts";
import { removeWebhook } from "./webhooks/remove-webhook.ts";
import { replayWebhooks } from "./webhooks/replay-webhooks.ts";
import { testWebhook } from "./webhooks/test-webhook.ts";

const RUN: { readonly [Name in OperationName]: Operation<Name> } = {
  "calls.place": placeCall,
  "calls.answer": answerCall,
  "calls.reseat": reseatCall,
  "calls.join": joinCall,
  "calls.decline": declineCall,
  "calls.cancel": cancelCall,
  "calls.leave": leaveCall,
  "calls.end": endCall,
  "calls.remove": removeParticipant,
  "calls.get": getCall,
  "calls.list": listCalls,
  "calls.find": findCall,
  "calls.keyed": keyedCalls,
  "calls.ringing": ringingCall,
  "calls.listen": listenCall,
  "calls.unlisten": unlistenCall,
  "calls.say": sayInCall,
  "calls.report": reportCall,
  "presence.subscribe": subscribePresence,
  "presence.unsubscribe": unsubscribePresence,
  "presence.get": getPresence,
  "presence.set": setPresence,
  "people.get": getPeople,
  "people.put": putPeople,
  "people.block": blockPerson,
  "people.unblock": unblockPerson,
  "people.blocked": listBlocked,
  "people.revoke": revokePerson,
  "people.erase": erasePerson,
  "accounts.list": listAccounts,
  "accounts.get": getAccounts,
  "accounts.put": putAccount,
  "accounts.remove": removeAccount,
  "spaces.put": putSpaces,
  "spaces.get": getSpaces,
  "spaces.remove": removeSpace,
  "rooms.put": putRooms,
  "rooms.get": getRooms,
  "rooms.remove": removeRoom,
  "providers.offered": offeredProviders,
  "providers.list": listProviders,
  "connectors.list": listConnectors,
  "providers.switch": switchProvider,
  "providers.log": switchLog,
  "providers.settings": connectorSettings,
  "providers.configure": configureConnector,
  "history.list": listHistory,
  "history.seen": seeHistory,
  "history.erase": eraseHistory,
  "history.find": findHistory,
  "history.export": exportHistory,
  "logs.write": writeLogs,
  "logs.find": findLogs,
  "logs.export": exportLogs,
  "admin.sign-in": signInAdmin,
  "admin.renew": renewAdmin,
  "admin.sign-out": signOutAdmin,
  "calls.live": liveCalls,
  "people.find": findPeople,
  "server.status": serverStatus,
  "server.backup": backUp,
  "providers.test": testSettings,
  "keys.list": listKeys,
  "keys.create": createKey,
  "keys.revoke": revokeKey,
  "audit.list": listAudit,
  "webhooks.list": listWebhooks,
  "webhooks.put": putWebhook,
  "webhooks.remove": removeWebhook,
  "webhooks.test": testWebhook,
  "webhooks.deliveries": listDeliveries,
  "webhooks.replay": replayWebhooks,
};

/** Lines of a log and messages cost none of the commands that a call needs: they are counted where they are taken. */
const OWN_RATE: ReadonlySet<OperationName> = new Set(["logs.write", "calls.say"]);

/** The operations at work. `buckets` count per person, whatever the door, device or page. */
export function createOperations(parts: Parts, buckets: TokenBuckets): RunOperation {
  return async (name, input, asker) => {
    if (!isOperation(name)) throw new CallError("not-found", { detail: "no such operation" });
    const isFree = asker.kind === "program" || OWN_RATE.has(name);
    const retryAfterMs = isFree ? 0 : buckets.take(bucketOf(asker), parts.clock.now());
    if (retryAfterMs > 0) throw new CallError("rate-limited", { retryAfterMs });
    if (!mayAsk(name, asker)) throw await refused(name, input, { asker, parts });
    return run(name, input, { asker, parts });
  };
}

async function run<Name extends OperationName>(
  name: Name,
  input: unknown,
  { asker, parts }: { asker: Asker; parts: Parts },
): Promise<unknown> {
  const parsed = INPUT_SCHEMAS[name].safeParse(input);
  if (!parsed.success) throw inputProblem(parsed.error);
  const work = () => RUN[name](parsed.data, asker, parts);
  if (!isAudited(name, asker, parsed.data)) return work();
  const look = () => lookAt(name, parsed.data, { asker, parts });
  const shown = shownInput(name, parsed.data, parts);
  return parts.audit.run({ name, input: shown, asker, look }, work);
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(RUN, name);
}

function mayAsk(name: OperationName, asker: Asker): boolean {
  const { who } = OPERATIONS[name];
  if (asker.kind === "seat") return who.includes("seat");
  const credential = asker.kind === "rest" ? asker.credential : undefined;
  switch (credential?.type) {
    case "setup":
      return who.includes("setup");
    case "session":
      return who.includes("session") || (who.includes("admin") && !who.includes("setup"));
    case "key":
      return isInScope(name, credential.scopes);
    case "token":
    case undefined:
      return who.includes("user") || (who.includes("admin") && isAdministrator(asker));
  }
}

/** A session or key is not the person whose id it may have. */
function bucketOf(asker: Asker): string {
  const type = asker.kind === "rest" ? asker.credential?.type : undefined;
  if (type === undefined || type === "token") return asker.person.id;
  return `${type}\n${asker.person.id}`;
}

/** What a key, session or set-up link was not made for is written down; a person who asks for too much stands in the log. */
async function refused(
  name: OperationName,
  input: unknown,
  { asker, parts }: { asker: Asker; parts: Parts },
): Promise<CallError> {
  const error = new CallError("not-allowed");
  const { credential, address = "" } = asker.kind === "rest" ? asker : {};
  const type = credential?.type;
  // Nobody looked yet whether there is such a link.
  if (type === "setup") return parts.audit.notAdmitted({ name, type, address }, error);
  if (type !== "key" && type !== "session") return error;
  return parts.audit.refused({ name, input, asker }, error);
}
