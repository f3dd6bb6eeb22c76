import type { WebhookDelivery } from "@ringline/protocol";
import { cursorOf, placeOf } from "../../history/cursor.ts";
import type { StoredMessage } from "../../store/store.ts";
import type { Operation } from "../operation.ts";

const PAGE = 30;

/** Messages, newest first, without their bodies. Who may: administrators. */
export const listDeliveries: Operation<"webhooks.deliveries"> = async (
  { before, limit = PAGE, ...query },
  _asker,
  parts,
) => {
  const older = before === undefined ? {} : { before: placeOf(before).seq };
  const found = await parts.store.webhooks.find({ ...query, ...older, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit &&
    last && { next: cursorOf({ at: last.createdAt, seq: last.seq }) };
  return { deliveries: rows.map(shownDelivery), ...next };
};

function shownDelivery(message: StoredMessage): WebhookDelivery {
  const { id, endpoint, type, subject, state, attempts, status, problem, doneAt } = message;
  return {
    id,
    endpoint,
    type,
    subject,
    state,
    attempts,
    createdAt: timestamp(message.createdAt),
    ...(state === "waiting" && { nextAt: timestamp(message.nextAt) }),
    ...(state === "delivered" && doneAt !== undefined && { deliveredAt: timestamp(doneAt) }),
    ...(status !== undefined && { status }),
    ...(problem !== undefined && { problem }),
  };
}

function timestamp(at: number): string {
  return new Date(at).toISOString();
}
