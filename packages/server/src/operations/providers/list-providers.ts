import type { Operation } from "../operation.ts";

/** All providers with their switches and health. Who may: administrators. */
export const listProviders: Operation<"providers.list"> = async (_input, _asker, parts) => ({
  providers: (await parts.connectors.states()).flatMap(({ providers }) => providers),
});

/** All connectors with their health and failures. Who may: administrators. */
export const listConnectors: Operation<"connectors.list"> = async (_input, _asker, parts) => ({
  connectors: (await parts.connectors.states()).map(({ connector }) => connector),
});
