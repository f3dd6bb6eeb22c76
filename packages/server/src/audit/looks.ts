import type { Input, OperationName } from "@ringline/protocol";
import { callSeenByAdmin } from "../calls/call-seen-by.ts";
import type { Parts } from "../operations/parts.ts";
import { redacted } from "./redact.ts";

type Look<Name extends OperationName> = (input: Input<Name>, parts: Parts) => Promise<unknown>;

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

/** What the operation is about, as it stands now; a look that fails shows nothing. */
export async function lookAt(name: OperationName, input: unknown, parts: Parts): Promise<unknown> {
  const look = LOOKS[name] as ((input: unknown, parts: Parts) => Promise<unknown>) | undefined;
  if (!look) return undefined;
  try {
    return redacted(await look(input, parts));
  } catch {
    return undefined;
  }
}
