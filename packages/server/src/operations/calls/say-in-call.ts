import { randomBytes } from "node:crypto";
import { CallError, LIMITS } from "@ringline/protocol";
import { isUntold } from "../../calls/call-machine-group.ts";
import type { Operation } from "../operation.ts";
import { openCall } from "./open-call.ts";

/**
 * Says something in the call's channel. Who may: a participant of the call, whatever became of their ring; whom a stranger
 * rings says nothing before they answer, as nothing else of theirs is told either.
 * @throws {CallError} call-not-found, too-big, not-allowed, rate-limited
 */
export const sayInCall: Operation<"calls.say"> = async (input, asker, parts) => {
  const { channels } = parts;
  const { body: value, to, once = { name: randomBytes(9).toString("base64url"), n: 1 } } = input;
  if (value === undefined) throw new CallError("invalid-input", { detail: "body: missing" });
  const body = JSON.stringify(value);
  if (Buffer.byteLength(body) > LIMITS.relayBodyBytes)
    throw new CallError("too-big", { detail: "body" });
  channels.takeTurn(asker.person.id);
  const { call, own } = await openCall(input.call, asker, parts);
  const isStrange = call.discreet && call.phase === "ringing" && own.role !== "caller";
  // A call to a space or room never rings: there it is the member of whom the others are told nothing.
  if (isStrange || isUntold(own))
    throw new CallError("not-allowed", { detail: "not before the answer" });
  const message = { page: once.name, n: once.n, ...(to !== undefined && { to }), body };
  return { seq: await channels.say({ call: call.id, participant: own.id }, message) };
};
