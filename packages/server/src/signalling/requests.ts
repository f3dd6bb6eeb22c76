import type { CallError, Problem } from "@ringline/protocol";
import { clientFrame } from "@ringline/protocol/schemas";
import type { z } from "zod";
import type { Asker } from "../auth/asker.ts";
import { newReference } from "../logs/reference.ts";
import { inputProblem } from "../operations/input-problem.ts";
import { type Asked, askedOf, toProblem } from "../operations/problem.ts";
import type { Connection } from "./connection.ts";
import type { GatewayParts } from "./gateway-parts.ts";

/** A frame after hello, as the schema knows it. */
export type KnownFrame = z.infer<typeof clientFrame>;
type RequestFrame = Extract<KnownFrame, { type: "request" }>;

interface Desk {
  connection: Connection;
  parts: Pick<GatewayParts, "run" | "logger" | "limits" | "clock">;
}

/** Parses a frame; a bad one is answered and counted: too many close the socket (S70). */
export function parseFrame(frame: Record<string, unknown>, desk: Desk): KnownFrame | undefined {
  const parsed = clientFrame.safeParse(frame);
  if (parsed.success) return parsed.data;
  const id = typeof frame.id === "number" ? frame.id : 0;
  answer(desk, id, { problem: problemOf(inputProblem(parsed.error), desk) });
  noteMalformed(desk);
  return undefined;
}

export function noteMalformed({ connection, parts }: Desk): void {
  if (connection.flood.malformed(parts.clock.now(), parts.limits))
    connection.close("protocol-error");
}

/** Runs a request and answers it, whatever becomes of it. Who goes on after being told to wait is closed (S69). */
export async function runRequest(
  { id, operation, input }: RequestFrame,
  asker: Asker,
  desk: Desk,
): Promise<void> {
  const { connection, parts } = desk;
  try {
    answer(desk, id, { result: await parts.run(operation, input, asker) });
  } catch (error) {
    const problem = problemOf(error, desk, askedOf(operation, input, asker));
    answer(desk, id, { problem });
    const isTold = problem.code === "rate-limited";
    if (isTold && connection.flood.refused(parts.clock.now(), parts.limits))
      connection.close("rate-limited");
  }
}

/** Refuses a frame that has no answer of its own: under the id 0, which no request has, unless its own could be read. */
export function refuse(error: CallError, desk: Desk, id = 0): void {
  answer(desk, id, { problem: problemOf(error, desk) });
}

function problemOf(
  error: unknown,
  { parts }: Desk,
  asked: Asked = { reference: newReference() },
): Problem {
  return toProblem(error, asked, parts.logger);
}

function answer(
  { connection }: Desk,
  id: number,
  outcome: { result: unknown } | { problem: Problem },
): void {
  connection.sendFrame({ type: "response", id, ...outcome });
}
