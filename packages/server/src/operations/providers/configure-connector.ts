import type { Operation } from "../operation.ts";

/** A connector's settings without secrets. Who may: administrators. @throws {CallError} not-found */
export const connectorSettings: Operation<"providers.settings"> = async (input, _asker, parts) =>
  parts.connectors.settingsOf(input.connector);

/**
 * Starts a connector with new settings and stores them. Who may: administrators.
 * @throws {CallError} not-found, invalid-input, too-big, connector-failed: nothing has changed
 */
export const configureConnector: Operation<"providers.configure"> = async (
  input,
  _asker,
  parts,
) => {
  const settings = await parts.connectors.configure(input.connector, input.settings);
  parts.hints.publish({ type: "providers" });
  return settings;
};
