import type { Operation } from "../operation.ts";

/** All providers with their switches and health. Who may: administrators. */
export const listProviders: Operation<"providers.list"> = async (_input, _asker, parts) => ({
  providers: await parts.connectors.states(),
});
