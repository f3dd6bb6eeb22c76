import type { Input, OperationName, PersonId, ProviderId } from "@ringline/protocol";
import type { Asker } from "../auth/asker.ts";
import { callSeenByAdmin } from "../calls/call-seen-by.ts";
import type { Parts } from "../operations/parts.ts";
import { secretsOf } from "../webhooks/endpoints.ts";
import { redacted } from "./redact.ts";

type Look<Name extends OperationName> = (
  input: Input<Name>,
  parts: Parts,
  asker: Asker,
) => Promise<unknown>;

/** How what an operation changes is looked at, before and after; an operation that is not here has its input alone. */
const LOOKS: { readonly [Name in OperationName]?: Look<Name> } = {
  "calls.end": async ({ call }, { store }) => {
    const record = await store.calls.get(call);
    if (!record) return undefined;
    const { phase, title } = callSeenByAdmin(record);
    return { phase, title };
  },
  "calls.remove": async ({ call, participant }, { store }) => {
    const record = await store.calls.get(call);
    const part = record?.participants.find(({ id }) => id === participant);
    return record && { title: record.title, state: part?.state };
  },
  "providers.switch": ({ provider }, parts) => switchState(provider, parts),
  "providers.log": ({ provider }, parts) => switchState(provider, parts),
  "webhooks.put": ({ endpoint }, parts) => endpointState(endpoint, parts),
  "webhooks.remove": ({ endpoint }, parts) => endpointState(endpoint, parts),
  "webhooks.replay": async ({ endpoint }, { store }) =>
    (await store.webhooks.counts()).get(endpoint),
  "accounts.put": ({ type, person }, parts, asker) =>
    accountState(person ?? asker.person.id, { type, parts }),
  "accounts.remove": ({ type, person }, parts, asker) =>
    accountState(person ?? asker.person.id, { type, parts }),
  // Secrets are but a mark that there is one.
  "providers.configure": async ({ connector }, { connectors }) =>
    connectors.settingsOf(connector).values,
  "people.revoke": ({ person }, parts) => personState(person, parts),
  "people.erase": ({ person }, parts) => personState(person, parts),
  "keys.revoke": async ({ key }, { store }) => {
    const record = await store.keys.get(key);
    return record && { name: record.name, isRevoked: record.revokedAt !== undefined };
  },
};

async function personState(person: string, { store }: Parts) {
  const [record] = await store.people.get([person]);
  return record && { name: record.person.name, isSignedOut: record.revokedAt !== undefined };
}

async function switchState(provider: ProviderId, { switches }: Parts) {
  const { isOn, log } = switches.sourcesOf(provider);
  return {
    isOn: { is: switches.isOn(provider), from: isOn },
    log: { is: switches.logs(provider), from: log },
  };
}

/** Of its secrets the number alone. */
async function endpointState(id: string, { webhooks, clock }: Parts) {
  await webhooks.endpoints.load();
  const endpoint = webhooks.endpoints.get(id);
  if (!endpoint) return undefined;
  const { url, events, isOn, problem } = endpoint;
  return { url, events, isOn, problem, signatures: secretsOf(endpoint, clock.now()).length };
}

/** Accounts hold nothing secret. */
async function accountState(
  person: PersonId,
  { type, parts }: { type: string; parts: Parts },
): Promise<unknown> {
  const account = await parts.accounts.of(person, type);
  return account && { fields: account.fields, source: account.source };
}

type AnyLook = (input: unknown, parts: Parts, asker: Asker) => Promise<unknown>;

/** What the operation is about, as it stands now; a look that fails shows nothing. */
export async function lookAt(
  name: OperationName,
  input: unknown,
  { asker, parts }: { asker: Asker; parts: Parts },
): Promise<unknown> {
  const look = LOOKS[name] as AnyLook | undefined;
  if (!look) return undefined;
  try {
    return redacted(await look(input, parts, asker));
  } catch {
    return undefined;
  }
}
