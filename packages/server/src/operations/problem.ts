import { randomBytes } from "node:crypto";
import { CallError, ERROR_CODES, type Problem } from "@ringline/protocol";
import type { Logger } from "../logs/logger.ts";

/** Eight characters that name one problem in an answer and in the log. */
export function newReference(): string {
  return randomBytes(6).toString("base64url");
}

/**
 * What a client is told of anything thrown: the one function for both doors. An expected refusal keeps its code; everything
 * else is a bug: `internal-error`, logged once at error level with its stack, of which the client sees nothing but the reference.
 */
export function toProblem(error: unknown, reference: string, logger: Logger): Problem {
  if (!(error instanceof CallError)) {
    logger.error({ reference, err: error }, "unexpected failure");
    return problem(new CallError("internal-error"), reference);
  }
  logRefusal(error, reference, logger);
  return problem(error, reference);
}

function logRefusal(error: CallError, reference: string, logger: Logger): void {
  const fields = { reference, code: error.code, detail: error.details.detail };
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
    reference,
  };
}
