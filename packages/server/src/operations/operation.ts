import type { Input, OperationName, Result } from "@ringline/protocol";
import type { Asker } from "../auth/asker.ts";
import type { Parts } from "./parts.ts";

/** One command or question: may this asker do it? Then does it. Its input was parsed. @throws {CallError} as its entry says */
export type Operation<Name extends OperationName> = (
  input: Input<Name>,
  asker: Asker,
  parts: Parts,
) => Promise<Result<Name>>;

/**
 * What both doors call: parses the input, looks who may ask and how often, runs the operation.
 * @throws {CallError} every expected refusal; anything else that is thrown is a bug
 */
export type RunOperation = (name: string, input: unknown, asker: Asker) => Promise<unknown>;
