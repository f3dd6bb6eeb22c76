import { CallError, type ProviderId } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";

/**
 * Switches a provider for everybody; calls under way go on. Who may: administrators.
 * @throws {CallError} not-found
 */
export const switchProvider: Operation<"providers.switch"> = async (input, _asker, parts) => {
  checkThere(input.provider, parts);
  await parts.switches.set(input.provider, { isOn: input.isOn });
  parts.hints.publish({ type: "providers" });
  return {};
};

/**
 * Switches the sending of a provider's log lines from pages. Who may: administrators.
 * @throws {CallError} not-found
 */
export const switchLog: Operation<"providers.log"> = async (input, _asker, parts) => {
  checkThere(input.provider, parts);
  await parts.switches.set(input.provider, { logs: input.isOn });
  parts.hints.publish({ type: "providers" });
  return {};
};

function checkThere(provider: ProviderId, { connectors }: Parts): void {
  if (connectors.provider(provider)) return;
  throw new CallError("not-found", { detail: `no connector at work offers ${provider}` });
}
