import type { Operation } from "../operation.ts";

/**
 * Tries settings of a connector out, without storing them. Who may: administrators.
 * @throws {CallError} not-found, invalid-input, connector-failed
 */
export const testSettings: Operation<"providers.test"> = ({ connector, settings }, _asker, parts) =>
  parts.settingsTests.run(connector, settings);
