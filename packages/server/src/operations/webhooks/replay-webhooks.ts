import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/** Messages that are done are sent again, with their ids. Who may: administrators. @throws {CallError} not-found */
export const replayWebhooks: Operation<"webhooks.replay"> = async (
  { endpoint, id },
  _asker,
  parts,
) => {
  const { endpoints, sender } = parts.webhooks;
  await endpoints.load();
  if (!endpoints.get(endpoint)) throw new CallError("not-found");
  const what = { at: parts.clock.now(), ...(id !== undefined && { id }) };
  const count = await parts.store.webhooks.replay(endpoint, what);
  if (id !== undefined && count === 0) throw new CallError("not-found");
  sender.look();
  return { count };
};
