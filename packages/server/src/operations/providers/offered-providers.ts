import { offeredTo } from "../../connectors/offered-to.ts";
import type { Operation } from "../operation.ts";

/** The providers that this person may choose. Who may: everybody signed in. */
export const offeredProviders: Operation<"providers.offered"> = async (_input, asker, parts) => ({
  providers: await offeredTo(asker.person.id, parts),
});
