import { CallError, type Input } from "@ringline/protocol";
import type { StoredEndpoint } from "../../store/store.ts";
import type { Endpoint } from "../../webhooks/endpoints.ts";
import { isWebhookSecret, newWebhookSecret } from "../../webhooks/signature.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { shownEndpoint } from "./shown-endpoint.ts";

const MOST_ENDPOINTS = 50;
/** The secret before the newest one signs on for this long. */
const ROTATION_MS = 24 * 60 * 60_000;

/**
 * Makes or changes an endpoint. Who may: administrators. A secret that was made here is told in the answer, and never again.
 * @throws {CallError} url-not-allowed, invalid-input
 */
export const putWebhook: Operation<"webhooks.put"> = async (input, _asker, parts) => {
  const { webhooks, clock } = parts;
  const { endpoints, urls } = webhooks;
  await endpoints.load();
  const { endpoint: id, url, events, isOn } = input;
  const known = endpoints.get(id);
  if (!known && endpoints.all().length >= MOST_ENDPOINTS)
    throw new CallError("invalid-input", { detail: `endpoint: no more than ${MOST_ENDPOINTS}` });
  if (!known && url === undefined)
    throw new CallError("invalid-input", { detail: "url: a new endpoint needs one" });
  if (url !== undefined) await urls.check(url);
  let told: string | undefined;
  await endpoints.change(id, (stored, now) => {
    if (now && input.isNew)
      throw new CallError("invalid-input", { detail: `endpoint: there is one called ${id}` });
    const after = secretsAfter(input, now, parts);
    told = after.told;
    return {
      ...stored,
      id,
      ...(url !== undefined && { url }),
      ...(events && { events }),
      secrets: after.secrets ?? stored?.secrets ?? [],
      ...switched(stored, isOn),
    };
  });
  const endpoint = endpoints.get(id);
  if (!endpoint) throw new CallError("not-found");
  const shown = shownEndpoint(endpoint, { now: clock.now() });
  return { endpoint: shown, ...(told !== undefined && { secret: told }) };
};

/** Switching it on or off forgets why the server did. */
function switched(stored: StoredEndpoint | undefined, isOn: boolean | undefined) {
  if (isOn === undefined) return { isOn: stored?.isOn ?? true };
  return { isOn, problem: undefined };
}

/** The secrets to store, if they change; `told`: one that was made here. */
function secretsAfter(
  { secret, newSecret }: Input<"webhooks.put">,
  endpoint: Endpoint | undefined,
  { clock }: Parts,
): { secrets?: StoredEndpoint["secrets"]; told?: string } {
  if (secret !== undefined && !isWebhookSecret(secret))
    throw new CallError("invalid-input", {
      detail: "secret: must be whsec_ and base64 of 24 to 64 bytes",
    });
  const [present] = endpoint?.secrets ?? [];
  const isMade = secret === undefined && (newSecret || !present);
  const next = secret ?? (isMade ? newWebhookSecret() : undefined);
  if (next === undefined || next === present?.secret) return {};
  const until = clock.now() + ROTATION_MS;
  const before = present ? [{ secret: present.secret, until }] : [];
  return { secrets: [{ secret: next }, ...before], ...(isMade && { told: next }) };
}
