import type { Millis } from "../../calls/call-record.ts";
import type { NewMessage } from "../store.ts";

/** Parameters of a statement that puts messages into the outbox: when, ids, endpoints, types, bodies. */
export function messageColumns(messages: readonly NewMessage[], now: Millis): unknown[] {
  return [
    now,
    messages.map(({ id }) => id),
    messages.map(({ endpoint }) => endpoint),
    messages.map(({ type }) => type),
    messages.map(({ body }) => body),
  ];
}
