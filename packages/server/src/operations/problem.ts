import { CallError, ERROR_CODES, type Problem } from "@ringline/protocol";
import type { Asker } from "../auth/asker.ts";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";

const MOST_NAME = 64;
const CALL_ID = /^[\w-]{22}$/;

/** What was asked for, and by whom, as far as the door knows: for the line that the reference finds. */
export interface Asked {
  /** From `newReference`. */
  reference: string;
  operation?: string;
  person?: string;
  callId?: string;
}

/** A request that goes wrong: its name, the person, and the call that its input or its seat names. */
export function askedOf(operation: string, input: unknown, asker: Asker): Asked {
  const named = (input as { call?: unknown } | undefined)?.call;
  const callId = asker.kind === "seat" ? asker.call : named;
  return {
    reference: newReference(),
    operation: operation.slice(0, MOST_NAME),
    person: asker.person.id,
    ...(typeof callId === "string" && CALL_ID.test(callId) && { callId }),
  };
}

/**
 * What a client is told of anything thrown: the one function for both doors. An expected refusal keeps its code; everything
 * else is a bug: `internal-error`, logged once at error level with its stack, of which the client sees nothing but the reference.
 */
export function toProblem(error: unknown, asked: Asked, logger: Logger): Problem {
  if (!(error instanceof CallError)) {
    logger.error({ ...asked, err: error }, "unexpected failure");
    return problem(new CallError("internal-error"), asked.reference);
  }
  logRefusal(error, asked, logger);
  return problem(error, asked.reference);
}

function logRefusal(error: CallError, asked: Asked, logger: Logger): void {
  const reference = error.details.reference ?? asked.reference;
  const fields = { ...asked, reference, code: error.code, detail: error.details.detail };
  if (error.code === "rate-limited") logger.debug(fields, "refused");
  else if (error.status < 500) logger.info(fields, "refused");
  else logger.warn({ ...fields, cause: reasonOf(error.cause) }, "could not be done");
}

function reasonOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

function problem(error: CallError, reference: string): Problem {
  return {
    type: `urn:ringline:error:${error.code}`,
    title: ERROR_CODES[error.code].meaning,
    ...error.details,
    status: error.status,
    code: error.code,
    reference: error.details.reference ?? reference,
  };
}
