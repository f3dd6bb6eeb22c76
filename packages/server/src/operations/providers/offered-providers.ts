import type { Operation } from "../operation.ts";

/** The providers that this person may choose. Who may: everybody signed in. */
export const offeredProviders: Operation<"providers.offered"> = async (_input, _asker, parts) => ({
  providers: parts.connectors.offered(),
});
