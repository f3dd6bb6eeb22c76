import type { CallId } from "@ringline/protocol";
import type { Outgoing } from "../calls/relay.ts";

/** A participant, or the server half of the call's connector. */
const PARTICIPANT = /^(p[0-9]{1,4}|connector)$/;

/** As far as the tables of the log count; the same in the schema. */
const MOST = 2_147_483_647;

/** A relay frame of this call, checked as its schema does but at a fraction of the cost; nothing for any other. */
export function readRelayFrame(
  frame: Record<string, unknown>,
  ownCall: CallId,
): Outgoing | undefined {
  const { call, n, to } = frame;
  if (call !== ownCall || !isCount(n) || frame.body === undefined) return undefined;
  const body = textOf(frame.body);
  if (body === undefined) return undefined;
  const fields = Object.keys(frame).length;
  if (to === undefined) return fields === 4 ? { n, body } : undefined;
  if (fields !== 5 || typeof to !== "string" || !PARTICIPANT.test(to)) return undefined;
  return { n, to, body };
}

/** Whether this is an acknowledgement of this call's messages; there is one for each of them. */
export function isRelaySeen(frame: Record<string, unknown>, ownCall: CallId): boolean {
  const { type, call, seq } = frame;
  if (type !== "relay-seen" || call !== ownCall) return false;
  return Number.isSafeInteger(seq) && Number(seq) >= 0 && Object.keys(frame).length === 3;
}

/** Nothing for what is nested so deep that it cannot be written again. */
function textOf(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MOST;
}
